import { isSaidInCode } from './said-in-code.ts';
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

/** Tools that go by the number, and words for which code is looked through before anything is told of them. */
const counting: Readonly<Record<string, { readonly words: string; readonly areNeeded: boolean }>> = {
  // Files with such names are of sqlx, pop and others too, which run whatever they have not run yet.
  'golang-migrate': { words: 'golang-migrate|migrate/migrate', areNeeded: true },
  // The tool may run what it passed over.
  flyway: { words: '[oO][uU][tT][-_.]?[oO][fF][-_.]?[oO][rR][dD][eE][rR]', areNeeded: false },
  goose: { words: '[aA]llow-?[mM]issing', areNeeded: false },
};

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
    if (!Object.hasOwn(counting, migration.tool) || migration.repeatable) return [];
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
  const told = new Set<string>();
  for (const tool of new Set(found.map(({ migration }) => migration.tool))) {
    const asked = counting[tool];
    if (asked && (await isSaidInCode(asked.words, look)) === asked.areNeeded) told.add(tool);
  }
  return found.filter(({ migration }) => told.has(migration.tool));
}

/** Another migration of its number. One of the same title is for another database. */
function twinOf({ file, version }: Located<Migration>, all: readonly Numbered[]): string | undefined {
  const isTwin = (each: Numbered): boolean =>
    numberOf(each.version) === numberOf(version) && titleOf(each.path) !== titleOf(file);
  return all.find(isTwin)?.path;
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
