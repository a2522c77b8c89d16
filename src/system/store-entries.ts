import type { Store, StoreEntry } from './facts.ts';
import type { Subjects } from './subjects.ts';

/** Stores in which one application's entries are no other's: each has a page of its own. */
const ownPage: readonly Store[] = ['cloudflare', 'fly', 'heroku', 'render', 'dashboard'];

/** Whether an entry of that name serves whoever names it. */
export function isShared(store: Store): boolean {
  return !ownPage.includes(store);
}

/** What is constant of an entry's name and tells it from others: the whole, or what follows the last placeholder. */
export function tellingPart({ entry, variableName }: Pick<StoreEntry, 'entry' | 'variableName'>): string {
  const part = variableName ? (entry.split(/[}>]+/).at(-1) ?? '') : entry;
  return part.length >= 6 ? part.replace(/^\//, '') : '';
}

/** Words to look for in the tree, for the entries that a change makes necessary. */
export function entryWords({ added }: Pick<Subjects, 'added'>): readonly string[] {
  const words = added.flatMap((fact) =>
    fact.kind === 'store-entry' && fact.role === 'needed' && isShared(fact.store) ? [tellingPart(fact)] : [],
  );
  return [...new Set(words)].filter((word) => word !== '').slice(0, 200);
}
