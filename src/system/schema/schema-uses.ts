import { escapePattern } from '../../formats/escape-pattern.ts';
import { isCodePath, isGeneratedOrVendored, isTestPath, isVendoredPath } from '../../formats/code-paths.ts';
import { dialectInPath } from '../../formats/sql/dialect-of.ts';
import { readPrismaSchema } from '../../formats/prisma-schema/read.ts';
import { sqlMigrationPlace } from '../../formats/migrations/sql-migration-path.ts';
import { inBatches } from '../in-batches.ts';
import type { SidedLook } from '../look.ts';
import type { Change } from '../system.ts';
import { conflictLine } from '../../formats/lines.ts';
import { declaredIn } from './model-declarations.ts';
import { tableKey } from './new-migrations.ts';
import { calledIn } from './prisma-calls.ts';
import { moveKey, schemaMoves } from './schema-moves.ts';
import type { SchemaMove } from './schema-moves.ts';
import { schemaNames } from './schema-names.ts';
import type { SchemaNames } from './schema-names.ts';
import { queriedIn } from './sql-queries.ts';

/** A place that uses a table or column. */
export interface SchemaUse {
  readonly path: string;
  readonly line: number;
  /** a model of a mapper, a query in SQL, or a call of a client */
  readonly how: 'model' | 'query' | 'call';
  /** fails without it, as far as a text can tell */
  readonly sure: boolean;
}

/** What the change takes from the schema, and who uses it before and after. */
export interface SchemaUses {
  readonly moves: readonly SchemaMove[];
  readonly at: (side: 'base' | 'head', move: SchemaMove) => readonly SchemaUse[];
}

/** Files with one of the names beyond these are not opened. */
const mostFiles = 1500;

const endings = [
  '.ts',
  '.tsx',
  '.js',
  '.mjs',
  '.cjs',
  '.mts',
  '.py',
  '.rb',
  '.php',
  '.go',
  '.java',
  '.kt',
  '.cs',
  '.rs',
  '.sql',
  '.prisma',
  '.vue',
  '.scala',
  '.ex',
  '.exs',
];

/** Looks up who uses what the change takes from the schema; the change as it is when it takes nothing. */
export async function withSchemaUses(change: Change, look: SidedLook): Promise<Change> {
  const moves = schemaMoves(change);
  if (moves.length === 0) return change;
  const names = moves.map(schemaNames);
  const words = names.flatMap((each) => (each.column === undefined ? tableWords(each) : each.properties));
  const hits = await look.search([{ endings, patterns: [wordPattern([...new Set(words)])] }]);
  const before = change.files.flatMap(({ status, path, from }) => (status === 'added' ? [] : [from ?? path]));
  const found = { base: new Map<string, SchemaUse[]>(), head: new Map<string, SchemaUse[]>() };
  const scan = async (side: 'base' | 'head', path: string): Promise<void> => {
    const text = isLookedThrough(path) ? await look.text(side, path) : null;
    if (text === null || isGeneratedOrVendored(path, text)) return;
    moves.forEach((move, index) => {
      const own = names[index];
      const use =
        own && isSameDatabase(move, path) && isWithin(own, path) ? useIn(path, text, own, move) : undefined;
      if (!use) return;
      const key = moveKey(move);
      found[side].set(key, [...(found[side].get(key) ?? []), use]);
    });
  };
  const unchanged = new Set(before);
  const paths = hits.filter(isLookedThrough).slice(0, mostFiles);
  const elsewhere = await alsoElsewhere(moves, hits, look);
  await inBatches(paths, (path) => scan('head', path));
  // A file that the change leaves alone is in the hits, and the same on both sides.
  await inBatches(
    before.filter((path) => endings.some((ending) => path.endsWith(ending))),
    (path) => scan('base', path),
  );
  return {
    ...change,
    schema: {
      moves,
      at: (side, move) => {
        const of = (from: 'base' | 'head'): readonly SchemaUse[] =>
          (found[from].get(moveKey(move)) ?? []).filter(
            ({ path }) => path.endsWith('.prisma') || !elsewhere.has(move),
          );
        if (side === 'head') return of('head');
        return [...of('base'), ...of('head').filter(({ path }) => !unchanged.has(path))];
      },
    },
  };
}

/** Moves of tables whose name another database of the repository has, too: which one code means cannot be told. */
async function alsoElsewhere(
  moves: readonly SchemaMove[],
  hits: readonly string[],
  look: SidedLook,
): Promise<ReadonlySet<SchemaMove>> {
  const found = new Set<SchemaMove>();
  const migrations = hits.flatMap((path) => (sqlMigrationPlace(path) ? [{ path, folder: topOf(path) }] : []));
  await inBatches(migrations, async ({ path, folder }) => {
    const others = moves.filter(({ step, atBase }) => topOf(step?.file ?? atBase?.path ?? '') !== folder);
    const text = others.length > 0 ? await look.text('head', path) : null;
    for (const move of others)
      if (new RegExp(`CREATE\\s+TABLE\\s[^(;]{0,60}\\b${escapePattern(move.table)}\\b`, 'i').test(text ?? ''))
        found.add(move);
  });
  return found;
}

/** Where a database's files lie: the folder around its migrations. */
function topOf(path: string): string {
  return path.replace(/\/(?:[\w.-]*migrations?|migrate|drizzle)(?:\/.*|$)|\/[^/]*$/, '');
}

function tableWords({ table, classes, model }: SchemaNames): readonly string[] {
  const client = model === undefined ? [] : [model.slice(0, 1).toLowerCase() + model.slice(1)];
  return [table, ...classes, ...client];
}

function wordPattern(words: readonly string[]): string {
  return `(^|[^A-Za-z0-9_])(${words.map(escapePattern).join('|')})([^A-Za-z0-9_]|$)`;
}

/** Code that runs: no tests, and no migrations, which speak of what was. */
function isLookedThrough(path: string): boolean {
  if (isVendoredPath(path) || isTestPath(path) || (!isCodePath(path) && !path.endsWith('.prisma')))
    return false;
  return !/(?:^|\/)(?:[\w.-]*migrations?|migrate|alembic|drizzle|seeds?|seeders?|fixtures|docs?|scripts?)(?:\/|$)|(?:^|\/)(?:seeds?|[\w-]*schema|[\w-]*structure)\.(?:rb|sql|[jt]s)$/i.test(
    path,
  );
}

/** A path that names another database speaks of that. */
function isSameDatabase({ step, atBase }: SchemaMove, path: string): boolean {
  const of = dialectInPath(step?.file ?? atBase?.path ?? '');
  const other = dialectInPath(path);
  return of === other || of === undefined
    ? other !== 'clickhouse' || of === 'clickhouse'
    : other === undefined;
}

function isWithin({ within }: SchemaNames, path: string): boolean {
  return within === undefined || within === '' || path.startsWith(`${within}/`);
}

function useIn(
  path: string,
  text: string,
  names: SchemaNames,
  { codeOnly }: SchemaMove,
): SchemaUse | undefined {
  if (path.endsWith('.prisma')) return codeOnly ? undefined : inPrisma(path, text, names);
  const declared = codeOnly || isInterface(path) ? undefined : declaredIn(path, text, names);
  if (declared) return { path, line: declared.line, how: 'model', sure: declared.everyColumn };
  const queried = codeOnly ? undefined : queriedIn(path, text, names);
  if (queried?.sure) return { path, line: queried.line, how: 'query', sure: true };
  const isScript = /\.[cm]?[jt]sx?$/.test(path);
  const line =
    names.model !== undefined && isScript ? calledIn(text, names.model, names.properties) : undefined;
  if (line !== undefined) return { path, line, how: 'call', sure: true };
  return queried ? { path, line: queried.line, how: 'query', sure: false } : undefined;
}

/** What people see: the tables in it are no database's. */
function isInterface(path: string): boolean {
  return /\.(?:tsx|jsx|vue|svelte)$/.test(path);
}

/** The client asks for every column that its schema has. */
function inPrisma(path: string, text: string, { table, column }: SchemaNames): SchemaUse | undefined {
  if (conflictLine(text) !== undefined) return undefined;
  for (const fact of readPrismaSchema({ path, text }).facts) {
    if (fact.kind !== 'schema-table' || tableKey(fact.name) !== tableKey(table)) continue;
    const own =
      column === undefined ? fact : fact.columns.find(({ name, relation }) => name === column && !relation);
    if (own) return { path, line: own.line, how: 'model', sure: true };
  }
  return undefined;
}
