import { Unreadable } from '../../src/formats/format.ts';
import { formats } from '../../src/formats/index.ts';
import type { Fact } from '../../src/system/facts.ts';
import { endless } from '../support/endless.ts';

const formatOf = (path: string, text: string) =>
  formats.find((format) => format.matches(path) && (format.recognises?.(text) ?? true));

async function read(path: string, text: string): Promise<readonly Fact[]> {
  return (await formatOf(path, text)?.read({ path, text }))?.facts ?? [];
}

/** A fact in one line: what tests of a manifest compare. */
function short(fact: Fact): string {
  const words = (record: Record<string, unknown>): string =>
    Object.entries(record)
      .filter(([key, value]) => !['kind', 'line', 'name', 'open', 'value', 'text', 'phase'].includes(key) && value !== undefined)
      .map(([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '')}`)
      .join(' '); // prettier-ignore
  const value = 'value' in fact && typeof fact.value === 'object' ? ` value=${fact.value.type}` : '';
  const phase = 'phase' in fact && fact.phase !== 'run' ? ` ${fact.phase}` : '';
  return `${fact.line} ${fact.kind} ${'name' in fact ? fact.name : ''}${phase} ${words({ ...fact })}${value}`
    .replace(/\s+/g, ' ')
    .trim();
}

describe('manifests of platforms and process managers', () => {
  test.each([
    ['app.json', '{"env": {"A": "1"}}', 'heroku-app'],
    ['app.json', '{"expo": {"extra": {"env": "x"}}}', undefined],
    ['render.yaml', 'services: []\n', 'render'],
    ['deploy/fly.staging.toml', 'app = "x"\n', 'fly'],
    ['wrangler.jsonc', '{}', 'wrangler'],
    ['apps/api/wrangler.toml', '', 'wrangler'],
    ['vercel.json', '{}', 'vercel'],
    ['netlify.toml', '', 'netlify'],
    ['railway.json', '{}', 'railway'],
    ['nixpacks.toml', '', 'nixpacks'],
    ['.do/app.yaml', 'services:\n- name: a\n', 'digitalocean-app'],
    ['ops/api.service', '[Service]\nExecStart=/bin/x\n', 'systemd'],
    ['ops/api.service.d/10-env.conf', '[Service]\nEnvironment=A=1\n', 'systemd'],
    ['docker/supervisord.conf', '[program:web]\ncommand=x\n', 'supervisord'],
    ['ecosystem.config.cjs', 'module.exports = { apps: [{ script: "a.js" }] }', 'pm2'],
    ['ecosystem.config.js', 'module.exports = {}', 'javascript'],
    ['turbo.json', '{}', 'turbo'],
    ['nx.json', '{"namedInputs": {"default": [{"env": "X"}]}}', 'nx'],
    ['.env.schema', 'A=\n', 'env-schema'],
    ['.env.vault', 'A="x"\n', 'env-vault'],
    ['secretspec.toml', '', 'secretspec'],
  ])('%s with %j is %s', (path, text, id) => {
    expect(formatOf(path, text)?.id).toBe(id);
  });

  test('heroku: values, generators, requirements, add-ons, environments, scripts', async () => {
    const text = `{
  "env": {
    "LOG_LEVEL": "info",
    "SECRET": { "generator": "secret" },
    "KEY": { "description": "k" },
    "DSN": { "required": false }
  },
  "formation": { "web": { "quantity": 1 } },
  "addons": ["heroku-postgresql:mini", { "plan": "heroku-redis", "as": "CACHE" }],
  "scripts": { "postdeploy": "npm run seed" },
  "environments": { "review": { "env": { "DEBUG_MAIL": { "value": "1" } } } }
}`;
    expect((await read('app.json', text)).map(short)).toEqual([
      '3 declaration LOG_LEVEL role=supplied required=false defaulted=true value=text',
      '4 declaration SECRET role=supplied from=secret',
      '5 declaration KEY role=documented required=true defaulted=false',
      '5 store-entry store=heroku entry=KEY role=needed variable=KEY',
      '6 declaration DSN role=documented required=false defaulted=false',
      '8 unit web type=process',
      '9 declaration DATABASE_URL role=supplied from=expression',
      '9 declaration CACHE_URL role=supplied from=expression',
      '9 declaration REDIS_URL role=supplied from=expression',
      '9 declaration REDIS_TLS_URL role=supplied from=expression',
      '10 invocation seed runner=npm directory= unit=scripts.postdeploy',
      '11 unit environments.review type=process',
      '11 declaration DEBUG_MAIL unit=environments.review role=supplied required=false defaulted=true value=number',
    ]);
  });

  test('render: where a variable comes from, groups, builds, checks', async () => {
    const text = `envVarGroups:
  - name: shared
    envVars: [{ key: REGION, value: eu }]
  - name: spare
    envVars: [{ key: SPARE, value: x }]
services:
  - type: web
    name: api
    runtime: docker
    rootDir: apps/api
    dockerfilePath: ../../docker/api.Dockerfile
    healthCheckPath: /healthz
    preDeployCommand: npm run migrate
    envVars:
      - key: DATABASE_URL
        fromDatabase: { name: db, property: connectionString }
      - key: STRIPE_KEY
        sync: false
      - key: SESSION
        generateValue: true
      - key: SIGNUP_DISABLED
        sync: false
      - fromGroup: shared
databases:
  - name: db
`;
    expect((await read('render.yaml', text)).map(short)).toEqual([
      '3 declaration REGION unit=api role=supplied value=text',
      '5 declaration SPARE role=supplied value=text',
      '8 unit api type=process build={"context":"/apps/api","dockerfile":"../../docker/api.Dockerfile"}',
      '12 health-check unit=api probe=health disabled=false httpPath=/healthz',
      '13 invocation migrate runner=npm directory=apps/api unit=api',
      '15 declaration DATABASE_URL unit=api role=supplied from=expression',
      '17 declaration STRIPE_KEY unit=api role=supplied from=secret',
      '17 store-entry store=render entry=STRIPE_KEY role=needed variable=STRIPE_KEY unit=api',
      '19 declaration SESSION unit=api role=supplied from=secret',
      '21 declaration SIGNUP_DISABLED unit=api role=supplied from=secret',
      '21 store-entry store=render entry=SIGNUP_DISABLED role=needed variable=SIGNUP_DISABLED unit=api optional=true',
    ]);
  });

  test('fly: process groups, build arguments, ports, checks, volumes', async () => {
    const text = `app = "shop"
[build]
dockerfile = "./Dockerfile.api"
[build.args]
COMMIT = "x"
[env]
PORT = "8080"
[processes]
web = "node dist/server.js"
worker = "npm run worker"
[deploy]
release_command = "npm run migrate"
[http_service]
internal_port = 8080
processes = ["web"]
[[http_service.checks]]
path = "/up"
[mounts]
source = "data"
destination = "/data"
`;
    expect((await read('fly.toml', text)).map(short)).toEqual([
      '5 declaration COMMIT build role=supplied value=text',
      '7 declaration PORT role=supplied value=number',
      '9 unit web type=process build={"context":".","dockerfile":"Dockerfile.api","args":["COMMIT"]}',
      '10 unit worker type=process build={"context":".","dockerfile":"Dockerfile.api","args":["COMMIT"]}',
      '10 invocation worker runner=npm directory=null unit=worker',
      '12 invocation migrate runner=npm directory=null unit=release',
      '14 port unit=web port=8080 role=listen protocol=tcp',
      expect.stringMatching(
        /^1[67] health-check unit=web probe=health disabled=false port=8080 httpPath=\/up$/,
      ),
      '19 mount unit=web type=volume source=data target=/data optional=false',
    ]);
  });

  test('wrangler: variables and bindings are not inherited, secrets are needed', async () => {
    const text = `{
  // the worker
  "name": "edge",
  "main": "src/index.ts",
  "vars": { "API_HOST": "https://api.example.com", "FLAGS": { "a": 1 } },
  "kv_namespaces": [{ "binding": "CACHE", "id": "1" }],
  "secrets": { "required": ["API_TOKEN"] },
  "durable_objects": { "bindings": [{ "name": "ROOM", "class_name": "Room" }] },
  "env": {
    "staging": { "vars": { "API_HOST": "https://staging.example.com" }, "ai": { "binding": "AI" } },
  },
}`;
    expect((await read('wrangler.jsonc', text)).map(short)).toEqual([
      '3 unit edge type=function',
      '4 command unit=edge role=entrypoint argv=["node","src/index.ts"] shell=false directory=',
      '5 declaration API_HOST unit=edge role=supplied value=url',
      '5 declaration FLAGS unit=edge role=supplied from=expression',
      '6 declaration CACHE unit=edge role=supplied from=expression',
      '7 declaration API_TOKEN unit=edge role=supplied from=secret required=true',
      '7 store-entry store=cloudflare entry=API_TOKEN role=needed variable=API_TOKEN unit=edge',
      '8 declaration ROOM unit=edge role=supplied from=expression',
      '10 unit edge-staging type=function',
      '10 declaration API_HOST unit=edge-staging role=supplied value=url',
      '10 declaration AI unit=edge-staging role=supplied from=expression',
    ]);
  });

  test.each([
    ['vercel.json', '{\n"env": {"A": "@a-secret", "B": "x"},\n"build": {"env": {"C": "1"}},\n"buildCommand": "npm run build"}', [
      '1 unit vercel type=function',
      '2 declaration A unit=vercel role=supplied from=secret',
      '2 declaration B unit=vercel role=supplied value=text',
      '3 declaration C build unit=vercel role=supplied value=number',
      '4 invocation build runner=npm directory= unit=vercel',
    ]],
    ['web/netlify.toml', '[build]\nbase = "app"\ncommand = "npm run build"\n[context.production.environment]\nA = "1"\n', [
      expect.stringMatching(/^[12] unit netlify type=function$/),
      '3 invocation build runner=npm directory=web/app unit=netlify',
      '4 unit context.production type=function',
      '5 declaration A build unit=context.production role=supplied value=number',
    ]],
    ['railway.toml', '[build]\ndockerfilePath = "docker/Dockerfile"\n[deploy]\nstartCommand = "npm start"\nhealthcheckPath = "/up"\n', [
      '1 unit service type=process build={"context":"/","dockerfile":"docker/Dockerfile"}',
      '4 invocation start runner=npm directory=null unit=service',
      '5 health-check unit=service probe=health disabled=false httpPath=/up',
    ]],
    ['nixpacks.toml', '[variables]\nA = "x"\n[phases.build]\ncmds = ["npm run build"]\n[start]\ncmd = "npm start"\n', [
      '2 declaration A unit=start role=supplied value=text',
      '4 invocation build runner=npm directory= unit=phases.build',
      expect.stringMatching(/^[56] unit start type=process$/),
      '6 invocation start runner=npm directory= unit=start',
    ]],
    ['.do/app.yaml', 'services:\n- name: api\n  source_dir: /api\n  dockerfile_path: api/Dockerfile\n  http_port: 8080\n  health_check: { http_path: /up }\n  envs:\n  - key: DB\n    value: ${db.DATABASE_URL}\n    scope: RUN_TIME\n  - key: KEY\n    type: SECRET\n    scope: RUN_TIME\n', [
      '2 unit api type=process build={"context":"/api","dockerfile":"Dockerfile"}',
      '5 port unit=api port=8080 role=listen protocol=tcp',
      '6 health-check unit=api probe=health disabled=false port=8080 httpPath=/up',
      '8 declaration DB unit=api role=supplied from=expression',
      '11 declaration KEY unit=api role=supplied from=secret',
      '11 store-entry store=dashboard entry=KEY role=needed variable=KEY unit=api',
    ]],
    ['ops/api.service', '[Unit]\nAfter=network.target postgresql.service\nRequires=postgresql.service\n[Service]\nEnvironment="A=1 2" B=x\nEnvironmentFile=-/etc/api.env\nPassEnvironment=C\nExecStart=/usr/bin/node \\\n  server.js\n', [
      '2 edge from=api to=postgresql condition=after required=false',
      '3 edge from=api to=postgresql condition=started required=true',
      '4 unit api type=process',
      '5 declaration A role=supplied unit=api value=text',
      '5 declaration B role=supplied unit=api value=text',
      '6 env-file unit=api path=/etc/api.env required=false',
      '7 declaration C unit=api role=supplied from=host',
      '8 command unit=api role=entrypoint argv=["/usr/bin/node","server.js"] shell=false',
    ]],
    ['supervisord.conf', '[supervisord]\nenvironment=ALL="1"\n[program:web]\ncommand=gunicorn app:app -b :%(ENV_PORT)s\ndirectory=/srv\nenvironment=A="x,y",\n  B=2\n', [
      '2 declaration ALL role=supplied value=number',
      '3 unit web type=process',
      '4 read PORT strength=required via=supervisord unit=web',
      '4 command unit=web role=command argv=["gunicorn","app:app","-b",":%(ENV_PORT)s"] shell=false directory=/srv',
      '6 declaration A role=supplied unit=web value=text',
      '6 declaration B role=supplied unit=web value=number',
    ]],
    ['ecosystem.config.js', "module.exports = {\n  apps: [{\n    name: 'api',\n    script: 'dist/main.js',\n    env: { PORT: 3000, KEY: process.env.KEY },\n    env_production: { PORT: 80 },\n  }],\n};\n", [
      '2 unit api type=process',
      '4 command unit=api role=run argv=["node","dist/main.js"] shell=true directory=',
      expect.stringMatching(/^5 read KEY /),
      '5 declaration PORT unit=api role=supplied value=number',
      '5 declaration KEY unit=api role=supplied from=expression',
      '6 unit api@production type=process',
      '6 declaration PORT unit=api@production role=supplied value=number',
    ]],
    ['turbo.json', '{\n"globalEnv": ["CI", "!X_SECRET"],\n"tasks": {"build": {"env": ["API_*"],\n"passThroughEnv": ["TOKEN"]}}}', [
      '1 env-filter tool=turbo strict=true',
      '2 pass-through tool=turbo pattern=CI',
      '2 pass-through tool=turbo pattern=!X_SECRET',
      '3 pass-through tool=turbo pattern=API_* task=build',
      '4 pass-through tool=turbo pattern=TOKEN task=build',
    ]],
    ['nx.json', '{"targetDefaults": {"build": {"inputs": ["default",\n{"env": "API_URL"}]}}}', [
      '1 env-filter tool=nx strict=false',
      '2 pass-through tool=nx pattern=API_URL task=build',
    ]],
    ['.env.schema', '# @defaultRequired=false\n# ---\n\n# key of the shop\n# @required @sensitive\nKEY=\nREGION=eu\n# @optional\nDSN=\nURL= # @required @type=url\n', [
      '6 declaration KEY role=validated required=true defaulted=false',
      '7 declaration REGION role=validated required=false defaulted=true',
      '9 declaration DSN role=validated required=false defaulted=false',
      '10 declaration URL role=validated required=true defaulted=false',
    ]],
    ['.env.vault', '# vault\nDOTENV_VAULT_CI="a/b+c="\n', ['2 declaration DOTENV_VAULT_CI role=supplied from=secret']],
    ['secretspec.toml', '[profiles.default]\nKEY = { description = "k" }\nREGION = { default = "eu" }\n[profiles.dev]\nKEY = { required = false }\n', [
      '2 declaration KEY role=validated required=true defaulted=false',
      '2 store-entry store=dashboard entry=KEY role=needed variable=KEY',
      '3 declaration REGION role=validated required=false defaulted=true',
      '5 declaration KEY role=validated required=false defaulted=false',
    ]],
  ])('%s', async (path, text, expected) => {
    expect((await read(path, text)).map(short)).toEqual(expected);
    // The same with the line ends of Windows.
    expect((await read(path, text.replaceAll('\n', '\r\n'))).map(short)).toEqual(expected);
  }); // prettier-ignore
});

const all = [
  { path: 'app.json', start: '{"env": {"A": ' },
  { path: 'render.yaml', start: 'services:\n  - name: a\n    envVars: [{ key: A, value: ' },
  { path: 'fly.toml', start: '[env]\nA = ' },
  { path: 'wrangler.toml', start: '[vars]\nA = ' },
  { path: 'wrangler.json', start: '{"vars": {"A": ' },
  { path: 'vercel.json', start: '{"env": {"A": ' },
  { path: 'netlify.toml', start: '[build.environment]\nA = ' },
  { path: 'railway.json', start: '{"deploy": {"startCommand": ' },
  { path: 'railway.toml', start: '[deploy]\nstartCommand = ' },
  { path: 'nixpacks.toml', start: '[variables]\nA = ' },
  { path: '.do/app.yaml', start: 'services:\n  - name: a\n    envs: [{ key: A, value: ' },
  { path: 'turbo.json', start: '{"tasks": {"build": {"env": [' },
  { path: 'nx.json', start: '{"targetDefaults": {"build": {"inputs": [{"env": "A"}, ' },
  { path: 'secretspec.toml', start: '[profiles.default]\nA = ' },
];

describe('bad input is a gap for that file only', () => {
  test.each(all.map(({ path, start }) => [path, start] as const))(
    '%s, truncated, nested and with NUL',
    async (path, start) => {
      const outcomes: unknown[] = [];
      for (const rest of ['', '{['.repeat(20_000), '"\0', `"s3cret-kAnArY`]) {
        const text = start + rest;
        const reading = Promise.resolve(formatOf(path, text)?.read({ path, text }));
        outcomes.push(
          await reading.catch((error: unknown) => (error instanceof Unreadable ? error.message : error)),
        );
      }
      expect(outcomes.filter((outcome) => outcome instanceof Error)).toEqual([]);
      expect(JSON.stringify(outcomes)).not.toContain('kAnArY');
    },
  );

  test.each([
    ...all,
    { path: 'a.service', start: '[Service]\nEnvironment=A=' },
    { path: 'supervisord.conf', start: '[program:a]\ncommand=' },
    { path: 'ecosystem.config.js', start: 'module.exports = { apps: [{ script: "a", env: { A: ' },
    { path: '.env.schema', start: 'A=' },
    { path: '.env.vault', start: 'A=' },
  ])('$path with an open merge conflict', async ({ path, start }) => {
    const text = `${start}\n<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n`;
    await expect(async () => formatOf(path, text)?.read({ path, text })).rejects.toMatchObject({
      reason: 'merge-conflict',
    });
  });

  test.each([
    ['a.service', `[Service]\nEnvironment=A=${'x'.repeat(200_000)}\n`],
    ['a.service', `[Service]\nEnvironment=${'"'.repeat(60_000)}\n`],
    ['supervisord.conf', `[program:a]\nenvironment=${'A="'.repeat(40_000)}\n`],
    ['supervisord.conf', `[program:a]\nenvironment=${'a'.repeat(200_000)}\n`],
    ['supervisord.conf', `[program:a] ${' '.repeat(200_000)}x\n`],
    ['supervisord.conf', `[program:a]\ncommand=${'%(ENV_'.repeat(40_000)}\n`],
    ['ecosystem.config.js', `module.exports = { apps: [{ script: "a", env: ${'{a:'.repeat(2000)}`],
    ['.env.schema', `${'# @required\n'.repeat(50_000)}A=\n`],
    ['a.service', 'x\0y\n[Service]\n\0=\n'],
  ])('%s of a huge kind is read or refused in time', async (path, text) => {
    const start = performance.now();
    const format = formatOf(path, text);
    const reading = (async () => format?.read({ path, text }))();
    const outcome = await reading.catch((error: unknown) => (error instanceof Unreadable ? {} : error));
    expect(outcome).not.toBeInstanceOf(Error);
    expect(performance.now() - start).toBeLessThan(endless);
  });
});
