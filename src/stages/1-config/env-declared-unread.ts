import { code, list, text } from '../../report/text.ts';
import type { Declaration, Read } from '../../system/facts.ts';
import { renamesIn } from '../../system/renames.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { lastDeclarations } from '../../system/unread-declarations.ts';
import { codeReads, declarationsOf } from '../../system/variables.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** The last reader of a variable went; its declarations stayed. */
export const envDeclaredUnread: ChangeRule = {
  kind: 'change',
  id: 'env-declared-unread',
  stage: 'config',
  severity: 'low',
  summary: 'The last read of a variable went, and its declarations stayed',
  assumption: 'Assumes that something outside of this repository still needs the variable.',
  verify: 'Delete the declaration and start the unit; schedule the removal of a secret from its store.',
  explanation: `Compares who reads a variable at base and at head: code, and schemas that check it. It fires when the
change takes away the last of them while env files, examples or services that are built here still give it a value. All
names that one file keeps are told in one finding.

It stays silent when any code, script, template or pipeline still has the name as a word, when a computed name may stand
for it (\`\${prefix}_KEY\`), when an image from elsewhere is given it, for names that platforms and well-known libraries read
by themselves, and for renames.`,
  yieldsTo: ['env-renamed-partially'],
  check: (change): readonly Problem[] => {
    const renamed = new Set(renamesIn(change).map(({ from }) => from));
    const byFile = new Map<string, Unread[]>();
    for (const [name, read] of readersAt(change.base)) {
      if (renamed.has(name) || change.head.isProvided(name) || isReadAt(change, name)) continue;
      const [first] = lastDeclarations(change.head, name);
      if (first) byFile.set(first.file, [...(byFile.get(first.file) ?? []), { name, read, first }]);
    }
    return [...byFile].map(([file, found]) => problemOf(file, found));
  },
};

interface Unread {
  readonly name: string;
  readonly read: Located<Read> | Located<Declaration>;
  readonly first: Located<Declaration>;
}

/** Names that code reads or checks, with one place that does. */
function readersAt(system: System): ReadonlyMap<string, Unread['read']> {
  const readers = new Map<string, Unread['read']>();
  for (const fact of system.facts('declaration')) {
    if (fact.role === 'validated') readers.set(fact.name, fact);
  }
  for (const [name, [first]] of codeReads(system)) if (first) readers.set(name, first);
  return readers;
}

function isReadAt({ head }: Change, name: string): boolean {
  if ((codeReads(head).get(name) ?? []).length > 0) return true;
  if (declarationsOf(head, name).some(({ role }) => role === 'validated')) return true;
  return head.mentions('variable-in-code', name).length > 0;
}

function problemOf(file: string, found: readonly Unread[]): Problem {
  const names = found.map(({ name }) => name).sort();
  const [only] = found;
  const what = text`${list(names, 4)}`;
  return {
    subject: found.length === 1 && only ? only.name : file,
    alsoAbout: names,
    identity: [file, ...names],
    confidence: 'likely',
    title: text`Nothing reads ${what} any more, and ${code(file)} still gives ${found.length === 1 ? ['it'] : ['them']}`,
    assumption: text`Assumes something outside of this repository still needs ${what}`,
    verify: text`Take ${what} out of ${code(file)} and start what used it; schedule the removal of secrets from their store`,
    at: { path: file, line: only?.first.line ?? null },
    atBase: only ? { path: only.read.file, line: only.read.line } : null,
    related: found
      .slice(0, 5)
      .map(({ read }) => ({ path: read.file, line: read.line, side: 'base', note: text`the last read` })),
  };
}
