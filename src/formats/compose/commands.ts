import type { Command, Fact, HealthCheck, Invocation } from '../../system/facts.ts';
import { taskCallsOf } from '../invocations.ts';
import { booleanOf, get, textOf, textsOf } from '../node.ts';
import type { Node } from '../node.ts';
import { probeTarget } from '../probe-target.ts';
import { splitWords } from '../split-words.ts';
import { secondsOf } from './seconds-of.ts';
import { fillIn, knownText } from './service-node.ts';
import type { ServiceNode } from './service-node.ts';

/** `command:` and `entrypoint:`, and the tasks they call. */
export function readCommands(service: ServiceNode): readonly Fact[] {
  const directory = knownText(get(service.map, 'working_dir'));
  const place = directory?.startsWith('/') ? { directory } : {};
  return (['entrypoint', 'command'] as const).flatMap((role): Fact[] => {
    const node = get(service.map, role);
    const argv = words(node);
    if (!node || argv.length === 0) return [];
    const { line } = node;
    const unit = service.name;
    const text = argv.join(' ');
    const command: Command = { kind: 'command', unit, role, argv, shell: false, text, ...place, line };
    const calls = taskCallsOf(argv, null).map((call): Invocation => {
      return { kind: 'invocation', ...call, unit, line };
    });
    return [command, ...calls];
  });
}

function words(node: Node | undefined): readonly string[] {
  const written = textOf(node);
  if (written !== undefined) return splitWords(fillIn(written).text);
  return textsOf(node).map(({ text }) => fillIn(text).text);
}

/** `healthcheck:`; without a `test` it changes only the times of the image's own. */
export function readHealthCheck(service: ServiceNode): readonly HealthCheck[] {
  const entry = service.map.entries.get('healthcheck');
  if (entry?.node.kind !== 'map') return [];
  const test = get(entry.node, 'test');
  const list = textsOf(test).map(({ text }) => fillIn(text).text);
  const disabled = booleanOf(get(entry.node, 'disable')) === true || list[0] === 'NONE';
  const check = { kind: 'health-check', unit: service.name, probe: 'health', line: entry.line } as const;
  if (disabled) return [{ ...check, disabled }];
  const text = (/^CMD(?:-SHELL)?$/.test(list[0] ?? '') ? list.slice(1) : list).join(' ');
  const asked = text === '' ? {} : { text, ...probeTarget(text), ...noticedAfter(entry.node) };
  return [{ ...check, disabled, ...asked }];
}

/** Docker asks every 30 seconds, and three times, where nothing else is said. */
function noticedAfter(check: Node): Pick<HealthCheck, 'noticedAfter'> {
  const interval = get(check, 'interval');
  const retries = get(check, 'retries');
  if (!interval && !retries) return {};
  const every = interval ? secondsOf(knownText(interval) ?? '') : 30;
  const times = Number(retries ? (knownText(retries) ?? NaN) : 3);
  return every > 0 && times > 0 ? { noticedAfter: every * times } : {};
}
