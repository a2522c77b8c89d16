import { code, text } from '../../report/text.ts';
import { renamesIn } from '../../system/renames.ts';
import type { Rename } from '../../system/renames.ts';
import type { Change } from '../../system/system.ts';
import { codeReads, suppliesOf } from '../../system/variables.ts';
import type { ChangeRule, Problem, RelatedPlace } from '../rule.ts';

/** A variable got a new name in some places and kept the old one in others. */
export const envRenamedPartially: ChangeRule = {
  kind: 'change',
  id: 'env-renamed-partially',
  stage: 'config',
  severity: 'high',
  summary: 'A variable was renamed, and some reader or supplier keeps the old name',
  assumption: 'Assumes that everybody who reads or supplies the variable moved to the new name.',
  verify: 'Search for both names: the old one must be gone, or stand beside the new one as an alias.',
  explanation: `Takes a name that left a file and one that came in the same file as a rename when they carry the same
value or share half of their words, and the new one is unknown at base. It fires when code still reads the old name and
no unit supplies it any more, or when code reads the new one and a unit is still supplied the old one only.

It stays silent when the old name is gone everywhere, and when both are supplied side by side.`,
  check: (change) =>
    renamesIn(change).flatMap((rename) =>
      [...leftReaders(change, rename), ...leftSuppliers(change, rename)].slice(0, 1),
    ),
};

/** Code reads the old name; its last supply is gone. */
function leftReaders({ base, head }: Change, { from, to }: Rename): readonly Problem[] {
  const reads = (codeReads(head).get(from) ?? []).filter(({ strength }) => strength !== 'defaulted');
  const [first] = reads;
  if (!first || head.isProvided(from)) return [];
  const before = suppliesOf(base, from);
  if (before.length === 0 || suppliesOf(head, from).length > 0) return [];
  const supplies = suppliesOf(head, to);
  return [
    problem(
      { from, to },
      {
        title: text`${code(from)} became ${code(to)}, and ${code(first.file)} still reads ${code(from)}`,
        at: { path: first.file, line: first.line },
        atBase: before[0] ? { path: before[0].file, line: before[0].line } : null,
        related: supplies
          .slice(0, 3)
          .map((fact) => ({ path: fact.file, line: fact.line, side: 'head', note: text`the new name` })),
      },
    ),
  ];
}

/** Code moved to the new name; a unit still gets the old one and not the new one. */
function leftSuppliers({ base, head }: Change, { from, to }: Rename): readonly Problem[] {
  const reads = codeReads(head).get(to) ?? [];
  const needed = reads.find(({ strength }) => strength === 'required' || strength === 'guarded');
  if (!needed || (codeReads(head).get(from) ?? []).length > 0 || !codeReads(base).has(from)) return [];
  const moved = new Set(suppliesOf(head, to).map((fact) => `${fact.file}\0${fact.unit ?? ''}`));
  const left = suppliesOf(head, from).filter((fact) => !moved.has(`${fact.file}\0${fact.unit ?? ''}`));
  const [first] = left;
  if (!first) return [];
  return [
    problem(
      { from, to },
      {
        title: text`${code(from)} became ${code(to)}, and ${code(first.unit ?? first.file)} is still given ${code(from)}`,
        at: { path: first.file, line: first.line },
        related: [
          { path: needed.file, line: needed.line, side: 'head', note: text`reads the new name` },
          ...left.slice(1, 4).map((fact) => ({
            path: fact.file,
            line: fact.line,
            side: 'head' as const,
            note: text`also the old name`,
          })),
        ],
      },
    ),
  ];
}

function problem(
  { from, to }: Rename,
  parts: Pick<Problem, 'title' | 'at'> & {
    readonly atBase?: Problem['at'];
    readonly related: readonly RelatedPlace[];
  },
): Problem {
  return {
    subject: from,
    alsoAbout: [to],
    identity: [from, to],
    confidence: 'likely',
    assumption: text`Assumes everybody moved from ${code(from)} to ${code(to)}`,
    verify: text`Search for ${code(from)}: it must be gone, or stand beside ${code(to)} as an alias`,
    ...parts,
  };
}
