import type { MigrationTool } from '../../system/facts.ts';
import { folderOf, nameOf } from '../paths.ts';

/** What the place of an SQL file says about it as a migration. */
export interface MigrationPlace {
  readonly tool: MigrationTool;
  /** folder whose migrations are run one after the other */
  readonly folder: string;
  readonly version: string;
  readonly repeatable?: true;
}

const folders = /(?:^|\/)(?:[\w.-]*migrations?|migrate|drizzle|flyway|changelogs?)(?:\/|$)/i;

/** The way back, or what is run by hand. */
const backwards = /(?:[._-]|^)(?:down|rollback|undo|revert)\.sql$|^U[\d._]+__|\.undo\.sql$/i;

/** Null for files that are no migration, and for those that only lead back. */
export function sqlMigrationPlace(path: string): MigrationPlace | null {
  const name = nameOf(path);
  const folder = folderOf(path);
  if (!/\.sql$/i.test(name) || backwards.test(name)) return null;
  const flyway = /^([VB])(\d[\d._]*)__|^(R)__/.exec(name);
  if (flyway) {
    if (flyway[1] === 'B') return null;
    if (flyway[3] !== undefined) return { tool: 'flyway', folder, version: name, repeatable: true };
    return { tool: 'flyway', folder, version: (flyway[2] ?? '').replaceAll('_', '.') };
  }
  if (!folders.test(folder)) return null;
  if (/^(?:up|migration)\.sql$/.test(name)) {
    // One folder for each: Prisma, Diesel.
    const version = nameOf(folder);
    if (!/^\d{4}/.test(version)) return null;
    return { tool: name === 'up.sql' ? 'diesel' : 'prisma', folder: folderOf(folder), version };
  }
  const numbered = /^(\d+)[._-].*?(\.up)?\.sql$/i.exec(name);
  if (/(?:^|\/)supabase\/migrations$/.test(folder) && numbered)
    return { tool: 'supabase', folder, version: numbered[1] ?? '' };
  if (/(?:^|\/)drizzle(?:\/|$)/.test(folder)) return { tool: 'drizzle', folder, version: name.slice(0, -4) };
  if (numbered?.[2] !== undefined) return { tool: 'golang-migrate', folder, version: numbered[1] ?? '' };
  return { tool: 'unknown', folder, version: numbered?.[1] ?? name.slice(0, -4) };
}
