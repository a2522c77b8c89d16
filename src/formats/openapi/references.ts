import { children, isObject, items, stringAt } from '../../contracts/at.ts';
import type { At } from '../../contracts/at.ts';
import { lookUp, referencedFile } from '../../contracts/documents.ts';
import type { PartialGap } from '../format.ts';

/**
 * Other files of the commit that a contract document refers to, relative to the
 * root of the commit, each once. References out of the commit are left out.
 */
export function referencedFiles(path: string, document: unknown): readonly string[] {
  const files = new Set<string>();
  for (const reference of referencesIn(path, document)) {
    const file = referencedFile(path, reference);
    if (file !== null && file !== path) files.add(file);
  }
  return [...files];
}

/** References that are refused, and those within the file that point at nothing. */
export function referenceGaps(path: string, document: unknown): readonly PartialGap[] {
  let refused = 0;
  let dangling = 0;
  for (const reference of referencesIn(path, document)) {
    const file = referencedFile(path, reference);
    if (file === null) refused += 1;
    else if (file === path && isDangling(document, reference)) dangling += 1;
  }
  const gaps: PartialGap[] = [];
  if (refused > 0) {
    const detail = `${references(refused)} out of the commit; they are not followed`;
    gaps.push({ reason: 'reference-refused', detail });
  }
  if (dangling > 0) {
    gaps.push({ reason: 'reference-dangling', detail: `${references(dangling)} at nothing in this file` });
  }
  return gaps;
}

function references(count: number): string {
  return count === 1 ? '1 reference points' : `${count} references point`;
}

function isDangling(document: unknown, reference: string): boolean {
  const fragment = reference.slice(reference.indexOf('#') + 1);
  if (fragment === '') return false;
  let pointer = fragment;
  try {
    pointer = decodeURIComponent(fragment);
  } catch {
    // A stray percent sign is a character like any other.
  }
  return !pointer.startsWith('/') || lookUp(document, pointer) === undefined;
}

/** Every different reference, wherever it stands except in examples. Keys under `properties` are names. */
function referencesIn(path: string, document: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<object>();
  const open: { readonly at: At; readonly names: boolean }[] = [
    { at: { path, pointer: '', node: document }, names: false },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { at, names } = next;
    if (typeof at.node !== 'object' || at.node === null || seen.has(at.node)) continue;
    seen.add(at.node);
    const reference = names ? undefined : stringAt(at, '$ref');
    if (reference !== undefined) found.add(reference);
    if (!isObject(at.node)) {
      for (const item of items(at)) open.push({ at: item, names: false });
      continue;
    }
    for (const [key, child] of children(at)) {
      if (names || !values.has(key)) open.push({ at: child, names: !names && nameHolders.has(key) });
    }
  }
  return found;
}

const values = new Set(['example', 'examples', 'enum', 'const', 'default']);
const nameHolders = new Set([
  'properties',
  'patternProperties',
  'definitions',
  'schemas',
  '$defs',
  'responses',
]);
