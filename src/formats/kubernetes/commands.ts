import type { Command, Fact, Invocation } from '../../system/facts.ts';
import { taskCallsOf } from '../invocations.ts';
import { get, textOf, textsOf } from '../node.ts';
import type { Node } from '../node.ts';

/** `command` and `args` of a container, and the tasks they call. */
export function readCommands(container: Node, unit: string, init: boolean): readonly Fact[] {
  const directory = textOf(get(container, 'workingDir'));
  const place = directory?.startsWith('/') ? { directory } : {};
  const command = textsOf(get(container, 'command')).map(({ text }) => text);
  const args = textsOf(get(container, 'args')).map(({ text }) => text);
  const parts = [
    { key: 'command', role: init ? 'init' : 'entrypoint', argv: command, whole: [...command, ...args] },
    { key: 'args', role: init ? 'init' : 'command', argv: args, whole: command.length > 0 ? [] : args },
  ] as const;
  return parts.flatMap(({ key, role, argv, whole }): readonly Fact[] => {
    const node = get(container, key);
    if (!node || argv.length === 0) return [];
    const { line } = node;
    const stated: Command = {
      kind: 'command',
      line,
      unit,
      role,
      argv,
      shell: false,
      text: argv.join(' '),
      ...place,
    };
    const calls = taskCallsOf(whole, null).map((call): Invocation => ({
      kind: 'invocation',
      ...call,
      line,
      unit,
    }));
    return [stated, ...calls];
  });
}
