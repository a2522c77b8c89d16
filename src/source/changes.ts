import type { ChangedFile } from '../system/system.ts';
import { CommitTree, decodePath, kindOfMode } from './tree.ts';
import type { TreeEntry } from './tree.ts';

/** One line of `diff-tree --raw`: what a path was and is. */
export interface RawChange {
  readonly file: ChangedFile;
  readonly base: TreeEntry | null;
  readonly head: TreeEntry | null;
}

const statuses = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  T: 'type-changed',
  R: 'renamed',
} as const;

/** Parses `diff-tree -r -z --raw --no-abbrev`. */
export function parseChanges(output: Buffer): readonly RawChange[] {
  const fields: Buffer[] = [];
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0, at);
    fields.push(output.subarray(at, end));
    at = end + 1;
  }
  const changes: RawChange[] = [];
  for (let index = 0; index < fields.length;) {
    const [baseMode = '', headMode = '', baseObject = '', headObject = '', letter = ''] = (
      fields[index++]?.toString('latin1') ?? ''
    )
      .slice(1)
      .split(' ');
    const status = statuses[letter.charAt(0) as keyof typeof statuses] ?? 'modified';
    const first = decodePath(fields[index++] ?? Buffer.alloc(0));
    const path = status === 'renamed' ? decodePath(fields[index++] ?? Buffer.alloc(0)) : first;
    changes.push({
      file: status === 'renamed' ? { status, path, from: first } : { status, path },
      base: status === 'added' ? null : { kind: kindOfMode(baseMode), object: baseObject },
      head: status === 'removed' ? null : { kind: kindOfMode(headMode), object: headObject },
    });
  }
  return changes;
}

/** The base tree, from the head tree and what changed: saves a second listing of a large repository. */
export function baseTree(head: CommitTree, changes: readonly RawChange[]): CommitTree {
  const entries = new Map(head.entries());
  for (const change of changes) entries.delete(change.file.path);
  for (const { base, file } of changes) if (base) entries.set(file.from ?? file.path, base);
  return new CommitTree(entries);
}
