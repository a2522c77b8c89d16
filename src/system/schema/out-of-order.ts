import { isProsePath, isTestPath } from '../../formats/code-paths.ts';
import { sqlMigrationPlace } from '../../formats/migrations/sql-migration-path.ts';
import { nameOf } from '../../formats/paths.ts';
import type { Migration } from '../facts.ts';
import type { SidedLook } from '../look.ts';
import type { Change, Located, Tree } from '../system.ts';
import { compareVersions } from './new-migrations.ts';

/** A new migration whose number does not come after all that were there. */
export type OutOfOrder =
  /** a newer one was there before; `newest` is its version */
  | { readonly reason: 'overtaken'; readonly migration: Located<Migration>; readonly newest: string }
  /** another file has its number */
  | { readonly reason: 'twice'; readonly migration: Located<Migration>; readonly other: string };

/** How a repository says that a tool may run what was passed over. */
const leave: Readonly<Record<string, string>> = {
  flyway: '[oO][uU][tT][-_.]?[oO][fF][-_.]?[oO][rR][dD][eE][rR]',
  goose: '[aA]llow-?[mM]issing',
};

/** Files named like golang-migrate's are of sqlx, pop and others too, which run whatever they have not run yet. */
const golangMigrate = 'golang-migrate|migrate/migrate';

const tools: ReadonlySet<string> = new Set(['golang-migrate', 'flyway', 'goose']);

/** Migrations of tools that count, and go by the number. */
export async function outOfOrder(
  { base, head, files }: Change,
  own: readonly Located<Migration>[],
  look: SidedLook,
): Promise<readonly OutOfOrder[]> {
  const gone = new Set(
    files.flatMap(({ status, path, from }) => (status === 'removed' ? [path] : (from ?? []))),
  );
  const found = own.flatMap((migration): readonly OutOfOrder[] => {
    if (!tools.has(migration.tool) || migration.repeatable) return [];
    const twin = twinOf(migration, versionsIn(head.tree, migration));
    if (twin !== undefined) return [{ reason: 'twice', migration, other: twin }];
    const before = versionsIn(base.tree, migration).filter(({ path }) => !gone.has(path));
    const newest = before
      .map(({ version }) => version)
      .toSorted(compareVersions)
      .at(-1);
    return newest !== undefined && compareVersions(migration.version, newest) < 0
      ? [{ reason: 'overtaken', migration, newest }]
      : [];
  });
  const isTold = new Map<string, boolean>();
  for (const tool of new Set(found.map(({ migration }) => migration.tool))) {
    const isNamed = (pattern: string): Promise<boolean> => stands(pattern, look);
    isTold.set(
      tool,
      tool === 'golang-migrate' ? await isNamed(golangMigrate) : !(await isNamed(leave[tool] ?? '')),
    );
  }
  return found.filter(({ migration }) => isTold.get(migration.tool) === true);
}

/** Another migration of its number. One of the same title is for another database. */
function twinOf({ file, version }: Located<Migration>, all: readonly Numbered[]): string | undefined {
  const isTwin = (each: Numbered): boolean =>
    numberOf(each.version) === numberOf(version) && titleOf(each.path) !== titleOf(file);
  return all.find(isTwin)?.path;
}

async function stands(pattern: string, look: SidedLook): Promise<boolean> {
  const paths = await look.search([{ endings: [''], patterns: [pattern] }]);
  return paths.some((path) => !isProsePath(path) && !isTestPath(path));
}

interface Numbered {
  readonly path: string;
  readonly version: string;
}

/** Migrations forward in the folder of one, told by their names. */
function versionsIn(tree: Pick<Tree, 'under'>, { tool, folder }: Migration): readonly Numbered[] {
  return tree.under(folder).flatMap((path) => {
    if (path.slice(folder.length + 1).includes('/')) return [];
    const place = sqlMigrationPlace(path);
    if (!place || place.repeatable || (tool === 'golang-migrate' && !path.endsWith('.up.sql'))) return [];
    return [{ path, version: place.version }];
  });
}

function numberOf(version: string): string {
  return version.replace(/(^|\.)0+(?=\d)/g, '$1');
}

function titleOf(path: string): string {
  return (
    nameOf(path)
      .replace(/^V?\d[\d._-]*/, '')
      .split('.')[0] ?? ''
  );
}
