/**
 * The settings file, with what each key means: it checks the file, and the published
 * JSON schema and `docs/settings.md` are made of it.
 */
import * as z from 'zod';
import { protobufCategories } from '../contracts/protobuf/policy.ts';
import { severities, stages, stageTitles } from '../stages/rule.ts';

/** What the schema needs to know of a rule. */
export interface NamedRule {
  readonly id: string;
  readonly summary: string;
}

export const ruleSettings = ['off', ...severities] as const;
export const gates = [...severities, 'never'] as const;
export const advisorySources = ['off', 'github'] as const;
export const acceptKeys = ['finding', 'reason', 'by', 'until'] as const;

const oneOf = (words: readonly string[]) => `must be one of: ${words.join(', ')}`;

const stageSwitch = z.union([z.boolean(), z.enum(['on', 'off'])], { error: 'must be on or off' });

const text = (what: string) =>
  z
    .string({ error: `must be ${what}` })
    .trim()
    .min(1, `must be ${what}`);

const findingName = z
  .string({ error: 'must be the id of a finding' })
  .regex(/^(SD-[0-9a-fA-F]{6,32}|[0-9a-fA-F]{32})$/, 'must be an id (SD-3f9a1c) or a fingerprint')
  .describe('Id of the finding as reports print it (`SD-3f9a1c`), or its fingerprint.');

const lastDay = z
  .string({ error: 'must be a date: YYYY-MM-DD' })
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date: YYYY-MM-DD')
  .refine(isDate, 'is no day of the calendar')
  .describe('Last day on which the acceptance holds. Without it there is no end.');

const acceptEntry = z.strictObject(
  {
    finding: findingName,
    reason: text('a reason, in words').describe('Why the system holds all the same.'),
    by: text('the name of who decided').describe('Who decided.'),
    until: lastDay.optional(),
  },
  { error: (issue) => (issue.code === 'invalid_type' ? 'must have finding, reason and by' : undefined) },
);

const pathPattern = z
  .string({ error: 'must be a glob pattern' })
  .regex(/^[^/!\s]/, 'must be a glob pattern relative to the repository root, without "/" or "!" in front');

export const contractKeys = ['path', 'as', 'direction'] as const;
export const contractDialects = [
  'openapi',
  'asyncapi',
  'json-schema',
  'avro',
  'graphql',
  'protobuf',
] as const;
const directions = ['request', 'response'] as const;

const contractFile = z.strictObject(
  {
    path: pathPattern.describe('Glob pattern of its path, relative to the repository root.'),
    as: z
      .enum(contractDialects, { error: oneOf(contractDialects) })
      .describe(`What it is read as: ${contractDialects.map((each) => `\`${each}\``).join(', ')}.`),
    direction: z
      .enum(directions, { error: oneOf(directions) })
      .optional()
      .describe(
        'Of a JSON Schema: `request` where others send such data, `response` where they receive it. Then the usual severities hold; without it what it says are questions.',
      ),
  },
  { error: (issue) => (issue.code === 'invalid_type' ? 'must have path and as' : undefined) },
);

const variablePattern = z
  .string({ error: "must be a variable's name" })
  .regex(/^[^\s=]+$/, "must be a variable's name; * stands for any characters");

const listOf = <T extends z.ZodType>(item: T) => z.array(item, { error: 'must be a list' });

/** Schema of the settings file, for the rules there are. */
export function settingsSchema(rules: readonly NamedRule[]) {
  const ruleSetting = (summary: string) =>
    z
      .enum(ruleSettings, { error: oneOf(ruleSettings) })
      .optional()
      .describe(summary);
  const map = {
    error: (issue: { code?: string }) => (issue.code === 'invalid_type' ? 'must be a map' : undefined),
  };
  return z.strictObject(
    {
      version: z.literal(1, { error: 'must be 1' }).optional().describe('Version of the shape of this file.'),
      'fail-on': z
        .enum(gates, { error: oneOf(gates) })
        .default('high')
        .describe('Severity from which on an open finding blocks; `never` only reports.'),
      stages: z
        .strictObject(
          Object.fromEntries(
            stages.map((stage) => [stage, stageSwitch.optional().describe(stageTitles[stage])]),
          ),
          map,
        )
        .default({})
        .describe('Triage stages that are left out when `off`. All are on.'),
      rules: z
        .strictObject(Object.fromEntries(rules.map(({ id, summary }) => [id, ruleSetting(summary)])), map)
        .default({})
        .describe('Severity for the findings of a rule in place of its own, or `off`.'),
      ignore: listOf(pathPattern)
        .default([])
        .describe('Glob patterns of paths that are not looked at, relative to the repository root.'),
      provided: listOf(variablePattern)
        .default([])
        .describe(
          'Variables that something outside of this repository provides (a platform, a secret store). `*` stands for any characters.',
        ),
      advisories: z
        .enum(advisorySources, { error: oneOf(advisorySources) })
        .default('off')
        .describe(
          'Who is asked which of the package versions that come in have known vulnerabilities: `github` (its dependency review; only the Action asks), or `off`. Without it nothing is asked over the network.',
        ),
      contracts: z
        .strictObject(
          {
            protobuf: z
              .enum(protobufCategories, { error: oneOf(protobufCategories) })
              .optional()
              .describe(
                'How much of `.proto` files is promised: `WIRE`, `WIRE_JSON` (the usual), or generated code with `PACKAGE` or `FILE`. A `buf.yaml` that says `breaking: use` is believed before this.',
              ),
            files: listOf(contractFile)
              .default([])
              .describe(
                'Contract files that neither their names nor their text give away, or that lie among tests or vendored code.',
              ),
          },
          map,
        )
        .prefault({})
        .describe('How contracts are compared.'),
      accept: listOf(acceptEntry)
        .default([])
        .describe(
          'Findings that somebody decided to live with. They stay in the report, marked, and do not block.',
        ),
    },
    { error: (issue) => (issue.code === 'invalid_type' ? 'must be a map of settings' : undefined) },
  );
}

function isDate(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
