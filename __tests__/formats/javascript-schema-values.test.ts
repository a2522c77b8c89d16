import { javascript } from '../../src/formats/javascript/format.ts';
import { digestOf } from '../../src/system/value-shape.ts';
import { refusalOf } from '../../src/system/accepted-values.ts';
import { shapeOf } from '../../src/system/value-shape.ts';

/** The values that the schema of the variable X refuses. */
async function refused(text: string, values: readonly string[], path = 'src/env.ts'): Promise<string> {
  const { facts } = await javascript.read({ path, text });
  const field = facts.find((fact) => fact.kind === 'declaration' && fact.name === 'X_Y');
  if (field?.kind !== 'declaration') throw new Error('no such field');
  const { accepts } = field;
  return values.filter((value) => accepts && refusalOf(accepts, shapeOf(value)) !== null).join(' ');
}

const values = [
  'info',
  'verbose',
  '3',
  '0',
  '3.5',
  '30s',
  'false',
  'https://a.org',
  'db:5432',
  '70000',
  '-1',
];

describe('javascript: values that a schema refuses', () => {
  test.each([
    ['z.string()', ''],
    ['z.string().min(1)', ''],
    ['z.enum(["info", "3"])', 'verbose 0 3.5 30s false https://a.org db:5432 70000 -1'],
    ['z.enum(levels)', 'verbose 3 0 3.5 30s false https://a.org db:5432 70000 -1'],
    ['z.enum(Level).optional()', '3 0 3.5 30s false https://a.org db:5432 70000 -1'],
    ['z.nativeEnum(Level)', '3 0 3.5 30s false https://a.org db:5432 70000 -1'],
    ['z.enum(imported)', ''],
    ['z.enum([...levels, other])', ''],
    ['z.literal("info")', 'verbose 3 0 3.5 30s false https://a.org db:5432 70000 -1'],
    [
      'z.union([z.literal("info"), z.literal("3")])',
      'verbose 0 3.5 30s false https://a.org db:5432 70000 -1',
    ],
    ['z.union([z.literal("info"), z.string().url()])', ''],
    ['z.coerce.number()', 'info verbose 30s false https://a.org db:5432'],
    [
      'z.coerce.number().int().min(1).max(65535).default(3)',
      'info verbose 0 3.5 30s false https://a.org db:5432 -1',
    ],
    ['z.coerce.number().positive()', 'info verbose 0 30s false https://a.org db:5432 -1'],
    ['z.number()', ''],
    [
      'z.string().transform(Number).pipe(z.number().int())',
      'info verbose 3.5 30s false https://a.org db:5432',
    ],
    ['z.string().transform((v) => parseInt(v))', ''],
    ['z.string().transform((v) => v === "true").pipe(z.boolean())', ''],
    ['z.string().pipe(z.coerce.number())', 'info verbose 30s false https://a.org db:5432'],
    ['z.preprocess(lower, z.enum(["info"]))', ''],
    ['z.string().toLowerCase().pipe(z.enum(["INFO"]))', ''],
    ['z.enum(["info"]).catch("info")', ''],
    ['z.optional(z.string().url())', 'info verbose 3 0 3.5 30s false 70000 -1'],
    ['z.string().url().or(z.literal(""))', 'info verbose 3 0 3.5 30s false 70000 -1'],
    ['z.string().url().or(other)', ''],
    ['z.url({ protocol: /^https$/ })', 'info verbose 3 0 3.5 30s false 70000 -1'],
    ['z.string().startsWith("postgres://")', 'info verbose 3 0 3.5 30s false https://a.org 70000 -1'],
    ['z.string().startsWith("sk_")', ''],
    ['z.string().regex(/^\\d+$/).transform(Number)', 'info verbose 3.5 30s false https://a.org db:5432 -1'],
    ['z.string().regex(/^(info|verbose)$/)', '3 0 3.5 30s false https://a.org db:5432 70000 -1'],
    ['z.string().regex(/^(a+)+$/)', ''],
    ['z.string().length(2)', 'verbose 3 0 false https://a.org db:5432 70000 info'],
    ['z.coerce.boolean()', '0 false'],
    ['z.stringbool()', 'info verbose 3 3.5 30s https://a.org db:5432 70000 -1'],
    ['optionalUrl', 'info verbose 3 0 3.5 30s false 70000 -1'],
  ])('%s', async (field, expected) => {
    const text = `const levels = ['info'] as const;\nenum Level { Info = 'info', Verbose = 'verbose' }\nconst optionalUrl = z.string().url().optional();\nz.object({ X_Y: ${field}, A_B: z.string() }).parse(process.env);`;
    const sort = (list: string) => list.split(' ').toSorted().join(' ');
    expect(sort(await refused(text, values))).toBe(sort(expected));
  });

  test.each([
    [
      'Joi.object({ X_Y: Joi.string().valid("info", "verbose").required() })',
      '3 0 3.5 30s false https://a.org db:5432 70000 -1',
    ],
    ['Joi.object({ X_Y: Joi.string().valid("info").insensitive() })', ''],
    [
      'Joi.object({ X_Y: Joi.number().port().default(3) })',
      'info verbose 3.5 30s false https://a.org db:5432 -1',
    ],
    ['Joi.object({ X_Y: Joi.boolean() })', 'info verbose 3 0 3.5 30s https://a.org db:5432 70000 -1'],
    ['Joi.object({ X_Y: Joi.string().uri().allow("") })', 'info verbose 3 0 3.5 30s false 70000 -1'],
    ['Joi.object({ X_Y: Joi.when("A_B", { then: Joi.number() }) })', ''],
    ['v.object({ X_Y: v.picklist(["info"]) })', 'verbose 3 0 3.5 30s false https://a.org db:5432 70000 -1'],
    [
      'v.object({ X_Y: v.pipe(v.string(), v.transform(Number), v.number(), v.minValue(1)) })',
      'info verbose 0 30s false https://a.org db:5432 -1',
    ],
    ['v.object({ X_Y: v.optional(v.pipe(v.string(), v.url())) })', 'info verbose 3 0 3.5 30s false 70000 -1'],
    ['v.object({ X_Y: v.fallback(v.picklist(["info"]), "info") })', ''],
    [
      'yup.object({ X_Y: yup.string().oneOf(["info"]) })',
      'verbose 3 0 3.5 30s false https://a.org db:5432 70000 -1',
    ],
    [
      'cleanEnv(process.env, { X_Y: str({ choices: ["info"] }) })',
      'verbose 3 0 3.5 30s false https://a.org db:5432 70000 -1',
    ],
    ['cleanEnv(process.env, { X_Y: port() })', 'info verbose 0 3.5 30s false https://a.org db:5432 -1'],
    ['cleanEnv(process.env, { X_Y: num() })', ''],
    ['cleanEnv(process.env, { X_Y: mine() })', ''],
    [
      "convict({ a: { format: ['info'], default: 'info', env: 'X_Y' } })",
      'verbose 3 0 3.5 30s false https://a.org db:5432 70000 -1',
    ],
    [
      "convict({ a: { format: 'port', default: 3, env: 'X_Y' } })",
      'info verbose 3.5 30s false https://a.org db:5432 -1',
    ],
    ["interface ProcessEnv { X_Y?: 'info' | 'verbose' }", '3 0 3.5 30s false https://a.org db:5432 70000 -1'],
    ["interface ProcessEnv { X_Y: string | 'info' }", ''],
    [
      "import { IsIn } from 'class-validator';\nclass Env { @IsIn(['info']) X_Y: string; }",
      'verbose 3 0 3.5 30s false https://a.org db:5432 70000 -1',
    ],
  ])('%s', async (text, expected) => {
    const sort = (list: string) => list.split(' ').toSorted().join(' ');
    expect(sort(await refused(text, values))).toBe(sort(expected));
  });

  test('a literal default is kept as a digest', async () => {
    const text =
      "createEnv({ server: { A: z.string().default('x'), B: z.coerce.number().default(3), C: z.string().default(f()) } });\ncleanEnv(process.env, { D: str({ default: 'x' }) });\nv.object({ E_F: v.optional(v.string(), 'x') });";
    const { facts } = await javascript.read({ path: 'env.ts', text });
    expect(facts.map((fact) => (fact.kind === 'declaration' ? fact.fallback : null))).toEqual([
      digestOf('x'),
      digestOf('3'),
      undefined,
      digestOf('x'),
      digestOf('x'),
    ]);
  });

  test('keys that only look like variables need nothing', async () => {
    const text = 'const answer = z.object({ FIRST_KEY: z.string(), SECOND_KEY: z.string() });';
    const { facts } = await javascript.read({ path: 'src/api/answers.ts', text });
    expect(facts.map((fact) => (fact.kind === 'declaration' ? fact.required : null))).toEqual([
      undefined,
      undefined,
    ]);
  });
});
