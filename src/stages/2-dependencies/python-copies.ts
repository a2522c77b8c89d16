import type { LockedTree } from '../../system/locked-tree.ts';
import type { Mismatch, OutOfStep } from './out-of-step.ts';

/** uv copies what manifests ask for into its lockfile, range by range, and `--locked` refuses one that says something else. */
export function pythonCopies({ asks, manifests, lockfile }: LockedTree): readonly OutOfStep[] {
  if (lockfile.manager !== 'uv') return [];
  return [...manifests].map(([importer, { path, facts }]) => {
    const requirements = facts.filter((fact) => fact.kind === 'requirement');
    const mismatches = requirements.flatMap(({ name, specifier, line }): readonly Mismatch[] => {
      const copies = asks.filter((ask) => ask.importer === importer && ask.name === name);
      const [first] = copies;
      // What comes from a repository or a folder has no range in the copy.
      if (!first || !isComparable(specifier) || !copies.every((copy) => isComparable(copy.specifier)))
        return [];
      const isCopied = copies.some((copy) => clausesOf(copy.specifier) === clausesOf(specifier));
      // The same name with other markers: each has a copy of its own.
      const isAnother = requirements.some(
        (other) => other.name === name && clausesOf(other.specifier) === clausesOf(first.specifier),
      );
      return isCopied || isAnother
        ? []
        : [{ name, asked: specifier, locked: first.specifier, at: { path, line } }];
    });
    return { path, unknown: false, mismatches };
  });
}

/** Plain clauses: what has letters in its versions may be written in another way by the tool. */
function isComparable(specifier: string): boolean {
  return /^(?:(?:^|\s{0,3},\s{0,3})(?:[<>!=~]=?|===)\s{0,3}\d[\d.]{0,40}(?:\.\*)?)+$/.test(specifier.trim());
}

/** The order of clauses says nothing, and neither do zeros at the end of a version: uv takes `2.48` and `2.48.0` for the same. */
function clausesOf(specifier: string): string {
  return specifier
    .replace(/\s+/g, '')
    .split(',')
    .map((clause) => clause.replace(/(?:\.0)+$/, ''))
    .toSorted()
    .join(',');
}
