import type { SearchQuery } from '../source/repository.ts';

/** Paths of head in which one of the patterns may stand: each has one of the endings. */
export type SearchWithin = (within: NonNullable<SearchQuery['within']>) => Promise<readonly string[]>;

/** How to look through head. */
export interface Look {
  readonly search: SearchWithin;
  /** null where the path is not there, or holds no text */
  readonly text: (path: string) => Promise<string | null>;
}

/** How to look through both sides: the search is of head. */
export interface SidedLook {
  readonly search: SearchWithin;
  readonly text: (side: 'base' | 'head', path: string) => Promise<string | null>;
}
