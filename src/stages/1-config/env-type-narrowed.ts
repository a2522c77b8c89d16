import { code, text } from '../../report/text.ts';
import { refusalOf } from '../../system/accepted-values.ts';
import type { Declaration } from '../../system/facts.ts';
import { refusedValues } from '../../system/schema-values.ts';
import type { Refused } from '../../system/schema-values.ts';
import type { Change, Located } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A schema became stricter than a value that stayed. */
export const envTypeNarrowed: ChangeRule = {
  kind: 'change',
  id: 'env-type-narrowed',
  stage: 'config',
  severity: 'high',
  summary: 'A schema became stricter, and a value in the repository no longer passes',
  assumption: 'Assumes that every value in use passes the stricter schema.',
  verify: 'Run the schema of head over each env file and each environment.',
  explanation: `Compares what a schema accepts of a variable at base and at head: its list of values, its type, bounds,
lengths and schemes. It fires when a value that did not change passed at base and is refused at head. Which values reach
which schema, and what cannot be judged without the value itself, is as in \`env-value-violates-schema\`.

It stays silent when no value in the repository is refused: that a secret store holds one cannot be seen from here. It
also stays silent for typings, which nothing enforces.`,
  check: (change) => {
    const narrowed = refusedValues(change.head).flatMap((refused) => {
      const before = schemaBefore(change, refused);
      return before ? [{ ...refused, before }] : [];
    });
    return groupBy(narrowed, ({ schema }) => `${schema.file}\0${schema.name}`).map(problemOf);
  },
};

/** The schema as it was when it took the value that is still there. */
function schemaBefore({ base, files }: Change, { schema, value }: Refused): Located<Declaration> | undefined {
  if (schema.role !== 'validated') return undefined;
  const origin = (path: string): string =>
    files.find((file) => file.path === path && file.from !== undefined)?.from ?? path;
  const facts = base.facts('declaration').filter(({ name }) => name === schema.name);
  const wasThere = facts.some(
    (fact) =>
      fact.file === origin(value.file) &&
      fact.unit === value.unit &&
      fact.value?.digest === value.value?.digest,
  );
  const before = facts.find(({ file, role }) => file === origin(schema.file) && role === 'validated');
  if (!before || !wasThere || !value.value) return undefined;
  const passed = !before.accepts || refusalOf(before.accepts, value.value) === null;
  return passed ? before : undefined;
}

type Narrowed = Refused & { readonly before: Located<Declaration> };

function problemOf(all: readonly [Narrowed, ...Narrowed[]]): Problem {
  const [{ schema, value, before, why }] = all;
  return {
    subject: schema.name,
    identity: [schema.name, schema.file],
    confidence: 'likely',
    title: text`The schema of ${code(schema.name)} no longer accepts the value in ${code(value.file)}`,
    assumption: text`Assumes every value of ${code(schema.name)} in use passes the stricter schema`,
    detail: text`The value, which did not change, ${[why]}.`,
    verify: text`Run the schema in ${code(schema.file)} over each env file and each environment`,
    at: placeOf(schema),
    atBase: placeOf(before),
    related: all.slice(0, 5).map((refused) => ({
      ...placeOf(refused.value),
      side: 'head',
      note: text`a value that it refuses`,
    })),
  };
}
