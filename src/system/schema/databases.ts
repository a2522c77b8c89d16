import { isTestPath } from '../../formats/code-paths.ts';
import { dialectOf } from '../../formats/sql/dialect-of.ts';
import type { Dialect } from '../facts.ts';
import type { Look } from '../look.ts';
import type { Change } from '../system.ts';

/** Which database the migrations of a folder are for. */
export interface Databases {
  /** undefined where nothing tells, or several are served */
  readonly dialectOf: (folder: string) => Dialect | undefined;
}

/** So many of a folder's migrations are looked at, newest first. */
const mostSiblings = 12;

/** Tells the database of each folder that gets a migration; the change as it is when there is none. */
export async function withDatabases(change: Change, look: Look): Promise<Change> {
  const changed = new Set(change.files.map(({ path }) => path));
  const own = change.head.facts('migration').filter(({ file }) => changed.has(file));
  if (own.length === 0) return change;
  const known = new Map<string, Dialect>();
  const open = new Set<string>();
  for (const { folder, dialect } of own) {
    if (dialect) known.set(folder, dialect);
    else open.add(folder);
  }
  let inGeneral: Promise<Dialect | undefined> | undefined;
  for (const folder of open) {
    if (known.has(folder)) continue;
    const dialect =
      (await besideIt(change, folder, look)) ?? (await (inGeneral ??= inManifests(change, look)));
    if (dialect) known.set(folder, dialect);
  }
  return { ...change, databases: { dialectOf: (folder) => known.get(folder) } };
}

/** What its tool wrote down, and what its other migrations are written in. */
async function besideIt({ head }: Change, folder: string, look: Look): Promise<Dialect | undefined> {
  const lock = await look.text(`${folder}/migration_lock.toml`);
  const journal = await look.text(`${folder}/meta/_journal.json`);
  const named = /^provider\s*=\s*"(\w+)"/m.exec(lock ?? '') ?? /"dialect":\s*"(\w+)"/.exec(journal ?? '');
  if (named) return byName(named[1] ?? '');
  const siblings = head.tree.under(folder).filter((path) => path.endsWith('.sql'));
  const texts = await Promise.all(siblings.toSorted().slice(-mostSiblings).map(look.text));
  const told = new Set(texts.flatMap((text) => dialectOf(text ?? '') ?? []));
  return told.size === 1 ? [...told][0] : undefined;
}

function byName(name: string): Dialect | undefined {
  if (/^postgres|^cockroach/.test(name)) return 'postgresql';
  return (['mysql', 'sqlite', 'sqlserver'] as const).find((each) => name.startsWith(each));
}

const drivers: readonly (readonly [Dialect, RegExp])[] = [
  [
    'postgresql',
    /\bpsycopg[23]?\b|\basyncpg\b|"pg"|'pg'|^\s*pg \(|\bjackc\/pgx\b|\blib\/pq\b|\borg\.postgresql\b|\bpostgresql?\b/im,
  ],
  ['mysql', /\bmysql2?\b|\bmysqlclient\b|\bpymysql\b|\bmariadb\b/i],
  ['sqlite', /\bsqlite3?\b|\baiosqlite\b/i],
  ['sqlserver', /\bpyodbc\b|\btedious\b|\bmssql\b/i],
];

const manifests = [
  'package.json',
  'requirements*.txt',
  'pyproject.toml',
  'Gemfile',
  'go.mod',
  'composer.json',
  'Cargo.toml',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'settings.py',
  'database.yml',
];

/** The one database for which the manifests ask for a driver. */
async function inManifests(_change: Change, look: Look): Promise<Dialect | undefined> {
  const words = 'psycopg|asyncpg|["\']pg["\']|pgx|lib/pq|postgres|mysql|mariadb|sqlite|pyodbc|tedious|mssql';
  const paths = await look.search([{ endings: manifests, patterns: [words] }]);
  const texts = await Promise.all(
    paths
      .filter((path) => !isTestPath(path))
      .slice(0, 60)
      .map(look.text),
  );
  const told = drivers.filter(([, driver]) => texts.some((text) => driver.test(text ?? '')));
  return told.length === 1 ? told[0]?.[0] : undefined;
}
