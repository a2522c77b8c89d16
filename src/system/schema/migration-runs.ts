import { isProsePath, isTestPath, isVendoredPath } from '../../formats/code-paths.ts';
import type { Migration } from '../facts.ts';
import type { Change, Located } from '../system.ts';
import { migrationForks } from './migration-forks.ts';
import type { MigrationFork } from './migration-forks.ts';
import { outOfOrder } from './out-of-order.ts';
import type { OutOfOrder } from './out-of-order.ts';
import type { SidedLook } from '../look.ts';

/** A migration that its tool will pass over, or a command that ran migrations and is nowhere any more. */
export type UnrunMigration =
  /** the list of the tool does not name it */
  | { readonly reason: 'unlisted'; readonly migration: Located<Migration>; readonly list: string }
  | OutOfOrder
  /** nothing comes after it, nor after another one: the tool does not know where to go */
  | ({ readonly reason: 'forked' } & MigrationFork)
  | { readonly reason: 'no-runner'; readonly command: string; readonly path: string; readonly line: number };

/** Commands that bring a database up to date, by the tool. The same in `git grep -E` and in JavaScript. */
const runners: readonly string[] = [
  'prisma +(migrate +deploy|db +push)',
  'drizzle-kit +(migrate|push)',
  '(rails|rake) +(db:migrate|db:prepare)',
  'manage\\.py +migrate',
  'alembic( +-[a-z]+ +[^ ]+)* +upgrade',
  'artisan +migrate',
  'sequelize(-cli)? +db:migrate',
  'knex +migrate:(latest|up)',
  'typeorm[a-z-]* +([^ ]+ +)*migration:run',
  'flyway +([^ ]+ +)*migrate',
  'goose +([^ ]+ +)*up',
  'dbmate +([^ ]+ +)*(up|migrate)',
  'sqlx +migrate +run',
  'diesel +migration +run',
];

/** Where such commands stand that a release runs. */
const startFiles =
  /(?:^|\/)(?:[\w.-]*Dockerfile[\w.-]*|Procfile|Makefile|justfile|package\.json|composer\.json|[\w.-]+\.(?:sh|bash|ya?ml|toml))$/i;

/** What of the change will not run; the change as it is when that is nothing. */
export async function withMigrationRuns(change: Change, look: SidedLook): Promise<Change> {
  const added = new Set(change.files.flatMap(({ status, path }) => (status === 'added' ? [path] : [])));
  const own = change.head.facts('migration').filter(({ file }) => added.has(file) && !isTestPath(file));
  const unrun = [
    ...(await unlisted(own, look)),
    ...(await outOfOrder(change, own, look)),
    ...(await migrationForks(change, own, look)).map((fork) => ({ reason: 'forked' as const, ...fork })),
    ...(await lostRunners(change, look)),
  ];
  return unrun.length > 0 ? { ...change, unrun } : change;
}

/** Drizzle runs what its journal names, and nothing else. */
async function unlisted(
  own: readonly Located<Migration>[],
  look: SidedLook,
): Promise<readonly UnrunMigration[]> {
  const found = await Promise.all(
    own.map(async (migration): Promise<readonly UnrunMigration[]> => {
      if (migration.tool !== 'drizzle') return [];
      const list = `${migration.folder}/meta/_journal.json`;
      const text = await look.text('head', list);
      const tag = migration.file.slice(migration.folder.length + 1).replace(/\.sql$/, '');
      // A list that cannot be read names nothing.
      if (text === null || !/"entries"\s*:\s*\[\s*\{/.test(text) || text.includes(`"${tag}"`)) return [];
      return [{ reason: 'unlisted', migration, list }];
    }),
  );
  return found.flat();
}

/** A changed file ran migrations at base, and no file of head does in that way. */
async function lostRunners(change: Change, look: SidedLook): Promise<readonly UnrunMigration[]> {
  const lost = new Map<string, UnrunMigration>();
  for (const { status, path, from } of change.files) {
    const old = from ?? path;
    if (status === 'added' || !startFiles.test(old) || /lock\.ya?ml$/.test(old)) continue;
    if (isTestPath(old) || isVendoredPath(old)) continue;
    const before = (await look.text('base', old)) ?? '';
    // Most of them run none: one look is quicker than one for each tool.
    if (!/migrat|db:prepare|db push|upgrade|goose|dbmate/.test(before)) continue;
    const own = runners.flatMap((runner) => runsIn(before, runner, old) ?? []);
    if (own.length === 0) continue;
    const after = status === 'removed' ? '' : ((await look.text('head', path)) ?? '');
    for (const found of own)
      if (!runsIn(after, found.runner, path))
        lost.set(found.runner, { reason: 'no-runner', ...found, path: old });
  }
  if (lost.size === 0) return [];
  const hits = await look.search([{ endings: [''], patterns: [...lost.keys()] }]);
  for (const path of hits) {
    if (isProsePath(path) || isTestPath(path) || isVendoredPath(path)) continue;
    const text = (await look.text('head', path)) ?? '';
    for (const runner of lost.keys()) if (new RegExp(runner).test(text)) lost.delete(runner);
  }
  // Without migrations there is nothing to run.
  const has = [...change.head.tree.paths()].some((path) =>
    /(?:^|\/)(?:migrations?|migrate|versions)\//.test(path),
  );
  return has ? [...lost.values()] : [];
}

function runsIn(
  text: string,
  runner: string,
  path: string,
): { readonly runner: string; readonly command: string; readonly line: number } | undefined {
  const pattern = new RegExp(`(?:^|[^\\w-])(${runner})`);
  const lines = text.split('\n');
  const index = lines.findIndex((line) => pattern.test(line.slice(0, 2000)) && !isAside(line, path));
  const command = pattern.exec(lines[index]?.slice(0, 2000) ?? '')?.[1];
  return command === undefined ? undefined : { runner, command, line: index + 1 };
}

/** A comment, or a name that only says what a step does. */
function isAside(line: string, path: string): boolean {
  return (
    /^\s*(?:#|\/\/|echo\b)/.test(line) ||
    (/\.ya?ml$/.test(path) && /^\s*-?\s*(?:name|description):/.test(line))
  );
}
