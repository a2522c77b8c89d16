import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Workflow {
  readonly permissions: unknown;
  readonly on: Readonly<Record<string, { readonly paths?: unknown } | null>>;
  readonly jobs: Readonly<
    Record<string, { readonly permissions?: unknown; readonly steps: readonly { readonly uses?: string }[] }>
  >;
}

const folder = '.github/workflows';
const workflows = readdirSync(folder).map((name): [string, Workflow] => [
  name,
  parse(readFileSync(join(folder, name), 'utf8')) as Workflow,
]);

test.each(workflows)('%s pins its actions and gives each job no more than it says', (_, workflow) => {
  expect(workflow.permissions).toEqual({});
  for (const job of Object.values(workflow.jobs)) {
    expect(job).toHaveProperty('permissions');
    for (const { uses } of job.steps) expect(uses ?? './').toMatch(/^(?:\.\/|[\w-]+\/[\w-]+@[0-9a-f]{40})$/);
  }
});

test.each(workflows)('%s can be a required check', (_, workflow) => {
  for (const event of Object.values(workflow.on)) expect(event?.paths).toBeUndefined();
});

test('action.yml has the inputs that are read, and no others', () => {
  const { inputs } = parse(readFileSync('action.yml', 'utf8')) as {
    readonly inputs: Readonly<Record<string, unknown>>;
  };
  const source = readFileSync('src/github/inputs.ts', 'utf8');
  const read = [...source.matchAll(/(?:getInput|booleanOf)\('([\w-]+)'/g)].map(([, name]) => name ?? '');
  expect([...new Set(read)].toSorted()).toEqual(Object.keys(inputs).toSorted());
});
