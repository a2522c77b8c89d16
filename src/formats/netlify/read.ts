import type { Fact } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { entries, get, textOf } from '../node.ts';
import { folderOf, joinPath } from '../paths.ts';
import { commandFacts, dashboard, givenMap, inOrder } from '../platform-facts.ts';
import { readToml } from '../toml.ts';

/** The build and what each deploy context changes. Variables of the file reach the build only, not the functions. */
export function readNetlify({ path, text }: SourceFile): Reading {
  const root = readToml(text);
  const folder = folderOf(path);
  const base = joinPath(folder, textOf(get(root, 'build', 'base')) ?? '');
  const facts: Fact[] = [
    { kind: 'unit', name: 'netlify', type: 'function', open: dashboard, line: get(root, 'build')?.line ?? 1 },
    ...givenMap(entries(get(root, 'build', 'environment')), { unit: 'netlify', phase: 'build' }),
    ...commandFacts(get(root, 'build', 'command'), 'netlify', base),
    ...commandFacts(get(root, 'dev', 'command'), 'dev', folder),
  ];
  for (const { key, line, node } of entries(get(root, 'context'))) {
    const unit = `context.${key}`;
    facts.push({ kind: 'unit', name: unit, type: 'function', open: dashboard, line });
    facts.push(...givenMap(entries(get(node, 'environment')), { unit, phase: 'build' }));
    facts.push(...commandFacts(get(node, 'command'), unit, base));
  }
  return { facts: inOrder(facts) };
}
