import type { Step } from '../sql/alter-table.ts';
import { schemaSteps } from '../sql/schema-steps.ts';
import type { Value } from './call-site.ts';

/** Something that may have written any table. */
export function anyRows(at: number): Step {
  return { action: 'write-rows', table: '', at };
}

/** Steps of SQL that code runs; where the text is computed, it may write anything. */
export function sqlSteps(value: Value | undefined, at: number): readonly Step[] {
  // `sa.text("…")`, `knex.raw("…")`
  if (value?.kind === 'call') return sqlSteps(value.call.links.at(-1)?.values[0], at);
  if (value?.kind === 'list') return value.items.flatMap((item) => sqlSteps(item, at));
  if (value?.kind !== 'string') return [anyRows(at)];
  return schemaSteps(value.text).map((step) => ({ ...step, at: value.at + step.at }));
}

/** Function names in a default: another value for each row. */
export const perRow = /\b(?:gen_random_uuid|uuid_generate_v\w+|random|clock_timestamp|nextval)\b/i;
