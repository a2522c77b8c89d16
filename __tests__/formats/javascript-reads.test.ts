import { javascript } from '../../src/formats/javascript/format.ts';
import { digestOf } from '../../src/system/value-shape.ts';
import { factsOf } from '../support/code-facts.ts';

const read = (text: string, path = 'src/server.ts') => factsOf(javascript, path, text);

describe('javascript: paths', () => {
  test.each([
    ['src/index.js', true],
    ['a.mjs', true],
    ['a.cjs', true],
    ['a.jsx', true],
    ['a.ts', true],
    ['a.mts', true],
    ['a.cts', true],
    ['a.tsx', true],
    ['App.vue', true],
    ['App.svelte', true],
    ['index.astro', true],
    ['env.d.ts', true],
    ['package.json', false],
    ['a.json5', false],
    ['js', false],
  ])('%s', (path, expected) => {
    expect(javascript.matches(path)).toBe(expected);
  });
});

describe('javascript: how the environment is reached', () => {
  test.each([
    ['member', 'app.listen(process.env.PORT)', 'required PORT'],
    ['bracket', "app.listen(process.env['PORT'])", 'required PORT'],
    ['template literal', 'app.listen(process.env[`PORT`])', 'required PORT'],
    ['constant', "const KEY = 'API_KEY';\nsign(process.env[KEY]);", 'required API_KEY'],
    ['optional chain', 'sign(process?.env?.API_KEY)', 'required API_KEY'],
    ['globalThis', 'sign(globalThis.process.env.API_KEY)', 'required API_KEY'],
    ['quoted env', "sign(process['env'].API_KEY)", 'required API_KEY'],
    ['cast', 'sign((process.env as Env).API_KEY)', 'required API_KEY'],
    ['import', "import { env } from 'node:process';\nsign(env.API_KEY);", 'required API_KEY'],
    ['renamed import', "import { env as e } from 'process';\nsign(e.API_KEY);", 'required API_KEY'],
    ['destructured env', 'const { env } = process;\nsign(env.API_KEY);', 'required API_KEY'],
    ['renamed env', 'const { env: e } = process;\nsign(e.API_KEY);', 'required API_KEY'],
    ['required module', "const { env } = require('process');\nsign(env.API_KEY);", 'required API_KEY'],
    ['alias', 'const e = process.env;\nsign(e.API_KEY);', 'required API_KEY'],
    ['alias with a choice', 'const e = options.env ?? process.env;\nsign(e.API_KEY);', 'required API_KEY'],
    ['alias elsewhere', 'function a() { const e = process.env; }\nfunction b(e) { sign(e.API_KEY); }', ''],
    ['shadowed alias', 'const e = process.env;\nconst b = (e) => sign(e.API_KEY);', ''],
    [
      'parameter with a default',
      'function load(env = process.env) { return { url: env.URL }; }',
      'required URL',
    ],
    ['typed parameter', 'const load = (env: NodeJS.ProcessEnv) => ({ url: env.URL });', 'required URL'],
    ['handed to a function', 'function load(e) { sign(e.API_KEY); }\nload(process.env);', 'required API_KEY'],
    [
      'destructured',
      "const { A, B: b, C = 'c', D: d = 4, ...rest } = process.env;\nsign(A, b, C, d, rest.E);",
      'required A, required B, defaulted C=, defaulted D=, required E',
    ],
    ['another env', "import { env } from '~/env';\nsign(env.API_KEY); process.exit();", ''],
    ['comment and string', "// process.env.A\nlog('process.env.B', `process.env.C`);", ''],
    ['inside of a template', 'fetch(`http://${process.env.HOST}/`)', 'required HOST'],
    ['Deno', "serve(Deno.env.get('PORT')); Deno.env.has('TLS'); ", 'required PORT, guarded TLS'],
    ['Bun', 'serve(Bun.env.PORT)', 'required PORT'],
    ['Vite', 'fetch(import.meta.env.VITE_API)', 'required VITE_API'],
    ['built into Vite', 'if (import.meta.env.DEV) log(import.meta.env.MODE)', ''],
    [
      'SvelteKit',
      "import { KEY } from '$env/static/private';\nimport { env } from '$env/dynamic/private';\nsign(KEY, env.OTHER);",
      'required KEY, required OTHER',
    ],
    [
      'loadEnv',
      "const env = loadEnv(mode, cwd(), '');\nexport default { base: env.BASE || '/' };",
      'defaulted BASE=',
    ],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toBe(expected);
  });
});

describe('javascript: names that are not written at the read', () => {
  test.each([
    ['prefix in a template', 'use(process.env[`APP_${name}`])', 'prefix APP_'],
    ['prefix in a sum', "use(process.env['APP_' + name])", 'prefix APP_'],
    ['unknown', 'use(process.env[name])', 'prefix '],
    ['all of a prefix', "Object.keys(process.env).filter((k) => k.startsWith('APP_'))", 'prefix APP_'],
    [
      'loop',
      "for (const k of ['A', 'B']) { if (!process.env[k]) throw new Error(k); }",
      'required A, required B',
    ],
    [
      'callback over a constant',
      "const needed = ['A', 'B'] as const;\nneeded.forEach((k) => { if (!process.env[k]) process.exit(1); });",
      'required A, required B',
    ],
    [
      'list of the missing',
      "const missing = ['A', 'B'].filter((k) => !process.env[k]);\nif (missing.length > 0) throw new Error();",
      'required A, required B',
    ],
    ['every', "if (!['A', 'B'].every((k) => process.env[k])) throw new Error();", 'required A, required B'],
    ['list that is only shown', "log(['A'].filter((k) => !process.env[k]))", 'guarded A'],
    [
      'wrapper that throws',
      "function need(name: string) { const v = process.env[name]; if (!v) throw new Error(name); return v; }\nuse(need('A'), need(`B`));",
      'required A, required B',
    ],
    [
      'wrapper with a fallback',
      "const get = (key, or) => process.env[key] ?? or;\nuse(get('A', 'x'), get('B'));",
      'defaulted A=, required B',
    ],
    [
      'wrapper that throws without a fallback',
      "function get(key, fallback) { const v = process.env[key]; if (v === undefined) { if (fallback === undefined) throw new Error(key); return fallback; } return v; }\nuse(get('A', 'x'), get('B'));",
      'defaulted A=, required B',
    ],
    [
      'wrapper with a default',
      "const get = (key) => process.env[key] || '';\nuse(get('A'));",
      'defaulted A=',
    ],
    ['wrapper that tests', "const flag = (key) => process.env[key] === '1';\nuse(flag('A'));", 'guarded A'],
    [
      'method',
      "class Config { get(key) { return process.env[key]; } url() { return this.get('A'); } port() { return this.get('B') || 1; } }",
      'required A, defaulted B=',
    ],
    [
      'wrapper of a wrapper',
      "function need(k) { if (!process.env[k]) throw new Error(); return process.env[k]; }\nconst port = (name) => Number(need(name));\nuse(port('PORT'));",
      'required PORT',
    ],
    ['wrapper nobody calls', 'export const get = (key: string) => process.env[key];', ''],
    [
      'helper from elsewhere',
      "import { requireEnv, getEnv } from './env';\nuse(requireEnv('A'), getEnv('B'), getEnv('C', 'x'));\nif (!getEnv('D')) throw new Error();",
      'required A, guarded B, defaulted C=, required D',
    ],
    [
      'ConfigService',
      "class A { constructor(private configService: ConfigService) { this.a = configService.get<string>('A_URL'); this.b = this.configService.getOrThrow('B_URL'); this.configService.get('C_URL', 'x'); configService.get('database.url'); } }",
      'guarded A_URL, required B_URL, defaulted C_URL=',
    ],
    [
      'env-var',
      "import * as env from 'env-var';\nuse(env.get('A').required().asString(), env.get('B').default('1').asInt(), env.get('C').asString());",
      'required A, defaulted B, guarded C',
    ],
    ['other functions', "setEnv('STAGING'); loadEnvironment('PRODUCTION'); stubEnv('A_B', 'x');", ''],
  ])('%s', async (_, text, expected) => {
    expect(await read(text)).toBe(expected);
  });
});

describe('javascript: the rest', () => {
  test('setting a variable supplies it and does not read it', async () => {
    const text =
      "process.env.A = 'https://db.example.org:5432/x';\nprocess.env.B = other;\ndelete process.env.C;\nDeno.env.set('D', '1');";
    const { facts } = await javascript.read({ path: 'a.js', text });
    expect(facts).toEqual([
      {
        kind: 'declaration',
        name: 'A',
        role: 'supplied',
        phase: 'run',
        line: 1,
        value: expect.objectContaining({
          digest: digestOf('https://db.example.org:5432/x'),
          type: 'url',
          host: 'db.example.org',
          port: 5432,
        }),
      },
      { kind: 'declaration', name: 'B', role: 'supplied', phase: 'run', line: 2, from: 'expression' },
      expect.objectContaining({ name: 'D', role: 'supplied', line: 4 }),
    ]);
  });

  test('a read says where, when, by what idiom, and with what literal fallback', async () => {
    const text =
      "\n\nconst port = Number(process.env.PORT ?? 3000);\nconst api = import.meta.env.VITE_API || 'x';";
    expect((await javascript.read({ path: 'a.ts', text })).facts).toEqual([
      {
        kind: 'read',
        name: 'PORT',
        line: 3,
        strength: 'defaulted',
        fallback: digestOf('3000'),
        phase: 'run',
        via: 'process.env',
      },
      {
        kind: 'read',
        name: 'VITE_API',
        line: 4,
        strength: 'defaulted',
        fallback: digestOf('x'),
        phase: 'build',
        via: 'import.meta.env',
      },
    ]);
  });

  test.each([
    ['src/a.ts', 'use(process.env.NEXT_PUBLIC_API)', 'build'],
    ['src/a.ts', 'use(process.env.API)', 'run'],
    ['vite.config.ts', 'use(process.env.API)', 'build'],
    ['apps/web/next.config.mjs', 'use(process.env.API)', 'build'],
    ['.github/scripts/label.js', 'use(process.env.API)', 'ci'],
  ])('%s: %s is for the %s', async (path, text, phase) => {
    expect((await javascript.read({ path, text })).facts).toMatchObject([{ phase }]);
  });

  test('components: scripts are code, markup is searched', async () => {
    const vue =
      '<template><p>{{ url }}</p></template>\n<script setup lang="ts">\nconst url = import.meta.env.VITE_URL;\nfetch(url as string);\n</script>\n';
    expect((await javascript.read({ path: 'App.vue', text: vue })).facts).toMatchObject([
      { name: 'VITE_URL', line: 3, strength: 'required' },
    ]);
    const astro =
      '---\nconst key = import.meta.env.KEY;\nfetch(key);\n---\n<a href={import.meta.env.PUBLIC_URL}>x</a>\n';
    expect(await read(astro, 'index.astro')).toBe('required KEY, guarded PUBLIC_URL');
  });

  test('in JavaScript an exported value has no type that says it may be absent', async () => {
    expect(await read('export const url = process.env.URL;', 'a.js')).toBe('required URL');
    expect(await read('export const url = process.env.URL;', 'a.ts')).toBe('guarded URL');
  });

  test('TypeScript, JSX and Flow', async () => {
    expect(await read('const f = <T,>(x: T) => x;\nuse(process.env.A);', 'a.tsx')).toBe('required A');
    expect(await read('const a = <string>process.env.A;\nuse(a);', 'a.ts')).toBe('required A');
    expect(await read('// @flow\ntype A = {| a: ?string |};\nuse(process.env.A);', 'a.js')).toBe(
      'required A',
    );
  });
});
