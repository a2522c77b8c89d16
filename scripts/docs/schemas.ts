import { z } from 'zod';
import { jsonReport } from '../../src/report/json-schema.ts';
import { settingsSchema } from '../../src/settings/settings-schema.ts';
import type { Rule } from '../../src/stages/rule.ts';

/** What the settings page reads of a JSON schema. */
export interface JsonSchema {
  readonly $id?: string;
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}

const home = 'https://raw.githubusercontent.com/system-drift/system-drift/v1/schema';

/** Draft 7: the one that editors and validators agree on. */
const target = 'draft-7';

/** Schema of `.github/system-drift.yml`, for editors. */
export function settingsJsonSchema(rules: readonly Rule[]): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(settingsSchema(rules), { target, io: 'input' });
  return {
    $schema,
    $id: `${home}/system-drift.schema.json`,
    title: 'System Drift settings',
    ...schema,
  } as JsonSchema;
}

/** Schema of the JSON report, for programs that read it. */
export function reportJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(jsonReport, { target });
  return {
    $schema,
    $id: `${home}/report.schema.json`,
    title: 'System Drift report',
    ...schema,
  } as JsonSchema;
}
