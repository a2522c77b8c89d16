import type { Command, Fact, Script } from '../system/facts.ts';
import { booleanOf, entries, get, textOf } from './node.ts';
import type { Node } from './node.ts';
import { folderOf } from './paths.ts';
import { shellFacts } from './shell-facts.ts';

/**
 * What a `package.json` says about running: its scripts, the tasks and files that they call, and the
 * files that `main` and `bin` promise. `path` is the manifest's own.
 */
export function scriptFacts(root: Node, path: string): readonly Fact[] {
  const directory = folderOf(path);
  const name = textOf(get(root, 'name'));
  const facts: Fact[] = [];
  for (const { key, line, node } of entries(get(root, 'scripts'))) {
    const text = textOf(node);
    if (text === undefined) continue;
    const script: Script = { kind: 'script', line, runner: 'npm', name: key, text };
    facts.push(name === undefined ? script : { ...script, package: name });
    facts.push(...shellFacts(text, { line, folded: true, directory, unit: `scripts.${key}` }));
  }
  return [...facts, ...promisedFiles(root, directory)].sort((a, b) => a.line - b.line);
}

function promisedFiles(root: Node, directory: string): readonly Command[] {
  const main = get(root, 'main');
  const bin = get(root, 'bin');
  const inside = booleanOf(get(root, 'private')) === true ? 'main of a private package' : 'main';
  const named = [...entries(bin)].map(({ key, node }) => ({ unit: `bin.${key}`, node }));
  const promises = [
    // Where there are exports, nothing looks at it.
    ...(main && !get(root, 'exports') ? [{ unit: inside, node: main }] : []),
    ...(bin?.kind === 'scalar' ? [{ unit: 'bin', node: bin }] : named),
  ];
  return promises.flatMap(({ unit, node }): readonly Command[] => {
    const file = textOf(node);
    if (file === undefined) return [];
    const common = { kind: 'command', line: node.line, unit, role: 'entrypoint' } as const;
    return [{ ...common, argv: ['node', file], shell: false, directory }];
  });
}
