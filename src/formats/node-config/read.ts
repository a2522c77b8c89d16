import type { Read } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readJson } from '../json.ts';
import { entries, get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { readYaml } from '../yaml.ts';

/** Keys of a configuration are not nested deeper; aliases may make a tree that never ends. */
const deepest = 20;

/** Spelled as names are: whoever puts a key of an account there by mistake does not see it printed. */
const variable = /^(?:[A-Z][A-Z0-9]{0,14}|[A-Z][A-Z0-9]*(?:_[A-Z0-9]*)+)$/;

/** Names at the leaves: `"host": "DB_HOST"`, `"pool": { "__name": "DB_POOL", "__format": "json" }`. */
export function readNodeConfig({ path, text }: SourceFile): Reading {
  const root = path.endsWith('.json') ? readJson(text, { comments: true }) : readYaml(text)[0];
  return { facts: [...readsIn(root, 0)].toSorted((a, b) => a.line - b.line) };
}

function* readsIn(node: Node | undefined, depth: number): Generator<Read> {
  const named = get(node, '__name') ?? node;
  const name = textOf(named);
  // A key without its variable keeps what the other files of the folder say.
  if (named && name !== undefined && variable.test(name))
    yield { kind: 'read', name, line: named.line, strength: 'guarded', phase: 'run', via: 'config' };
  if (named !== node || depth > deepest) return;
  for (const entry of entries(node)) if (!entry.merged) yield* readsIn(entry.node, depth + 1);
}
