import { readJavascript } from '../../src/formats/javascript/read.ts';

async function seen(path: string, text: string): Promise<readonly string[]> {
  const { facts } = await readJavascript({ path, text });
  return facts.flatMap((fact) => {
    if (fact.kind === 'read') return [`${fact.line} ${fact.name} ${fact.strength} ${fact.phase} ${fact.via}`];
    if (fact.kind === 'declaration')
      return [`${fact.line} ${fact.name} ${fact.role} required=${fact.required} defaulted=${fact.defaulted}`];
    return [];
  });
}

describe('environments of platforms and frameworks in JavaScript', () => {
  test.each([
    [
      'a worker’s handler',
      'src/index.ts',
      "export default {\n  async fetch(request, env, ctx) {\n    await env.CACHE.get('x');\n    return new Response(env.GREETING ?? 'hi');\n  },\n} satisfies ExportedHandler<Env>;\n",
      ['3 CACHE required run cloudflare', '4 GREETING defaulted run cloudflare'],
    ],
    [
      'a parameter of its type',
      'src/db.ts',
      "import type { D1Database } from '@cloudflare/workers-types';\nexport function db(env: Env) {\n  return env.DB.prepare('select 1');\n}\n",
      ['3 DB required run cloudflare'],
    ],
    [
      'the module',
      'src/queue.ts',
      "import { env } from 'cloudflare:workers';\nexport const send = () => env.JOBS.send({});\n",
      ['2 JOBS required run cloudflare'],
    ],
    [
      'the context of OpenNext',
      'app/page.tsx',
      'export async function load() {\n  const kv = getCloudflareContext().env.FLAGS;\n  return kv.get("a");\n}\n',
      ['2 FLAGS required run cloudflare'],
    ],
    ['any other type of that name', 'src/a.ts', 'export function f(env: Env) {\n  return env.HOST;\n}\n', []],
    ['any other object with that method', 'src/a.ts', 'const client = {\n  fetch(url, env) { return env.HOST_NAME; },\n};\n', []],
    [
      'what Next.js is told to write into the code',
      'next.config.mjs',
      "const region = 'eu';\nexport default { env: { REGION: region, basePath } };\n",
      ['2 REGION supplied required=undefined defaulted=undefined', '2 basePath supplied required=undefined defaulted=undefined'],
    ],
    [
      'Nuxt’s configuration',
      'nuxt.config.ts',
      "export default defineNuxtConfig({\n  runtimeConfig: {\n    apiSecret: '',\n    public: { apiBase: '/api' },\n  },\n});\n",
      [
        '3 NUXT_API_SECRET validated required=false defaulted=false',
        '4 NUXT_PUBLIC_API_BASE validated required=false defaulted=true',
      ],
    ],
    [
      'reads of it',
      'server/a.ts',
      'const config = useRuntimeConfig();\nfetch(config.public.apiBase, config.apiSecret.trim());\nuse(useRuntimeConfig().public.siteUrl);\n',
      [
        '2 NUXT_PUBLIC_API_BASE guarded run useRuntimeConfig',
        '2 NUXT_API_SECRET guarded run useRuntimeConfig',
        '3 NUXT_PUBLIC_SITE_URL guarded run useRuntimeConfig',
      ],
    ],
    [
      'Astro',
      'src/lib/api.ts',
      "import { API_KEY, getSecret } from 'astro:env/server';\nimport { API_URL } from 'astro:env/client';\n",
      ['1 API_KEY guarded run astro:env', '2 API_URL guarded build astro:env'],
    ],
    [
      'arktype',
      'src/env.ts',
      "import { type } from 'arktype';\nexport const env = type({\n  API_URL: 'string.url',\n  'SENTRY_DSN?': 'string',\n  LOG_LEVEL: \"string = 'info'\",\n}).assert(process.env);\n",
      [
        '3 API_URL validated required=true defaulted=false',
        '4 SENTRY_DSN validated required=false defaulted=false',
        '5 LOG_LEVEL validated required=false defaulted=true',
      ],
    ],
    ['types of arktype that are no variables', 'src/a.ts', "import { type } from 'arktype';\nconst user = type({ name: 'string', AGE: 'number' });\n", []],
  ])('%s', async (_, path, text, expected) => {
    expect(await seen(path, text)).toEqual(expected);
  }); // prettier-ignore
});
