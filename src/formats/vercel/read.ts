import type { Declaration, Fact } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readJson } from '../json.ts';
import { entries, get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { folderOf } from '../paths.ts';
import { commandFacts, dashboard, givenFrom, givenValue, inOrder, variableName } from '../platform-facts.ts';

/** Variables for the functions and for the build, and the commands that build. */
export function readVercel({ path, text }: SourceFile): Reading {
  const root = readJson(text, { comments: true });
  const facts: Fact[] = [
    { kind: 'unit', name: 'vercel', type: 'function', open: dashboard, line: root.line },
    ...variables(get(root, 'env'), 'run'),
    ...variables(get(root, 'build', 'env'), 'build'),
  ];
  for (const key of ['installCommand', 'buildCommand', 'devCommand', 'ignoreCommand'])
    facts.push(...commandFacts(get(root, key), 'vercel', folderOf(path)));
  return { facts: inOrder(facts) };
}

/** `@name` is a secret of the account. */
function variables(node: Node | undefined, phase: Declaration['phase']): readonly Declaration[] {
  return [...entries(node)].flatMap(({ key, line, node: value }) => {
    if (!variableName.test(key)) return [];
    const isSecret = textOf(value)?.startsWith('@') === true;
    const place = { unit: 'vercel', phase };
    return [isSecret ? givenFrom(key, line, 'secret', place) : givenValue(key, line, value, place)];
  });
}
