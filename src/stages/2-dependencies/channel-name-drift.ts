import { isTestPath } from '../../formats/code-paths.ts';
import { code, list, text } from '../../report/text.ts';
import { composePairs } from '../../system/compose-project.ts';
import type { ComposeSet } from '../../system/compose-project.ts';
import type { Declaration } from '../../system/facts.ts';
import { givenTo } from '../../system/host-references.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A topic, queue or bucket has another name for some of the services that share it. */
export const channelNameDrift: ChangeRule = {
  kind: 'change',
  id: 'channel-name-drift',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'The name of a topic, queue or bucket changed for some of the services that share it',
  assumption: 'Assumes that those who write and those who read still mean the same channel.',
  verify: 'Send one message or object through, and see whether it arrives.',
  explanation: `Takes variables that name a channel (\`…_TOPIC\`, \`…_QUEUE\`, \`…_STREAM\`, \`…_BUCKET\`, \`…_CHANNEL\`,
\`…_EXCHANGE\`, with or without \`_NAME\`) which several services of one compose project have. It fires when all of them had
the same value at base, and at head some have another one and the rest kept it.

It stays silent where the value comes from elsewhere or through a variable, when the values differed before, and when all
of them move. Values are compared and never kept. Severity: medium; it is a question, since the split may be meant.`,
  check: (change) => {
    const found = new Map<string, Problem>();
    for (const { base, head } of composePairs(change)) {
      if (head.partial || head.paths.some(isTestPath)) continue;
      for (const problem of driftsIn(change, base, head)) {
        const key = problem.identity.join('\0');
        if (!found.has(key)) found.set(key, problem);
      }
    }
    return [...found.values()];
  },
};

const names = /(?:^|_)(?:TOPIC|QUEUE|STREAM|BUCKET|CHANNEL|EXCHANGE)(?:_NAME)?$/;

type Given = ReadonlyMap<string, Located<Declaration>>;

/** By variable, then by service. */
function channelsIn(system: System, set: ComposeSet): ReadonlyMap<string, Given> {
  const found = new Map<string, Map<string, Located<Declaration>>>();
  for (const service of set.services.values()) {
    for (const declaration of givenTo(system, set, service)) {
      if (!names.test(declaration.name)) continue;
      const known = found.get(declaration.name) ?? new Map<string, Located<Declaration>>();
      found.set(declaration.name, known.set(service.name, declaration));
    }
  }
  return found;
}

function driftsIn(change: Change, base: ComposeSet, head: ComposeSet): readonly Problem[] {
  const before = channelsIn(change.base, base);
  return [...channelsIn(change.head, head)].flatMap(([name, after]): readonly Problem[] => {
    const were = before.get(name);
    const [first] = were?.values() ?? [];
    const shared = first?.value?.digest;
    const all = [...(were?.values() ?? []), ...after.values()];
    if (!were || shared === undefined || all.some(({ value, from }) => !value || from !== undefined))
      return [];
    if (were.size < 2 || [...were.values()].some(({ value }) => value?.digest !== shared)) return [];
    const both = [...after].filter(([service]) => were.has(service));
    const moved = both.filter(([, { value }]) => value?.digest !== shared);
    const stayed = both.filter(([, { value }]) => value?.digest === shared);
    const [mover] = moved;
    const [rest] = stayed;
    if (!mover || !rest) return [];
    return [
      {
        subject: name,
        identity: [head.folder, name],
        severity: 'medium',
        confidence: 'possible',
        title: text`${code(name)} names another channel for ${list(
          moved.map(([service]) => service),
          3,
        )} than for ${list(
          stayed.map(([service]) => service),
          3,
        )}`,
        assumption: text`Assumes ${code(mover[0])} and ${code(rest[0])} no longer need the same channel; is that so?`,
        verify: text`Send one message through the channel that ${code(mover[0])} uses, and see who gets it`,
        at: placeOf(mover[1]),
        related: [{ ...placeOf(rest[1]), side: 'head', note: text`keeps the name` }],
      },
    ];
  });
}
