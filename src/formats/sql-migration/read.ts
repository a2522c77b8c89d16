import type { Fact } from '../../system/facts.ts';
import { digestOf } from '../../system/value-shape.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine, Lines } from '../lines.ts';
import { forwardPart } from '../migrations/forward-part.ts';
import { sqlMigrationPlace } from '../migrations/sql-migration-path.ts';
import { dialectInPath, dialectOf } from '../sql/dialect-of.ts';
import { schemaSteps } from '../sql/schema-steps.ts';
import { isMark, isWord, statementsOf } from '../sql/statements.ts';
import type { Statement } from '../sql/statements.ts';

/**
 * The steps forward of an SQL migration. SQL is read by its words, in every dialect, since most
 * migrations do not say which one they are written in; what no step is made of is passed over.
 */
export function readSqlMigration({ path, text }: SourceFile): Reading {
  const place = sqlMigrationPlace(path);
  if (!place) return { facts: [] };
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const forward = forwardPart(text);
  const tool = forward.tool ?? (/^--> statement-breakpoint/m.test(text) ? 'drizzle' : place.tool);
  const lines = new Lines(text);
  const dialect = dialectInPath(path) ?? dialectOf(text);
  const steps = schemaSteps(forward.text);
  const facts: readonly Fact[] = [
    {
      kind: 'migration',
      ...place,
      tool,
      ...(dialect && { dialect }),
      // Flyway compares the file itself, comments and all.
      digest: digestOf(tool === 'flyway' ? text.replace(/\r\n?/g, '\n') : schemaOf(forward.text)),
      line: 1,
    },
    ...steps.map(({ at, ...step }): Fact => ({ kind: 'schema-change', ...step, line: lines.at(at) })),
  ];
  return { facts };
}

/** Words that change how a statement runs and not what comes of it. */
const manner = new Set(['if', 'not', 'exists', 'concurrently', 'cascade', 'only']);

/** Statements that shape the schema, in whatever order. Rows may be moved in another way. */
function schemaOf(text: string): string {
  const shaping = statementsOf(text).filter(([first]) => isWord(first, 'create', 'alter', 'drop', 'rename'));
  return shaping
    .map((statement) => {
      // ClickHouse says at the end how to go about it.
      const end = statement.findIndex((token) => isWord(token, 'settings'));
      const words = statement.filter(
        (_, index) =>
          (end === -1 || index < end) && !isManner(statement, index) && !isUsualSchema(statement, index),
      );
      return words.map(({ type, text: own }) => `${type} ${own}`).join('\n');
    })
    .toSorted()
    .join('\n;\n');
}

function isManner(statement: Statement, index: number): boolean {
  const token = statement[index];
  return token?.type === 'word' && manner.has(token.text) && !isNotNull(statement, index);
}

/** `public.`, in front of a name: either of the two. */
function isUsualSchema(statement: Statement, index: number): boolean {
  const at = isMark(statement[index], '.') ? index - 1 : index;
  return statement[at]?.text === 'public' && isMark(statement[at + 1], '.');
}

function isNotNull(statement: Statement, index: number): boolean {
  return isWord(statement[index], 'not') && isWord(statement[index + 1], 'null');
}
