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
  const byKind = new Map<FactKind, Located[]>();
  for (const path of paths) {
    for (const fact of parts.files.get(path)?.facts ?? []) {
      const known = byKind.get(fact.kind);
      if (known) known.push(fact);
      else byKind.set(fact.kind, [fact]);
    }
  }
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
    facts: <K extends FactKind>(kind: K) =>
      (byKind.get(kind) ?? []) as readonly Located[] as unknown as readonly Located<FactOf<K>>[],
    mentions: (kind, subject) => mentions.get(mentionKey(kind, subject)) ?? [],
  };
}

function mentionKey(kind: SubjectKind, subject: string): string {
  return `${kind}\0${subject}`;
}
