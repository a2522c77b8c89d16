import { lookUp, referencedFile } from '../../contracts/documents.ts';
import { isInside } from '../../contracts/identifiers.ts';
import { referencesIn } from '../../contracts/references.ts';
import type { PartialGap } from '../format.ts';

/**
 * Other files of the commit that a contract document refers to, relative to the
 * root of the commit, each once. References out of the commit are left out.
 */
export function referencedFiles(path: string, document: unknown): readonly string[] {
  const files = new Set<string>();
  for (const reference of referencesIn(document)) {
    const file = referencedFile(path, reference);
    if (file !== null && file !== path && !staysInside(document, reference)) files.add(file);
  }
  return [...files];
}

/** References that are refused, and those within the file that point at nothing. */
export function referenceGaps(path: string, document: unknown): readonly PartialGap[] {
  let refused = 0;
  let dangling = 0;
  for (const reference of referencesIn(document)) {
    const file = referencedFile(path, reference);
    const isOut = file === null || (file === path && isDangling(document, reference));
    if (isOut && staysInside(document, reference)) continue;
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

/** By an address or an anchor that a part of the document has. */
function staysInside(document: unknown, reference: string): boolean {
  return isInside(document, reference, (pointer) => lookUp(document, pointer) !== undefined);
}
