import type { ChangedFile } from '../system/system.ts';
import type { CommitTree } from './tree.ts';

/** An object that was asked for: its bytes, or why there are none. */
export type Blob =
  | { readonly state: 'read'; readonly bytes: Buffer }
  | { readonly state: 'too-large'; readonly size: number }
  | { readonly state: 'missing' };

/** Two commits side by side. */
export interface TreePair {
  readonly base: CommitTree;
  readonly head: CommitTree;
  readonly files: readonly ChangedFile[];
}

export interface SearchResult {
  /** paths of text files that have one of the words or patterns */
  readonly paths: readonly string[];
  /** files that could not be searched because their contents are not in the repository */
  readonly unsearched: readonly string[];
}

/** What to search for; a file hits when any of them stands in it. */
export interface SearchQuery {
  /** whole words: no letter, digit or underscore on either side */
  readonly words: readonly string[];
  /** POSIX extended regular expressions that mean the same in JavaScript */
  readonly patterns?: readonly string[];
  /** further patterns, looked for only in files whose paths have one of the endings: `.py` */
  readonly within?: readonly { readonly endings: readonly string[]; readonly patterns: readonly string[] }[];
}

/** Versions of one file, newest first. */
export interface History {
  readonly versions: readonly {
    readonly object: string;
    /** seconds since 1970: when it was committed */
    readonly time: number;
  }[];
  /** git came to the end of it, or to the number asked for */
  readonly isWhole: boolean;
}

/** Reads one repository's objects. Never its work tree, never over the network. */
export interface Repository {
  readonly gitDirectory: string;
  /** full name of the commit that a revision means, null when there is none; the revision may look like anything */
  readonly resolve: (revision: string) => Promise<string | null>;
  /** best merge base of two commits, null when there is none or the history is cut off */
  readonly mergeBase: (a: string, b: string) => Promise<string | null>;
  readonly isShallow: () => Promise<boolean>;
  /** full commit name and short name of the default branch (origin/HEAD, main, master, trunk, develop), null when none is known */
  readonly defaultBranch: () => Promise<{ readonly name: string; readonly commit: string } | null>;
  readonly tree: (commit: string) => Promise<CommitTree>;
  readonly compare: (base: string, head: string) => Promise<TreePair>;
  /** contents of a blob by object name */
  readonly read: (object: string, limit: number) => Promise<Blob>;
  /** contents of a path at a commit; null when the path is not a regular file there */
  readonly readPath: (commit: string, path: string, limit: number) => Promise<Blob | null>;
  readonly search: (commit: string, tree: CommitTree, query: SearchQuery) => Promise<SearchResult>;
  /** versions of a path along the first parents, from a commit backwards; renames are not followed */
  readonly history: (commit: string, path: string, most: number) => Promise<History>;
  readonly close: () => Promise<void>;
}
