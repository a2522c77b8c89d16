/**
 * Shape of the JSON report, version 1. Other programs read it: fields are added, never
 * renamed or removed, while the version stays. The published schema is made of this
 * file; programs at run time take only the types from it.
 */
import * as z from 'zod';
import { severities, stages } from '../stages/rule.ts';

const stage = z.enum(stages).describe('In triage order: what is checked first comes first.');
const path = z.string().describe('Relative to the repository root, `/` between parts.');
const line = z.int().min(1).nullable().describe('1-based; null when the whole file is meant.');

const place = z.strictObject({ path, line });

const relatedPlace = z.strictObject({
  path,
  line,
  side: z.enum(['base', 'head']),
  note: z.string().describe('What is there.'),
});

const acceptance = z
  .strictObject({
    by: z.string(),
    reason: z.string(),
    until: z.string().nullable().describe('ISO date, the last day on which it holds; null without end.'),
  })
  .describe("A person's decision to live with the finding.");

const evidence = z
  .strictObject({
    kind: z.enum(['check-run', 'note']),
    for: z.string().describe('Id of a finding, or a stage.'),
    title: z.string(),
    state: z.enum(['passed', 'failed', 'pending', 'owed']),
    url: z.string().nullable(),
  })
  .describe('What shows, or would show, that an assumption was checked.');

const finding = z
  .strictObject({
    id: z.string().describe('Short, for people: `SD-3f9a1c`.'),
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .describe('The same for the same problem in every run, whatever its wording, line or severity.'),
    rule: z.string(),
    stage,
    severity: z.enum(severities),
    confidence: z.enum(['certain', 'likely', 'possible']),
    change: z.enum(['introduced', 'changed', 'removed', 'present']),
    subject: z.string().describe('What it is about, as the repository names it.'),
    title: z.string().describe('What happened.'),
    assumption: z.string().describe('The assumption that may now be false.'),
    detail: z.string().nullable(),
    verify: z.string().describe('How a person checks it.'),
    base: place.nullable().describe('Where it stood at base.'),
    head: place.nullable().describe('Where it stands at head; null when it is gone there.'),
    related: z.array(relatedPlace),
    links: z
      .array(z.strictObject({ title: z.string(), url: z.string() }))
      .optional()
      .describe('Pages of the web that say more, as far as the repository tells of them.'),
    acceptance: acceptance.nullable(),
    evidence: z.array(evidence),
  })
  .describe('One drift.');

export const jsonReport = z
  .strictObject({
    schema: z.literal(1).describe('Version of this shape.'),
    comparison: z.strictObject({
      base: z.string().nullable().describe('Full name of the commit; null for an audit of head alone.'),
      head: z.string().describe('Full name of the commit.'),
      baseIs: z.string().describe('Why this base.'),
    }),
    verdict: z
      .enum(['clear', 'drift', 'blocked', 'incomplete'])
      .describe('`drift`: below the gate. `incomplete`: something could not be read.'),
    startHere: z.string().nullable().describe('Id of the finding to check first.'),
    stages: z.array(
      z.strictObject({
        stage,
        title: z.string(),
        state: z.enum(['clear', 'drift', 'blocked', 'incomplete', 'off']),
        findings: z.int().min(0),
      }),
    ),
    findings: z.array(finding).describe('In triage order: by stage, the worst first.'),
    resolved: z.array(finding).describe('Problems of base that head no longer has.'),
    gaps: z
      .array(
        z.strictObject({
          stage,
          path: path.nullable(),
          reason: z.string(),
          detail: z.string(),
        }),
      )
      .describe('What should have been read and was not.'),
    codePath: z
      .array(z.strictObject({ path, because: z.string().describe('Why it comes at this place.') }))
      .describe('Changed code files in the order in which to read them.'),
    evidence: z.array(evidence),
    timing: z
      .object({ totalMs: z.number().min(0) })
      .catchall(z.number())
      .describe(
        'Milliseconds: in total, by phase, and of these what the readers and rules of each stage took.',
      ),
  })
  .describe('Report of System Drift: which system assumptions may be false after a change.');

export type JsonReport = z.infer<typeof jsonReport>;
export type JsonFinding = JsonReport['findings'][number];
export type JsonEvidence = JsonReport['evidence'][number];
