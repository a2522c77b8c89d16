import { isTestPath } from '../../formats/code-paths.ts';
import type { Migration, SchemaChange } from '../facts.ts';
import type { Change, Located } from '../system.ts';

/** A migration that the change brings, with its steps forward in order. */
export interface NewMigration {
  readonly migration: Located<Migration>;
  readonly steps: readonly Located<SchemaChange>[];
}

/**
 * Migrations that the change adds beside others, in the order in which they run. The first ones of a
 * folder are left out: they meet an empty database.
 */
export function newMigrations({ base, head, files }: Change): readonly NewMigration[] {
  const added = new Set(files.flatMap(({ status, path }) => (status === 'added' ? [path] : [])));
  const modified = new Set(files.flatMap(({ status, path }) => (status === 'modified' ? [path] : [])));
  // A changelog of Liquibase grows.
  const before = new Set(base.facts('migration').map(({ file, version }) => `${file}\0${version}`));
  const own = head
    .facts('migration')
    .filter(
      ({ file, tool, version }) =>
        !isTestPath(file) &&
        (added.has(file) ||
          (tool === 'liquibase' && modified.has(file) && !before.has(`${file}\0${version}`))),
    );
  if (own.length === 0) return [];
  const steps = new Map<string, Located<SchemaChange>[]>(own.map(({ file }) => [file, []]));
  for (const step of head.facts('schema-change')) steps.get(step.file)?.push(step);
  return own
    .filter(({ folder, file }) => !added.has(file) || hasOthers(base.tree.under(folder), file))
    .toSorted((a, b) => order(a, b))
    .map((migration) => ({
      migration,
      steps: (steps.get(migration.file) ?? []).filter(
        ({ of }) => of === undefined || of === migration.version,
      ),
    }));
}

/** Change sets run in the order of their file. */
function order(a: Located<Migration>, b: Located<Migration>): number {
  if (a.file === b.file) return a.line - b.line;
  const byName = a.file < b.file ? -1 : 1;
  return a.tool === 'liquibase' ? byName : compareVersions(a.version, b.version) || byName;
}

/** At least two, since a folder may hold notes or an index beside its migrations. */
function hasOthers(paths: readonly string[], file: string): boolean {
  const ending = file.slice(file.lastIndexOf('.'));
  return paths.filter((path) => path.endsWith(ending)).length > 1;
}

/** Numbers and timestamps by their size, other names by their letters. */
export function compareVersions(a: string, b: string): number {
  const numbers = [a, b].map((version) => /^\d+(?:\.\d+)*/.exec(version)?.[0].split('.') ?? []);
  const [left = [], right = []] = numbers;
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = BigInt(left[index] ?? 0) - BigInt(right[index] ?? 0);
    if (difference !== 0n) return difference < 0n ? -1 : 1;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Two spellings of one name in a database: most fold the case. */
export function tableKey(table: string): string {
  return table.toLowerCase();
}

/** Tables that the migrations of a change make, in whichever of them; what stands in them is their own. */
export function tablesMade(migrations: readonly NewMigration[]): ReadonlySet<string> {
  const made = new Set<string>();
  for (const { steps } of migrations) {
    for (const { action, table, to } of steps) {
      if (action === 'create-table') made.add(tableKey(table));
      // A table that is made under another name first.
      if (action === 'rename-table' && to !== undefined && made.has(tableKey(table))) made.add(tableKey(to));
    }
  }
  return made;
}
