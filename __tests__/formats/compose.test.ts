import { compose } from '../../src/formats/compose/format.ts';
import { factsOf, service } from '../support/compose-reading.ts';

describe('compose', () => {
  test.each([
    ['compose.yaml', true],
    ['compose.override.yml', true],
    ['deploy/docker-compose.prod.yml', true],
    ['docker-compose-dev.yaml', true],
    ['api.compose.yaml', true],
    ['prod.docker-compose.yml', true],
    ['compose.json', false],
    ['composer.yaml', false],
    ['docs/decompose.yaml', false],
    ['docker-compose.yml.j2', false],
  ])('matches %s: %s', (path, expected) => {
    expect(compose.matches(path)).toBe(expected);
  });

  test.each([
    ['build: ./api', { context: './api' }],
    ['build: {dockerfile: docker/Dockerfile}', { context: '.', dockerfile: 'docker/Dockerfile' }],
    ['build: {context: ., target: prod, args: {A: 1}}', { context: '.', target: 'prod', args: ['A'] }],
    ['build: https://github.com/acme/api.git#main', undefined],
    ['build: ${CONTEXT}', { context: '${CONTEXT}' }],
    ['build: ${CONTEXT:-./x}', { context: './x' }],
    ['build: {context: ., dockerfile_inline: "FROM scratch"}', undefined],
    ['image: api', undefined],
  ])('%s', (line, build) => {
    expect(factsOf(service(line), 'unit')[0]?.build).toEqual(build);
  });

  test('extends, profiles, and what an overlay clears', () => {
    const text = service('extends: {file: common.yml, service: base}', 'profiles: [debug]', 'ports: !reset []', 'environment:', '  A: !reset null', '  B: 1', 'command: !override run'); // prettier-ignore
    expect(factsOf(text, 'unit')[0]).toEqual({
      kind: 'unit',
      name: 'api',
      type: 'compose-service',
      profiles: ['debug'],
      extends: 'common.yml#base',
      replaces: ['ports', 'environment.A', 'command'],
      open: ['extends common.yml#base'],
      line: 2,
    });
    expect(factsOf(text, 'declaration').map(({ name }) => name)).toEqual(['B']);
    expect(factsOf(service('extends: base'), 'unit')[0]?.extends).toBe('base');
    expect(factsOf('services:\n  api: !reset null\n', 'unit')[0]?.replaces).toEqual(['']);
  });

  test('order: short and long, links, shared namespaces', () => {
    const text = service(
      'depends_on:',
      '  db: {condition: service_healthy}',
      '  migrate: {condition: service_completed_successfully, required: false}',
      '  cache: {}',
      'links: ["search:es"]',
      'network_mode: service:vpn',
    );
    expect(
      factsOf(text, 'edge').map(({ to, condition, required, line }) => [to, condition, required, line]),
    ).toEqual([
      ['db', 'healthy', true, 4],
      ['migrate', 'completed', false, 5],
      ['cache', 'started', true, 6],
      ['search', 'started', true, 7],
      ['vpn', 'started', true, 8],
    ]);
    expect(factsOf(service('depends_on: [db, cache]'), 'edge').map(({ to }) => to)).toEqual(['db', 'cache']);
  });

  test.each([
    [
      'test: curl -f http://localhost:80/h',
      { disabled: false, text: 'curl -f http://localhost:80/h', port: 80, httpPath: '/h' },
    ],
    ['test: [CMD, pg_isready, -U, app]', { disabled: false, text: 'pg_isready -U app' }],
    [
      'test: ["CMD-SHELL", "nc -z localhost 6379"]',
      { disabled: false, text: 'nc -z localhost 6379', port: 6379 },
    ],
    ['test: ["NONE"]', { disabled: true }],
    ['disable: true', { disabled: true }],
    ['interval: 10s', { disabled: false }],
  ])('healthcheck %s', (line, expected) => {
    expect(factsOf(service('healthcheck:', `  ${line}`), 'health-check')).toEqual([
      { kind: 'health-check', unit: 'api', probe: 'health', line: 3, ...expected },
    ]);
  });

  test.each([
    ['"8080:80"', [{ port: 80, published: 8080, protocol: 'tcp' }]],
    ['80', [{ port: 80, protocol: 'tcp' }]],
    ['127.0.0.1:53:53/udp', [{ port: 53, published: 53, protocol: 'udp' }]],
    ['"[::1]:8080:80"', [{ port: 80, published: 8080, protocol: 'tcp' }]],
    ['"${PORT}:80"', [{ port: 80, protocol: 'tcp' }]],
    ['"${PORT:-90}:80"', [{ port: 80, published: 90, protocol: 'tcp' }]],
    ['"8080:${PORT}"', []],
    ['"3000-3001:3000-3001"', [{ port: 3000, published: 3000, protocol: 'tcp' }, { port: 3001, published: 3001, protocol: 'tcp' }]], // prettier-ignore
    ['10000-20000/udp', [{ port: 10000, protocol: 'udp' }, { port: 20000, protocol: 'udp' }]], // prettier-ignore
    ['{target: 80, published: "8080", protocol: TCP}', [{ port: 80, published: 8080, protocol: 'tcp' }]],
    ['99999:1', [{ port: 1, protocol: 'tcp' }]],
  ])('port %s', (line, expected) => {
    expect(factsOf(service('ports:', `  - ${line}`), 'port')).toEqual(
      expected.map((port) => ({ kind: 'port', unit: 'api', role: 'publish', line: 4, ...port })),
    );
  });

  test.each([
    ['./data:/data:ro', { type: 'bind', source: './data', target: '/data', optional: true }],
    ['data:/data', { type: 'volume', source: 'data', target: '/data', optional: true }],
    ['/data', { type: 'volume', source: '', target: '/data', optional: true }],
    ['C:\\x:/x', { type: 'bind', source: 'C:\\x', target: '/x', optional: true }],
    ['${DIR:-./d}:/d', { type: 'bind', source: './d', target: '/d', optional: true }],
    ['${DIR}:/d', { type: 'volume', source: '${DIR}', target: '/d', optional: true }],
    ['${DIR:?x}/sub:/d', { type: 'volume', source: '${DIR}/sub', target: '/d', optional: true }],
    ['{type: bind, source: ./a, target: /a, bind: {create_host_path: false}}', { type: 'bind', source: './a', target: '/a', optional: false }], // prettier-ignore
    ['{type: volume, source: v, target: /a}', { type: 'volume', source: 'v', target: '/a', optional: true }],
    ['{type: tmpfs, target: /a}', { type: 'tmpfs', source: '', target: '/a', optional: true }],
  ])('volume %s', (line, expected) => {
    expect(factsOf(service('volumes:', `  - ${line}`), 'mount')).toEqual([
      { kind: 'mount', unit: 'api', line: 4, ...expected },
    ]);
  });

  test('configs and secrets: files are mounts, environment is read', () => {
    const text = `${service('secrets: [pw, token]', 'configs: [{source: app, target: /etc/app.conf}]')}secrets:
  pw: {file: ./pw.txt}
  token: {environment: API_TOKEN}
configs:
  app: {file: ./app.conf}
`;
    expect(
      factsOf(text, 'mount').map(({ type, source, target, optional }) => [type, source, target, optional]),
    ).toEqual([
      ['secret', './pw.txt', '/run/secrets/pw', false],
      ['config', './app.conf', '/etc/app.conf', false],
    ]);
    expect(factsOf(text, 'read')).toEqual([
      { kind: 'read', name: 'API_TOKEN', strength: 'required', phase: 'run', via: 'secrets', line: 7 },
    ]);
  });

  test('commands, and the tasks they call', () => {
    const text = service(
      'working_dir: /app',
      'entrypoint: ["./wait", "--"]',
      'command: npm run "start" -- ${MODE:-dev}',
    );
    expect(
      factsOf(text, 'command').map(({ role, argv, directory, shell }) => [role, argv, directory, shell]),
    ).toEqual([
      ['entrypoint', ['./wait', '--'], '/app', false],
      ['command', ['npm', 'run', 'start', '--', 'dev'], '/app', false],
    ]);
    expect(factsOf(text, 'invocation')).toEqual([
      { kind: 'invocation', runner: 'npm', name: 'start', directory: null, unit: 'api', line: 5 },
    ]);
  });

  test('every name a service can be reached by', () => {
    const text = service('container_name: shop-api', 'networks: {back: {aliases: [backend]}}', 'links: [db:database, cache]', 'extra_hosts: ["legacy:10.0.0.1", "host.docker.internal=host-gateway"]'); // prettier-ignore
    expect(factsOf(text, 'service').map(({ name, unit }) => [name, unit])).toEqual([
      ['api', 'api'],
      ['shop-api', 'api'],
      ['backend', 'api'],
      ['database', 'db'],
      ['legacy', undefined],
      ['host.docker.internal', undefined],
    ]);
  });

  test('image, include, and an empty service', () => {
    expect(factsOf(service('image: postgres:${PG:-16}'), 'image')[0]).toMatchObject({
      tag: '16',
      variable: false,
    });
    expect(factsOf(service('image: ${REG}/api:${TAG}'), 'image')[0]).toMatchObject({
      repository: '${REG}/api',
      variable: true,
    });
    expect(factsOf('include:\n  - a.yaml\n  - path: [b.yaml, c.yaml]\n', 'include').map(({ path }) => path)).toEqual(['a.yaml', 'b.yaml', 'c.yaml']); // prettier-ignore
    expect(factsOf('services:\n  api:\n', 'unit')).toHaveLength(1);
  });
});
