import { composePairs, composeSets } from '../../src/system/compose-project.ts';
import type { ComposeService } from '../../src/system/compose-service.ts';
import { changeOf, systemOf } from '../support/system-of.ts';

const main = `services:
  api:
    build: ./api
    environment: {A: "1", B: "2"}
    env_file: .env
    ports: ["80:80"]
    command: serve
    depends_on:
      db: {condition: service_healthy}
    volumes: ["./conf:/conf", "data:/data"]
  db:
    image: postgres:16
    healthcheck: {test: pg_isready}
`;

async function sets(
  files: Readonly<Record<string, string>>,
): Promise<readonly (readonly [string, readonly string[]])[]> {
  return composeSets(await systemOf(files)).map(({ key, paths }) => [key, paths]);
}

async function service(
  name: string,
  files: Readonly<Record<string, string>>,
  at = 0,
): Promise<ComposeService> {
  const found = composeSets(await systemOf(files))[at]?.services.get(name);
  if (!found) throw new Error(`no service ${name}`);
  return found;
}

describe('what commands start', () => {
  const service = 'services:\n  api: {build: ., environment: {A: "1"}}\n';
  const overlay = 'services:\n  api: {environment: {B: "1"}}\n';
  const files = { 'compose.yaml': service, 'compose.full.yaml': overlay, 'compose.dev.yaml': overlay };

  test.each([
    [
      'a script',
      {
        'up.sh': '#!/bin/sh\ndocker compose -f compose.yaml -f compose.full.yaml -f compose.dev.yaml up -d\n',
      },
    ],
    [
      'a makefile',
      {
        Makefile:
          'FILES = -f compose.yaml -f compose.full.yaml\nup:\n\tdocker compose $(FILES) -f compose.dev.yaml up\n',
      },
    ],
    [
      'package scripts',
      {
        'package.json':
          '{"scripts": {"up": "docker-compose -f compose.yaml -f ./compose.full.yaml -f compose.dev.yaml up"}}',
      },
    ],
    ['an env file', { '.env': 'COMPOSE_FILE=compose.yaml:compose.full.yaml:compose.dev.yaml\n' }],
  ])('%s', async (_, said) => {
    expect(await sets({ ...files, ...said })).toEqual([
      ['', ['compose.yaml']],
      ['/compose.dev.yaml', ['compose.yaml', 'compose.full.yaml', 'compose.dev.yaml']],
      ['/compose.full.yaml', ['compose.yaml', 'compose.full.yaml']],
    ]);
  });

  test.each([
    ['stops', 'docker compose -f compose.full.yaml -f compose.dev.yaml down'],
    ['names files by variables', 'docker compose -f compose.yaml -f $EXTRA -f compose.dev.yaml up'],
    ['names a file that is not there', 'docker compose -f compose.yaml -f gone.yaml -f compose.dev.yaml up'],
    ['has its own -f', 'docker compose up -f compose.dev.yaml'],
  ])('nothing from a command that %s', async (_, command) => {
    expect(await sets({ ...files, 'up.sh': `#!/bin/sh\n${command}\n` })).toContainEqual([
      '/compose.dev.yaml',
      ['compose.yaml', 'compose.dev.yaml'],
    ]);
  });

  test('a file that is started alone stands alone', async () => {
    const found = await sets({ ...files, 'up.sh': '#!/bin/sh\ndocker compose -f compose.dev.yaml up\n' });
    expect(found).toContainEqual(['/compose.dev.yaml', ['compose.dev.yaml']]);
  });
});

describe('composeSets', () => {
  test('the default file with its override, and with each file that adds to it', async () => {
    const overlay = 'services:\n  api: {restart: always}\n';
    expect(
      await sets({
        'compose.yaml': main,
        'compose.override.yaml': overlay,
        'compose.prod.yaml': overlay,
        'ops/compose.ci.yaml': overlay,
      }),
    ).toEqual([
      ['', ['compose.yaml', 'compose.override.yaml']],
      ['/compose.prod.yaml', ['compose.yaml', 'compose.prod.yaml']],
      ['ops/compose.ci.yaml', ['compose.yaml', 'ops/compose.ci.yaml']],
    ]);
  });

  test('an overlay that says which image to run still is one; a second full description is not', async () => {
    const images =
      'services:\n  api: {image: "acme/api:1", environment: {A: "3"}}\n  db: {image: "postgres:16"}\n';
    const other = 'services:\n  mail: {image: mailhog}\n';
    expect(
      await sets({
        'compose.yaml': main,
        'compose.images.yaml': images,
        'compose.mail.yaml': other,
        'compose.full.yaml': main,
      }),
    ).toEqual([
      ['', ['compose.yaml']],
      ['/compose.full.yaml', ['compose.full.yaml']],
      ['/compose.images.yaml', ['compose.yaml', 'compose.images.yaml']],
      ['/compose.mail.yaml', ['compose.mail.yaml']],
    ]);
  });

  test('a file that waits for a service it does not have is an overlay', async () => {
    const tests = 'services:\n  e2e: {image: "acme/e2e:1", depends_on: [api]}\n';
    expect(await sets({ 'compose.yaml': main, 'compose.tests.yaml': tests })).toEqual([
      ['', ['compose.yaml']],
      ['/compose.tests.yaml', ['compose.yaml', 'compose.tests.yaml']],
    ]);
  });

  test('without a default file, an overlay goes over the sibling that has its services', async () => {
    const overlay = 'services:\n  api: {restart: always}\n';
    expect(await sets({ 'compose.base.yaml': main, 'compose.dev.yaml': overlay })).toEqual([
      ['/compose.base.yaml', ['compose.base.yaml']],
      ['/compose.dev.yaml', ['compose.base.yaml', 'compose.dev.yaml']],
    ]);
  });

  test('included files belong to the file that takes them in', async () => {
    const files = {
      'compose.yaml': 'include: [infra/compose.yaml]\nservices:\n  api: {build: .}\n',
      'infra/compose.yaml': 'include: [../compose.yaml]\nservices:\n  db: {image: "postgres:16"}\n',
    };
    expect((await service('db', files)).image?.file).toBe('infra/compose.yaml');
  });
});

describe('mergeService', () => {
  test('mappings by key, lists appended, single values replaced', async () => {
    const overlay = `services:
  api:
    environment: [B=3, C=4]
    env_file: extra.env
    ports: ["443:443"]
    command: [serve, --tls]
    depends_on: [db, cache]
    volumes: ["other:/data"]
`;
    const api = await service('api', { 'compose.yaml': main, 'compose.override.yaml': overlay });
    expect([...api.environment].map(([name, { file }]) => [name, file])).toEqual([
      ['A', 'compose.yaml'],
      ['B', 'compose.override.yaml'],
      ['C', 'compose.override.yaml'],
    ]);
    expect(api.envFiles.map(({ path }) => path)).toEqual(['.env', 'extra.env']);
    expect(api.ports.map(({ port }) => port)).toEqual([80, 443]);
    expect(api.command?.argv).toEqual(['serve', '--tls']);
    expect([...api.edges.values()].map(({ to, condition }) => [to, condition])).toEqual([
      ['db', 'started'],
      ['cache', 'started'],
    ]);
    expect([...api.mounts.values()].map(({ source }) => source)).toEqual(['./conf', 'other']);
    expect(api.unit).toMatchObject({ file: 'compose.yaml', line: 2 });
    expect(api.statements).toHaveLength(2);
  });

  test('!reset and !override take away first', async () => {
    const overlay = `services:
  api:
    environment: {A: !reset null}
    ports: !override ["8080:80"]
    depends_on: !reset []
    volumes: !reset []
    command: !reset null
  db: !reset null
`;
    const files = { 'compose.yaml': main, 'compose.override.yaml': overlay };
    const api = await service('api', files);
    expect([...api.environment.keys()]).toEqual(['B']);
    expect(api.ports.map(({ published }) => published)).toEqual([8080]);
    expect([api.edges.size, api.mounts.size, api.command]).toEqual([0, 0, undefined]);
    await expect(service('db', files)).rejects.toThrow('no service db');
  });

  test('a health check: replaced, refined, switched off', async () => {
    const over = async (lines: string): Promise<unknown> => {
      const files = {
        'compose.yaml': main,
        'compose.override.yaml': `services:\n  db:\n    healthcheck: ${lines}\n`,
      };
      return (await service('db', files)).healthCheck;
    };
    expect(await over('{interval: 5s}')).toMatchObject({ text: 'pg_isready', file: 'compose.yaml' });
    expect(await over('{test: "true"}')).toMatchObject({ text: 'true', file: 'compose.override.yaml' });
    expect(await over('{disable: true}')).toMatchObject({ disabled: true });
    expect(await over('!reset null')).toBeUndefined();
  });

  test('extends, in the same file and in another, and never in a circle', async () => {
    const files = {
      'compose.yaml': `services:
  base: {image: "acme/base:1", environment: {A: "1"}}
  api: {extends: base, environment: {B: "2"}}
  worker: {extends: {file: ops/common.yml, service: job}}
  a: {extends: b}
  b: {extends: a}
  lost: {extends: {file: ../../outside.yml, service: x}}
`,
      'ops/common.yml': '',
      'ops/compose.common.yml': 'services:\n  job: {image: "acme/job:1", depends_on: [db]}\n',
    };
    const text = files['compose.yaml'].replace('ops/common.yml', 'ops/compose.common.yml');
    const given = { ...files, 'compose.yaml': text };
    const api = await service('api', given);
    expect([...api.environment.keys()]).toEqual(['A', 'B']);
    expect(api.names.map(({ name }) => name)).toEqual(['api']);
    expect((await service('worker', given)).edges.has('db')).toBe(true);
    expect((await service('a', given)).statements).toHaveLength(2);
    expect((await service('lost', given)).statements).toHaveLength(1);
    expect([(await service('lost', given)).partial, api.partial]).toEqual([true, false]);
  });
});

describe('composePairs', () => {
  const pairs = async (...args: Parameters<typeof changeOf>): Promise<readonly (readonly string[])[]> =>
    composePairs(await changeOf(...args)).map(({ base, head }) => [base.paths.join(), head.paths.join()]);

  test('follows a new name, a move, and a project that was split', async () => {
    expect(await pairs({ 'docker-compose.yml': main }, { 'compose.yaml': main })).toEqual([
      ['docker-compose.yml', 'compose.yaml'],
    ]);
    expect(
      await pairs({ 'compose.yaml': main }, { 'deploy/compose.yaml': main }, [
        { status: 'renamed', from: 'compose.yaml', path: 'deploy/compose.yaml' },
      ]),
    ).toEqual([['compose.yaml', 'deploy/compose.yaml']]);
    expect(
      await pairs(
        { 'compose.yaml': main },
        { 'compose.yaml': main, 'compose.override.yaml': 'services:\n  api: {}\n' },
      ),
    ).toEqual([['compose.yaml', 'compose.yaml,compose.override.yaml']]);
    expect(await pairs({ 'compose.yaml': main }, {})).toEqual([]);
  });
});
