import type { ChangedFile, Tree } from '../system/system.ts';

/** An object of the tree that was asked for: its bytes, or why there are none. */
export type Blob =
  | { readonly state: 'read'; readonly bytes: Buffer }
  | { readonly state: 'too-large'; readonly size: number }
  | { readonly state: 'missing' };

/** Reads one repository's objects. Never its work tree, never over the network. */
export interface Repository {
  readonly gitDirectory: string;
  /** full name of the commit that a revision means, null when there is none; the revision may look like anything */
  readonly resolve: (revision: string) => Promise<string | null>;
  /** best merge base of two commits, null when there is none or the history is cut off */
  readonly mergeBase: (a: string, b: string) => Promise<string | null>;
  readonly isShallow: () => Promise<boolean>;
  /** short names of branches that may be the default one, best guess first: origin/HEAD, main, master … */
  readonly defaultBranch: () => Promise<string | null>;
  readonly tree: (commit: string) => Promise<Tree>;
  readonly changes: (base: string, head: string) => Promise<readonly ChangedFile[]>;
  /** contents of a path at a commit; null when the path is not a file there */
  readonly readPath: (commit: string, path: string, limit: number) => Promise<Blob | null>;
  /** paths of text files at a commit that contain one of the words as a whole word */
  readonly search: (commit: string, words: readonly string[]) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}
