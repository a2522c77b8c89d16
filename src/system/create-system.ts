import type { CommitTree } from '../source/tree.ts';
import type { FactKind, FactOf } from './facts.ts';
import type { Located, Mention, ReadFile, SubjectKind, System, Unreadable } from './system.ts';

export interface SystemParts {
  readonly side: 'base' | 'head';
  readonly tree: CommitTree;
  readonly files: ReadonlyMap<string, ReadFile>;
  readonly unreadable: ReadonlyMap<string, Unreadable>;
  readonly mentions: readonly Mention[];
  readonly isProvided: (variable: string) => boolean;
}

/** Indexes what was read of one side. */
export function createSystem(parts: SystemParts): System {
  const paths = [...parts.files.keys()].sort((a, b) => (a < b ? -1 : 1));
  const byKind = new Map<FactKind, readonly Located[]>();
  // On demand: the entries of a lockfile are many, and few rules ask for them all.
  const factsOf = (kind: FactKind): readonly Located[] => {
    const known = byKind.get(kind);
    if (known) return known;
    const found = paths.flatMap((path) => {
      const own = parts.files.get(path)?.facts.filter((fact) => fact.kind === kind) ?? [];
      return own.map((fact): Located => ({ ...fact, file: path }));
    });
    byKind.set(kind, found);
    return found;
  };
  const mentions = new Map<string, Mention[]>();
  for (const mention of parts.mentions) {
    const key = mentionKey(mention.kind, mention.subject);
    mentions.set(key, [...(mentions.get(key) ?? []), mention]);
  }
  return {
    side: parts.side,
    tree: parts.tree,
    files: parts.files,
    unreadable: parts.unreadable,
    isProvided: parts.isProvided,
    facts: <K extends FactKind>(kind: K) => factsOf(kind) as unknown as readonly Located<FactOf<K>>[],
    mentions: (kind, subject) => mentions.get(mentionKey(kind, subject)) ?? [],
  };
}

function mentionKey(kind: SubjectKind, subject: string): string {
  return `${kind}\0${subject}`;
}
