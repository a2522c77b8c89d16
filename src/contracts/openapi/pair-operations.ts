import type { OperationPlace } from './model.ts';
import { pathShape } from './paths.ts';

export interface PairedOperations {
  readonly pairs: readonly (readonly [OperationPlace, OperationPlace])[];
  readonly gone: readonly OperationPlace[];
  readonly added: readonly OperationPlace[];
}

/** Operations by the address that clients call: first with the server's path, then without it. */
export function pairOperations(
  old: readonly OperationPlace[],
  next: readonly OperationPlace[],
): PairedOperations {
  const pairs = new Map<OperationPlace, OperationPlace>();
  const taken = new Set<OperationPlace>();
  const match = (keysOf: (place: OperationPlace) => readonly string[]): void => {
    const byKey = new Map<string, OperationPlace>();
    for (const place of next) {
      if (taken.has(place)) continue;
      for (const key of keysOf(place)) if (!byKey.has(key)) byKey.set(key, place);
    }
    for (const place of old) {
      if (pairs.has(place)) continue;
      const found = keysOf(place)
        .map((key) => byKey.get(key))
        .find((other) => other !== undefined && !taken.has(other));
      if (!found) continue;
      pairs.set(place, found);
      taken.add(found);
    }
  };
  match(({ method, path, prefixes }) => prefixes.map((prefix) => `${method} ${prefix}${path}`));
  match(({ method, path, prefixes }) => prefixes.map((prefix) => `${method} ${pathShape(prefix + path)}`));
  match(({ method, path }) => [`${method} ${pathShape(path)}`]);
  return {
    pairs: old.flatMap((place) => {
      const other = pairs.get(place);
      return other ? [[place, other] as const] : [];
    }),
    gone: old.filter((place) => !pairs.has(place)),
    added: next.filter((place) => !taken.has(place)),
  };
}
