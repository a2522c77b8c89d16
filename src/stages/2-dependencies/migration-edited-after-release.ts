import { isTestPath } from '../../formats/code-paths.ts';
import { folderOf } from '../../formats/paths.ts';
import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { Migration, MigrationTool } from '../../system/facts.ts';
import type { Change, Located } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
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
keeps what the old text made of it, and new databases get something else. Flyway, Liquibase and sqlx refuse to run at all once what
they ran differs. Fires where another schema comes of the steps forward; of a file of Flyway where its text differs.
Also where a migration gets another name or number of those by which its tool remembers it: it runs a second time. All of a folder are one finding.

It stays silent for comments, layout, the order of statements, the way back, what happens to rows, \`IF EXISTS\` and \`CONCURRENTLY\`, for migrations
that run whenever they change or allow other checksums, for tests, and where most migrations of the folder change at once or are taken away, as
when they are begun anew.

Severity: high for Flyway, Liquibase and sqlx, medium otherwise; a question where the tool is not known, since the files may be run by
hand. Whether the base was ever released is not in the repository.`,
  check: (change) => {
    const found = pairsOf(change).filter((pair) => isAnother(change, pair));
    const groups = groupBy(
      found,
      ({ head, base }) => `${folderOf(head.folder)}\0${base.version === head.version}`,
    );
    return groups.flatMap((group) => {
      const all = change.base.tree.under(group[0].base.folder).length;
      // A sweep over all of them keeps what databases have, or begins anew.
      return group.length > Math.max(3, all / 4) ? [] : [problemOf(change, group)];
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
  return [
    ...changeSetPairs({ base, head, files }),
    ...files.flatMap(({ status, path, from }): readonly Pair[] => {
      if ((status !== 'modified' && status !== 'renamed') || isTestPath(path)) return [];
      const pair = { base: before.get(from ?? path), head: after.get(path) };
      if (
        !pair.base ||
        !pair.head ||
        pair.base.tool === 'liquibase' ||
        pair.base.repeatable ||
        pair.base.tool !== pair.head.tool
      )
        return [];
      return [{ base: pair.base, head: pair.head }];
    }),
  ];
}

/** Change sets of one file, by what Liquibase remembers them by. */
function changeSetPairs({ base, head, files }: Change): readonly Pair[] {
  const modified = new Set(files.flatMap(({ status, path }) => (status === 'modified' ? [path] : [])));
  const before = new Map(base.facts('migration').map((each) => [`${each.file}\0${each.version}`, each]));
  return head.facts('migration').flatMap((each): readonly Pair[] => {
    if (each.tool !== 'liquibase' || !modified.has(each.file) || isTestPath(each.file)) return [];
    const known = before.get(`${each.file}\0${each.version}`);
    return known && !each.repeatable ? [{ base: known, head: each }] : [];
  });
}

/** Tools that know a migration by what stands in its file and not by the file's name, or that are not known. */
const notByFile: readonly MigrationTool[] = ['alembic', 'typeorm', 'unknown'];

function isAnother(change: Change, { base, head }: Pair): boolean {
  // A folder that moves as a whole takes its migrations with it.
  if (base.folder !== head.folder) return false;
  if (base.version === head.version) return base.digest !== head.digest;
  return !notByFile.includes(toolOf(change, head));
}

function problemOf(change: Change, group: readonly [Pair, ...Pair[]]): Problem {
  const [{ base, head }] = group;
  const tool = toolOf(change, head);
  const isRenamed = base.version !== head.version;
  const { severity, confidence } = weightOf(tool);
  const names = group.map((pair) => pair.base.version);
  const others: Text = group.length === 1 ? [] : text`, and ${group.length - 1} more`;
  const end: Text = confidence === 'possible' ? [' yet; is that so?'] : [' yet.'];
  return {
    subject: group.map((pair) => pair.head.version).join(', '),
    identity: [head.folder, ...group.map((pair) => pair.head.version)],
    severity,
    confidence,
    title: isRenamed
      ? text`${code(base.file)} is called ${code(head.file)} now${others}, and runs again where it ran before`
      : isChecked(tool)
        ? text`${tool === 'liquibase' ? text`Change set ${code(head.version)} of ${code(head.file)}` : code(head.file)}${others} was there before and is another one now`
        : text`${code(head.file)}${others} was there before and makes another schema now`,
    assumption: text`Assumes no database has run ${list(names, 3)}${end}`,
    detail: isChecked(tool)
      ? text`${[tool === 'flyway' ? 'Flyway' : tool === 'sqlx' ? 'sqlx' : 'Liquibase']} compares what stands there with what it ran, and stops where it differs.`
      : isRenamed
        ? text`The tool remembers migrations by their names: where the old name ran, the new one is one more.`
        : text`Databases that ran it keep what it made then; new ones get what it says now.`,
    verify: text`See in the tool's own table whether ${list(names, 3)} ran anywhere; a further migration serves both.`,
    at: { path: head.file, line: head.line },
    atBase: { path: base.file, line: base.line },
    related: group.slice(1, 9).map((pair) => ({
      path: pair.head.file,
      line: pair.head.line,
      side: 'head' as const,
      note: isRenamed ? text`was ${code(pair.base.file)}` : text`was there before, too`,
    })),
  };
}

function isChecked(tool: MigrationTool): boolean {
  return tool === 'flyway' || tool === 'sqlx' || tool === 'liquibase';
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
