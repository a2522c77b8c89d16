import type { LockedTree } from '../../system/locked-tree.ts';

/** Shorter names are near each other by chance. */
const shortest = 6;

/**
 * Names in the lockfile that are one exchanged or two swapped letters from a new one: `lodash` for `lodahs`.
 * A letter more or less is how packages are named after each other (`react` and `preact`), and so are numbers.
 */
export function nearNames({ name }: { readonly name: string }, { packages }: LockedTree): readonly string[] {
  if (name.length < shortest) return [];
  const known = new Set([...packages.values()].map((entry) => entry.name));
  return known.has(name) ? [] : [...known].filter((other) => isNear(name, other));
}

function isNear(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const apart = Array.from({ length: a.length }, (_, index) => index).filter(
    (index) => a[index] !== b[index],
  );
  const [first = 0, second = 0] = apart;
  if (!apart.every((index) => isLetter(a[index]) && isLetter(b[index]))) return false;
  if (apart.length === 1) return true;
  return apart.length === 2 && second === first + 1 && a[first] === b[second] && a[second] === b[first];
}

function isLetter(sign: string | undefined): boolean {
  return sign !== undefined && /[a-z]/i.test(sign);
}
