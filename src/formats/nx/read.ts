import type { Fact, PassThrough } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readJson } from '../json.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { inOrder } from '../platform-facts.ts';

/** `{ "env": "X" }` among inputs. Nx hands the whole environment on: such a variable only decides what is cached. */
export function readNx({ text }: SourceFile): Reading {
  const root = readJson(text, { comments: true });
  const facts: Fact[] = [{ kind: 'env-filter', tool: 'nx', strict: false, line: root.line }];
  for (const { node } of entries(get(root, 'namedInputs'))) facts.push(...names(node));
  for (const { key, node } of [...entries(get(root, 'targetDefaults')), ...entries(get(root, 'targets'))])
    facts.push(...names(get(node, 'inputs'), key));
  return { facts: inOrder(facts) };
}

function names(list: Node | undefined, task?: string): readonly PassThrough[] {
  return items(list).flatMap((item): PassThrough[] => {
    const node = get(item, 'env');
    const pattern = textOf(node);
    if (!node || pattern === undefined) return [];
    const place = { line: node.line, ...(task === undefined ? {} : { task }) };
    return [{ kind: 'pass-through', tool: 'nx', pattern, ...place }];
  });
}
