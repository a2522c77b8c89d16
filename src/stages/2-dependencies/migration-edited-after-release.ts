import { isTestPath } from '../../formats/code-paths.ts';
import { folderOf } from '../../formats/paths.ts';
import { code, text } from '../../report/text.ts';
import type { Migration, MigrationTool } from '../../system/facts.ts';
import type { Change, Located } from '../../system/system.ts';
import type { ChangeRule, Confidence, Problem, Severity } from '../rule.ts';

/** A migration that databases may have run already is another one now. */
export const migrationEditedAfterRelease: ChangeRule = {
  kind: 'change',
  id: 'migration-edited-after-release',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'A migration that was there before was edited or renamed',
  assumption: 'Assumes that no database has run the migration yet.',
  verify: 'Look in the table in which the tool keeps what it ran, in each environment.',
  explanation: `Compares migrations that stand at base and at head. A database that ran one at base does not run it again: it
keeps what the old text made of it, and new databases get something else. Flyway and sqlx refuse to run at all once a file
differs from what they ran. Fires where another schema comes of the steps forward; of a file of Flyway where its text differs.
Also where a migration gets another name or number of those by which its tool remembers it: it runs a second time.

It stays silent for comments, layout, the order of statements, the way back, what happens to rows, \`IF EXISTS\` and \`CONCURRENTLY\`, for migrations
that run whenever they change, for tests, and where most migrations of the folder change at once or are taken away, as
when they are begun anew.

Severity: high for Flyway and sqlx, medium otherwise; a question where the tool is not known, since the files may be run by
hand. Whether the base was ever released is not in the repository.`,
  check: (change) => {
    const edited = pairsOf(change);
    const perFolder = new Map<string, number>();
    for (const { head } of edited) perFolder.set(head.folder, (perFolder.get(head.folder) ?? 0) + 1);
    return edited.flatMap((pair) => {
      const all = change.base.tree.under(pair.base.folder).length;
      // A sweep over all of them keeps what databases have, or begins anew.
      if ((perFolder.get(pair.head.folder) ?? 0) > Math.max(3, all / 4)) return [];
      return problemOf(change, pair);
    });
  },
};

interface Pair {
  readonly base: Located<Migration>;
  readonly head: Located<Migration>;
}

function pairsOf({ base, head, files }: Change): readonly Pair[] {
  const before = new Map(base.facts('migration').map((each) => [each.file, each]));
  const after = new Map(head.facts('migration').map((each) => [each.file, each]));
  return files.flatMap(({ status, path, from }): readonly Pair[] => {
    if ((status !== 'modified' && status !== 'renamed') || isTestPath(path)) return [];
    const pair = { base: before.get(from ?? path), head: after.get(path) };
    if (!pair.base || !pair.head || pair.base.repeatable || pair.base.tool !== pair.head.tool) return [];
    return [{ base: pair.base, head: pair.head }];
  });
}

/** Tools that know a migration by what stands in its file and not by the file's name, or that are not known. */
const notByFile: readonly MigrationTool[] = ['alembic', 'typeorm', 'unknown'];

function problemOf(change: Change, { base, head }: Pair): readonly Problem[] {
  const tool = toolOf(change, head);
  const isRenamed = base.version !== head.version;
  const isEdited = base.digest !== head.digest;
  // A folder that moves as a whole takes its migrations with it.
  if (base.folder !== head.folder || (isRenamed && notByFile.includes(tool))) return [];
  if (!isRenamed && !isEdited) return [];
  const { severity, confidence } = weightOf(tool);
  return [
    {
      subject: head.version,
      identity: [head.folder, head.version],
      severity,
      confidence,
      title: isRenamed
        ? text`${code(base.file)} is called ${code(head.file)} now, and runs again where it ran before`
        : text`${code(head.file)} was there before and makes another schema now`,
      assumption:
        confidence === 'possible'
          ? text`Assumes no database has run ${code(base.version)} yet; is that so?`
          : text`Assumes no database has run ${code(base.version)} yet.`,
      detail: isChecked(tool)
        ? text`${[tool === 'flyway' ? 'Flyway' : 'sqlx']} compares each file with what it ran, and stops where one differs.`
        : isRenamed
          ? text`The tool remembers migrations by their names: where the old name ran, the new one is one more.`
          : text`Databases that ran it keep what it made then; new ones get what it says now.`,
      verify: text`See in the tool's own table whether ${code(base.version)} ran anywhere; a further migration serves both.`,
      at: { path: head.file, line: head.line },
      atBase: { path: base.file, line: base.line },
    },
  ];
}

function isChecked(tool: MigrationTool): boolean {
  return tool === 'flyway' || tool === 'sqlx';
}

/** Plain files beside a Rust package are sqlx's. */
function toolOf({ head }: Change, { tool, folder }: Migration): MigrationTool {
  const isPlain = tool === 'unknown' || tool === 'golang-migrate';
  const crate = folderOf(folder) === '' ? 'Cargo.toml' : `${folderOf(folder)}/Cargo.toml`;
  return isPlain && head.tree.has(crate) ? 'sqlx' : tool;
}

function weightOf(tool: MigrationTool): { readonly severity: Severity; readonly confidence: Confidence } {
  if (isChecked(tool)) return { severity: 'high', confidence: 'likely' };
  return { severity: 'medium', confidence: tool === 'unknown' ? 'possible' : 'likely' };
}
