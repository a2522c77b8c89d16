import type { Fact } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { entries, get, items } from '../node.ts';
import { folderOf } from '../paths.ts';
import { commandFacts, dashboard, givenMap, inOrder } from '../platform-facts.ts';
import { readToml } from '../toml.ts';

/** The phases of a build and the command that the image starts. Variables stay in the image. */
export function readNixpacks({ path, text }: SourceFile): Reading {
  const root = readToml(text);
  const folder = folderOf(path);
  const facts: Fact[] = [
    { kind: 'unit', name: 'start', type: 'process', open: dashboard, line: get(root, 'start')?.line ?? 1 },
    ...givenMap(entries(get(root, 'variables')), { unit: 'start' }),
    ...commandFacts(get(root, 'start', 'cmd'), 'start', folder),
  ];
  for (const { key, node } of entries(get(root, 'phases')))
    for (const command of items(get(node, 'cmds')))
      facts.push(...commandFacts(command, `phases.${key}`, folder));
  return { facts: inOrder(facts) };
}
