import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { SchemaMove } from '../../system/schema/schema-moves.ts';
import type { SchemaUse, SchemaUses } from '../../system/schema/schema-uses.ts';
import { groupBy } from '../group-by.ts';
import type { ChangeRule, Place, Problem, RelatedPlace } from '../rule.ts';

/** A table or column goes, and code still uses it: at head, or in what runs until the release is through. */
export const migrationDropsUsedSchema: ChangeRule = {
  kind: 'change',
  id: 'migration-drops-used-schema',
  stage: 'dependencies',
  severity: 'critical',
  summary: 'A table or column is dropped or renamed that code still uses',
  assumption: 'Assumes that no running code uses the table or column any more.',
  verify:
    'Release code that does without it first, then the migration; see in the query log that nothing asks for it.',
  explanation: `Looks at tables and columns that migrations of the change drop or rename, and at those that \`schema.prisma\`,
\`schema.rb\` or \`structure.sql\` has no more. A table that is made anew, and a column that comes back, is not gone. Then
it searches code for models that declare them (Prisma, Django, SQLAlchemy, TypeORM, Sequelize, Drizzle, Rails, Laravel,
JPA and others that write the table's name down), for queries in SQL that name the table and the column, and for calls of
Prisma's client.

Code of head that uses what is gone breaks: critical, and a question of medium severity where another table of the query
may have the column. Where only code of base uses it, the change took the uses away together with the column: instances
of the release before run until they are replaced, and fail in the meantime. Many teams live with that, so it is a
question of medium severity, one for each migration.

It stays silent where the code of base did not use it either, which is the safe order; in Rails where the model ignores
the column at base; for a whole table that Prisma's schema has and nothing asks for; for tests, seeds, scripts and other migrations; and for the first migrations of a database.`,
  check: ({ schema }) => (schema ? [...stillUsed(schema), ...usedBefore(schema)] : []),
};

interface Taken {
  readonly move: SchemaMove;
  readonly uses: readonly SchemaUse[];
  readonly isSure: boolean;
}

/** One finding for all that one file still uses of a table. */
function stillUsed(schema: SchemaUses): readonly Problem[] {
  const taken = schema.moves.flatMap((move): readonly Taken[] => {
    const uses = schema.at('head', move);
    const sure = uses.filter((use) => use.sure || use.how === 'model');
    if (uses.length === 0) return [];
    return [{ move, uses: sure.length > 0 ? sure : uses, isSure: sure.length > 0 }];
  });
  return groupBy(taken, ({ move, uses, isSure }) => [move.table, uses[0]?.path, isSure].join('\0')).flatMap(
    (group): readonly Problem[] => {
      const [{ move, uses: own, isSure }] = group;
      const [use] = own;
      if (!use) return [];
      const names = group.map((each) => nameOf(each.move));
      const uses = group.flatMap((each) => each.uses);
      const files = new Set(uses.map(({ path }) => path)).size;
      return [
        {
          subject: names.join(', '),
          identity: ['head', ...names],
          severity: isSure ? 'critical' : 'medium',
          confidence: isSure ? 'likely' : 'possible',
          title: text`${code(use.path)} still uses ${what(group.map((each) => each.move))}, which ${doer(move)}`,
          assumption: isSure
            ? text`Assumes that nothing uses ${list(names, 3)} any more.`
            : text`Assumes that ${code(use.path)} means what another table has under the name; is that so?`,
          detail: text`${[files === 1 ? 'One file' : `${files} files`]} of the new code ${[files === 1 ? 'uses' : 'use']} it.`,
          verify: text`Run the migration, then what ${code(use.path)} does.`,
          at: { path: use.path, line: use.line },
          atBase: move.atBase ?? null,
          related: [...stepPlaces(group[0].move), ...uses.slice(1, 8).map((each) => usePlace(each, 'head'))],
        },
      ];
    },
  );
}

/** One finding for each migration: what it takes from the release that still runs. */
function usedBefore(schema: SchemaUses): readonly Problem[] {
  const taken = schema.moves.flatMap((move) => {
    if (!move.step || !move.migration || schema.at('head', move).length > 0) return [];
    const uses = schema.at('base', move).filter(({ how, sure }) => sure || how === 'model');
    // Prisma's client asks for columns that it knows, and for a table only where code calls for it.
    if (move.column === undefined && uses.every(({ path }) => path.endsWith('.prisma'))) return [];
    return uses.length > 0 ? [{ move, uses, migration: move.migration, step: move.step }] : [];
  });
  return groupBy(taken, ({ migration }) => migration.file).map((group): Problem => {
    const [{ move, migration, step }] = group;
    const names = [...new Set(group.map((each) => nameOf(each.move)))];
    const uses = [...new Map(group.flatMap((each) => each.uses).map((use) => [use.path, use])).values()];
    return {
      subject: names.join(', '),
      identity: ['base', migration.folder, migration.version],
      severity: 'medium',
      confidence: 'possible',
      title: text`${code(migration.file)} ${[move.to === undefined ? 'drops' : 'renames']} ${list(names, 4)}, which the release before still uses`,
      assumption: text`Assumes no instance of the release before runs once the migration has; is that so?`,
      detail: text`The change takes the uses away together with ${[names.length === 1 ? 'it' : 'them']}. ${consequence(uses)}`,
      verify: text`See in which order a release runs migrations and replaces instances; if some overlap, release the code first and the migration after it.`,
      at: { path: step.file, line: step.line },
      atBase: move.atBase ?? null,
      related: uses.slice(0, 8).map((use) => usePlace(use, 'base')),
    };
  });
}

function consequence(uses: readonly SchemaUse[]): Text {
  return uses.some(({ how, sure }) => how === 'model' && sure)
    ? text`Until the last old instance is gone, its mapper asks for what is no longer there in each query of the table.`
    : text`Until the last old instance is gone, its queries fail.`;
}

function nameOf({ table, column }: SchemaMove): string {
  return column === undefined ? table : `${table}.${column}`;
}

function what(moves: readonly SchemaMove[]): Text {
  const columns = moves.flatMap(({ column }) => column ?? []);
  const table = code(moves[0]?.table ?? '');
  return columns.length === 0 ? text`the table ${table}` : text`${list(columns, 4)} of ${table}`;
}

function doer({ step, atBase, to }: SchemaMove): Text {
  const done: Text = to === undefined ? ['drops'] : text`renames to ${code(to)}`;
  return step ? text`${code(step.file)} ${done}` : text`${code(atBase?.path ?? '')} no longer has`;
}

function stepPlaces({ step }: SchemaMove): readonly RelatedPlace[] {
  return step ? [{ ...placeOf(step), side: 'head', note: text`takes it away` }] : [];
}

function placeOf({ file, line }: { readonly file: string; readonly line: number }): Place {
  return { path: file, line };
}

function usePlace({ path, line, how }: SchemaUse, side: 'base' | 'head'): RelatedPlace {
  const note = how === 'model' ? text`declares it` : how === 'query' ? text`asks for it` : text`uses it`;
  return { path, line, side, note };
}
