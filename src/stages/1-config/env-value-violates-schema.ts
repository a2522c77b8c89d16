import { code, text } from '../../report/text.ts';
import { refusedValues } from '../../system/schema-values.ts';
import type { Refused } from '../../system/schema-values.ts';
import type { System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { IntegrityRule, Problem } from '../rule.ts';

/** A value in the repository is not what the schema of its variable accepts. */
export const envValueViolatesSchema: IntegrityRule = {
  kind: 'integrity',
  id: 'env-value-violates-schema',
  stage: 'config',
  severity: 'medium',
  summary: 'A value does not satisfy the schema of its variable',
  assumption: 'Assumes that the value passes the schema which checks it at start-up.',
  verify: 'Start the program, or run its schema, with that file loaded.',
  explanation: `Holds the values of env files, platform manifests and compose services against the schemas of the code that
they reach: zod, t3-env, envalid, valibot, Joi, Yup, convict, class-validator, pydantic settings, struct tags of Go. An
env file reaches code in its folder and below it unless another one lies closer; a value in a compose file reaches the
code of its service. It fires when a new or changed value is none of the listed ones, is no number, URL, port, boolean or
duration where one is asked for, or lies outside of the bounds. It also fires for a word such as \`false\` where every text
counts as true (\`z.coerce.boolean()\`).

No value is kept: it is compared by digest and by classes that are too wide to tell it (a number's digits, a range of
lengths), so what only the value itself could decide stays silent. So do empty values, placeholders and references to
secrets, schemas with transformations before the check, patterns that say more than a list, a number or a scheme, and
values that one of several schemas accepts. A schema that became stricter is \`env-type-narrowed\`. Against a typing only,
which nothing enforces, it is a question and low.`,
  yieldsTo: ['env-type-narrowed'],
  check: (system) => refusedValues(system).map((refused) => problemOf(system, refused)),
};

function problemOf(system: System, { value, schema, why }: Refused): Problem {
  const isTyping = schema.role === 'documented';
  return {
    subject: value.name,
    identity: [value.name, value.file, value.unit ?? ''],
    severity: isTyping ? 'low' : 'medium',
    confidence: isTyping ? 'possible' : 'likely',
    title: text`${code(value.file)} gives ${code(value.name)} a value that its ${isTyping ? ['typing'] : ['schema']} does not accept`,
    assumption: isTyping
      ? text`Assumes the code of ${code(schema.file)} copes with a value of ${code(value.name)} that its typing leaves out; does it?`
      : text`Assumes the value of ${code(value.name)} passes the schema in ${code(schema.file)}`,
    detail: text`The value ${[why]}.`,
    verify: text`Start the code of ${code(schema.file)} with ${code(value.file)} loaded`,
    at: placeOf(value),
    related: [{ ...placeOf(schema), side: system.side, note: text`what it accepts` }],
  };
}
