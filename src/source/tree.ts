import type { EntryKind, Tree } from '../system/system.ts';

export interface TreeEntry {
  readonly kind: EntryKind;
  /** object name of the blob; of the commit for a submodule */
  readonly object: string;
}

/** The files of one commit, with their object names. */
export class CommitTree implements Tree {
  readonly #entries: ReadonlyMap<string, TreeEntry>;
  #folders: Map<string, string[]> | null = null;

  constructor(entries: ReadonlyMap<string, TreeEntry>) {
    this.#entries = entries;
  }

  get size(): number {
    return this.#entries.size;
  }

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  kindOf(path: string): EntryKind | undefined {
    return this.#entries.get(path)?.kind;
  }

  /** Object name of a regular file; undefined for links, submodules and what is not there. */
  objectOf(path: string): string | undefined {
    const entry = this.#entries.get(path);
    return entry?.kind === 'file' || entry?.kind === 'executable' ? entry.object : undefined;
  }

  paths(): Iterable<string> {
    return this.#entries.keys();
  }

  entries(): ReadonlyMap<string, TreeEntry> {
    return this.#entries;
  }

  hasFolder(path: string): boolean {
    return this.#byFolder().has(path);
  }

  under(folder: string): readonly string[] {
    const found: string[] = [];
    const open = [folder];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const child of this.#byFolder().get(next) ?? []) {
        if (this.#entries.has(child)) found.push(child);
        else open.push(child);
      }
    }
    return found.sort((a, b) => (a < b ? -1 : 1));
  }

  /** Children of each folder. Built once, only when a folder is asked about. */
  #byFolder(): ReadonlyMap<string, readonly string[]> {
    if (this.#folders) return this.#folders;
    const folders = new Map<string, string[]>([['', []]]);
    for (const path of this.#entries.keys()) {
      let child = path;
      for (;;) {
        const cut = child.lastIndexOf('/');
        const folder = cut === -1 ? '' : child.slice(0, cut);
        const known = folders.get(folder);
        if (known) {
          known.push(child);
          break;
        }
        folders.set(folder, [child]);
        child = folder;
      }
    }
    this.#folders = folders;
    return folders;
  }
}

const kinds: Readonly<Record<string, EntryKind>> = {
  '100644': 'file',
  '100664': 'file',
  '100755': 'executable',
  '120000': 'symlink',
  '160000': 'submodule',
};

export function kindOfMode(mode: string): EntryKind {
  return kinds[mode] ?? 'file';
}

/** Parses `ls-tree -r -z`: `<mode> <type> <object>\t<path>`, each ended by a NUL. */
export function parseTree(output: Buffer): CommitTree {
  const text = output.toString('utf8');
  // Paths that are not UTF-8 are decoded one by one: see decodePath.
  if (text.includes('\ufffd')) return parseBytes(output);
  const entries = new Map<string, TreeEntry>();
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\0', at);
    const tab = text.indexOf('\t', at);
    const object = text.slice(text.indexOf(' ', at + 7) + 1, tab);
    entries.set(text.slice(tab + 1, end), { kind: kindOfMode(text.slice(at, at + 6)), object });
    at = end + 1;
  }
  return new CommitTree(entries);
}

function parseBytes(output: Buffer): CommitTree {
  const entries = new Map<string, TreeEntry>();
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0, at);
    const tab = output.indexOf(9, at);
    const [mode = '', , object = ''] = output.toString('latin1', at, tab).split(' ');
    entries.set(decodePath(output.subarray(tab + 1, end)), { kind: kindOfMode(mode), object });
    at = end + 1;
  }
  return new CommitTree(entries);
}

/** Paths are bytes. Those that are not UTF-8 keep a name of their own through Latin-1. */
export function decodePath(bytes: Buffer): string {
  const path = bytes.toString('utf8');
  return path.includes('\ufffd') && !Buffer.from(path, 'utf8').equals(bytes)
    ? bytes.toString('latin1')
    : path;
}
