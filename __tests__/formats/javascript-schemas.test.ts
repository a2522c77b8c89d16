import { javascript } from '../../src/formats/javascript/format.ts';
import { factsOf } from '../support/code-facts.ts';

describe('javascript: variables that a schema checks', () => {
  test.each([
    [
      'zod',
      `import { z } from 'zod';
const optionalUrl = z.string().url().optional();
const schema = z.object({
  DATABASE_URL: z.string().url(),
  PORT: z.coerce.number().default(3000),
  SENTRY_DSN: optionalUrl,
  LEVEL: z.enum(['debug', 'info']).nullish(),
  FLAG: z.coerce.boolean(),
  'QUOTED_NAME': z.string().min(1),
  OTHER: imported,
});
export const env = schema.parse(process.env);`,
      'validated DATABASE_URL!, validated PORT?=, validated SENTRY_DSN?, validated LEVEL?, validated FLAG?, validated QUOTED_NAME!, validated OTHER',
    ],
    [
      'zod with any keys, parsed with the environment',
      'const env = z.object({ databaseUrl: z.string() }).safeParse(process.env);',
      'validated databaseUrl!',
    ],
    [
      'zod that is only tried',
      'function load() { const env = z.object({ A_KEY: z.string() }).safeParse(process.env); if (!env.success) return null; return env.data; }',
      'validated A_KEY',
    ],
    [
      'zod that is tried and has to pass',
      'const env = z.object({ A_KEY: z.string() }).safeParse(process.env); if (!env.success) throw new Error(env.error);',
      'validated A_KEY!',
    ],
    [
      'Adonis',
      `import { Env } from '@adonisjs/core/env'
export default await Env.create(new URL('../', import.meta.url), {
  APP_KEY: Env.schema.string(),
  SMTP_HOST: Env.schema.string.optional({ format: 'host' }),
  DRIVE_DISK: Env.schema.enum(['fs', 's3'] as const),
  PASSWORD: Env.schema.string.optionalWhen(process.env.NODE_ENV === 'test'),
})`,
      'validated APP_KEY!, validated SMTP_HOST?, validated DRIVE_DISK!, guarded NODE_ENV, validated PASSWORD?',
    ],
    [
      'Adonis 5',
      "export default Env.rules({ HOST: Env.schema.string({ format: 'host' }), DB: Env.schema.string.optional() })",
      'validated HOST!, validated DB?',
    ],
    [
      'Astro',
      `export default defineConfig({ env: { schema: {
  API_TOKEN: envField.string({ context: 'server', access: 'secret' }),
  PUBLIC_URL: envField.string({ context: 'client', access: 'public', optional: true }),
  PORT: envField.number({ context: 'server', access: 'public', default: 4321 }),
} } })`,
      'validated API_TOKEN!, validated PUBLIC_URL?, validated PORT?=',
    ],
    [
      'a schema that has nothing to do with an environment',
      'const x = Env.create(url, options); const table = { schema: { NAME_OF: text() } }; User.create({ A_B: 1 });',
      '',
    ],
    [
      'zod in a file of its own',
      "export const envSchema = z.object({ DB_HOST: z.string(), DB_PORT: z.string().default('5432') });",
      'validated DB_HOST!, validated DB_PORT?=',
    ],
    ['zod for something else', 'const user = z.object({ name: z.string(), EMAIL: z.string() });', ''],
    [
      'extended',
      'const all = base.extend({ EXTRA_KEY: z.string() });\nall.parse(process.env);',
      'validated EXTRA_KEY!',
    ],
    [
      't3-env',
      `export const env = createEnv({
  server: { DATABASE_URL: z.string().url(), OPTIONAL_KEY: z.string().optional() },
  client: { NEXT_PUBLIC_URL: z.string().default('/') },
  shared: { NODE_ENV: z.enum(['a']) },
  runtimeEnv: { DATABASE_URL: process.env.DATABASE_URL },
  skipValidation: !!process.env.SKIP_ENV_VALIDATION,
});`,
      'validated DATABASE_URL!, validated OPTIONAL_KEY?, validated NEXT_PUBLIC_URL?=, validated NODE_ENV!, guarded DATABASE_URL, guarded SKIP_ENV_VALIDATION',
    ],
    [
      'envalid',
      "const env = cleanEnv(process.env, { A: str(), B: port({ default: 80 }), C: url({ devDefault: 'x' }), D: str({ default: undefined }) });",
      'validated A!, validated B?=, validated C!, validated D?',
    ],
    [
      'envalid with a constant and a condition',
      'export const check = () => cleanEnv(process.env, validators);\nconst validators = { A: str(), ...(azure && { AZURE_KEY: str() }) };',
      'validated A!, validated AZURE_KEY',
    ],
    ['objects that check nothing', "const all = _.extend({ FOO_BAR: 1, BAR_BAZ: 'q' });", ''],
    [
      'Joi in NestJS',
      "ConfigModule.forRoot({ validationSchema: Joi.object({ NODE_ENV: Joi.string().default('a'), DB_HOST: Joi.string().required(), DB_NAME: Joi.string(), KEY: Joi.when('A', { then: Joi.required() }) }) });",
      'validated NODE_ENV?=, validated DB_HOST!, validated DB_NAME?, validated KEY?',
    ],
    [
      'valibot',
      "const Schema = v.object({ URL: v.string(), PORT: v.optional(v.string(), '80'), KEY: v.optional(v.string()) });\nv.parse(Schema, process.env);",
      'validated URL!, validated PORT?=, validated KEY?',
    ],
    [
      'convict',
      "convict({ port: { format: 'port', default: 80, env: 'PORT' }, db: { url: { default: null, env: 'DB_URL' } } });",
      'validated PORT?=, validated DB_URL?',
    ],
    [
      'class-validator',
      "import { IsString } from 'class-validator';\nclass EnvironmentVariables {\n  @IsString() DATABASE_URL: string;\n  @IsOptional() @IsString() LOG_LEVEL?: string;\n  @IsNumber() PORT = 3000;\n}",
      'validated DATABASE_URL!, validated LOG_LEVEL?, validated PORT?=',
    ],
    [
      'class-validator with values',
      "import { IsUrl } from 'class-validator';\nclass Environment {\n  @Length(64)\n  public SECRET_KEY = environment.SECRET_KEY ?? '';\n  @IsOptional() @IsUrl() public CDN_URL = this.toOptionalString(environment.CDN_URL);\n  @IsNumber() public PORT = environment.PORT ?? 3000;\n  private cache = 1;\n  public PLAIN_FIELD = 2;\n}",
      'validated SECRET_KEY!, validated CDN_URL?, validated PORT?=',
    ],
    [
      'typing of process.env',
      "declare global { namespace NodeJS { interface ProcessEnv { A: string; readonly B?: 'x' | 'y'; C: string | undefined } } }",
      'documented A!, documented B?, documented C?',
    ],
    [
      'typing of import.meta.env',
      'interface ImportMetaEnv {\n  readonly VITE_A: string\n  readonly MODE: string\n}',
      'documented VITE_A!',
    ],
  ])('%s', async (_, text, expected) => {
    expect(await factsOf(javascript, 'src/env.ts', text)).toBe(expected);
  });

  test('each has its own line and phase', async () => {
    const text =
      'createEnv({\n  server: {\n    A: z.string(),\n  },\n  client: { NEXT_PUBLIC_B: z.string() },\n});';
    expect((await javascript.read({ path: 'env.ts', text })).facts).toEqual([
      {
        kind: 'declaration',
        name: 'A',
        role: 'validated',
        phase: 'run',
        line: 3,
        required: true,
        defaulted: false,
      },
      {
        kind: 'declaration',
        name: 'NEXT_PUBLIC_B',
        role: 'validated',
        phase: 'build',
        line: 5,
        required: true,
        defaulted: false,
      },
    ]);
  });
});
