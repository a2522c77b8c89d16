import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { GitRepository } from '../support/git-repository.ts';

const cli = resolve(process.env['SYSTEM_DRIFT_DIST'] ?? 'dist', 'cli.js');

interface Parsed {
  readonly changes: readonly {
    readonly rule: string;
    readonly level: string;
    readonly pointer: string;
    readonly line: number | null;
    readonly operation: string | null;
    readonly direction: string | null;
    readonly title: string;
  }[];
  readonly summary: Readonly<Record<'breaking' | 'warn' | 'compatible', number>>;
  readonly gaps: readonly { readonly path: string; readonly reason: string }[];
}

const api = (schema: string, rest = ''): string => `openapi: 3.0.3
info: { title: Orders, version: 1.0.0 }
paths:
  /orders:
    post:
      requestBody:
        content:
          application/json:
            schema: ${schema}
      responses:
        '201': { description: Made }
${rest}`;

const order = '{ type: object, properties: { count: { type: integer, maximum: 9 } } }';
const narrower = order.replace('9', '5');

describe('system-drift contract', () => {
  const git = new GitRepository();
  const folder = mkdtempSync(join(tmpdir(), 'system-drift-contract-'));

  const write = (path: string, text: string): string => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    return path;
  };
  const run = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'contract', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };
  const compare = (...args: readonly string[]): Parsed => {
    const { stdout, stderr } = run(...args, '--format', 'json');
    expect(stderr).toBe('');
    return JSON.parse(stdout) as Parsed;
  };

  beforeAll(() => {
    write('old.yaml', api(order));
    write('new.yaml', api(narrower));
    const split = api("{ $ref: 'schemas/order.yaml' }");
    git.commit([
      {
        name: 'main',
        files: { 'api/openapi.yaml': split, 'api/schemas/order.yaml': order, 'README.md': 'x\n' },
      },
      { name: 'change', parent: 'main', files: { 'api/schemas/order.yaml': narrower } },
    ]);
  });

  afterAll(() => {
    git.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test('says what broke, where, and for whom', () => {
    expect(compare('old.yaml', 'new.yaml')).toEqual({
      changes: [
        expect.objectContaining({
          rule: 'contract-request-narrowed',
          level: 'breaking',
          pointer:
            '/paths/~1orders/post/requestBody/content/application~1json/schema/properties/count/maximum',
          line: 9,
          operation: 'POST /orders',
          direction: 'request',
          title: 'POST /orders request.count changed maximum from 9 to 5',
          example: 9,
        }),
      ],
      summary: { breaking: 1, warn: 0, compatible: 0 },
      gaps: [],
    });
  });

  test('the exit code is that of the gate', () => {
    write('renamed.yaml', api(order).replace('    post:', '    post:\n      operationId: makeOrder'));
    const gate = (old: string, next: string, failOn?: string) =>
      run(old, next, ...(failOn === undefined ? [] : ['--fail-on', failOn])).status;
    expect(gate('old.yaml', 'new.yaml')).toBe(1);
    expect(gate('old.yaml', 'new.yaml', 'never')).toBe(0);
    expect(gate('new.yaml', 'old.yaml', 'warn')).toBe(0);
    expect(gate('renamed.yaml', 'old.yaml')).toBe(0);
    expect(gate('renamed.yaml', 'old.yaml', 'warn')).toBe(1);
  });

  test('files of commits are compared with those that they refer to', () => {
    const inCommits = ['main:api/openapi.yaml', 'change:api/openapi.yaml', '--repo', git.path];
    const { changes, gaps } = compare(...inCommits);
    expect(changes).toMatchObject([{ level: 'breaking', pointer: '/properties/count/maximum', line: 1 }]);
    expect(gaps).toEqual([]);
    expect(compare('main:api/openapi.yaml', 'old.yaml', '--repo', git.path).changes).toEqual([]);
  });

  test('what says the same is no change: reordered, in JSON, split, extracted', () => {
    const properties = { count: { maximum: 9, type: 'integer' } };
    const schema = { properties, type: 'object' };
    const made = (used: object, rest: object = {}): string =>
      JSON.stringify({
        paths: {
          '/orders': {
            post: {
              responses: { 201: { description: 'Made' } },
              requestBody: { content: { 'application/json': { schema: used } } },
            },
          },
        },
        openapi: '3.0.3',
        info: { version: '2', title: 'Orders' },
        ...rest,
      });
    write('reordered.json', made(schema));
    write(
      'extracted.json',
      made({ $ref: '#/components/schemas/O' }, { components: { schemas: { O: schema } } }),
    );
    write('split.json', made({ $ref: './parts/order.json#/O' }));
    write('parts/order.json', JSON.stringify({ O: schema }));
    write('no-ending', api(order));
    for (const other of ['reordered.json', 'extracted.json', 'split.json', 'no-ending', 'old.yaml']) {
      for (const pair of [
        ['old.yaml', other],
        [other, 'old.yaml'],
      ]) {
        expect([pair, compare(...pair)]).toEqual([
          pair,
          { changes: [], summary: { breaking: 0, warn: 0, compatible: 0 }, gaps: [] },
        ]);
      }
    }
  });

  test('no reference leads out of the folder', () => {
    write('secret.yaml', order);
    write('inside/up.yaml', api("{ $ref: '../secret.yaml' }"));
    symlinkSync(join(folder, 'secret.yaml'), join(folder, 'inside', 'link.yaml'));
    write('inside/linked.yaml', api("{ $ref: 'link.yaml' }"));
    write('inside/flat.yaml', api(order));
    const reasons = (path: string): readonly string[] =>
      compare(path, 'inside/flat.yaml').gaps.map(({ reason }) => reason);
    expect(reasons('inside/up.yaml')).toContain('reference-refused');
    expect(new Set(reasons('inside/linked.yaml'))).toEqual(new Set(['reference-dangling']));
  });

  test('each face names the change; a file takes it too', () => {
    for (const format of ['terminal', 'markdown', 'json']) {
      const { stdout } = run('old.yaml', 'new.yaml', '--format', format, '--output', `out.${format}`);
      expect(stdout).toBe('');
      const text = readFileSync(join(folder, `out.${format}`), 'utf8');
      expect(text).toMatch(/changed `?maximum`? from `?9`? to `?5/);
      expect(text).not.toContain('\u001b');
    }
    expect(run('old.yaml', 'old.yaml').stdout).toContain('No change');
  });

  test.each([
    [[], /takes two contract files/],
    [['old.yaml', 'nowhere.yaml'], /nowhere\.yaml cannot be read/],
    [['nobranch:openapi.yaml', 'old.yaml', '--repo', '@'], /nobranch is not a commit/],
    [['main:gone.yaml', 'old.yaml', '--repo', '@'], /gone\.yaml is not a file at main/],
    [['main:README.md', 'old.yaml', '--repo', '@'], /no contract that is known/],
    [['old.yaml', 'new.yaml', '--format', 'sarif'], /--format cannot be sarif/],
    [['old.yaml', 'new.yaml', '--fail-on', 'high'], /--fail-on cannot be high/],
    [['old.yaml', 'broken.json'], /broken\.json: Invalid JSON/],
    [['old.yaml', 'schema.json'], /contracts of two kinds/],
  ])('%j is wrong use: exit code 2, one clear message, no stack', (args, message) => {
    write('broken.json', '{ "openapi": "3.0.3", "paths": {');
    write('schema.json', '{ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object" }');
    const { status, stderr, stdout } = run(...args.map((arg) => (arg === '@' ? git.path : arg)));
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
  });

  test('how much of a .proto file is promised', () => {
    const proto = (type: string): string => `syntax = "proto3";\nmessage A {\n  ${type} n = 1;\n}\n`;
    const files = [write('old.proto', proto('int32')), write('new.proto', proto('int64'))] as const;
    expect(compare(...files).summary).toMatchObject({ breaking: 1, warn: 0 });
    expect(compare(...files, '--protobuf', 'WIRE').summary).toMatchObject({ breaking: 0, warn: 0 });
    expect(compare(...files, '--protobuf', 'FILE').summary).toMatchObject({ breaking: 1, warn: 0 });
    expect(run(...files, '--protobuf', 'LOOSE')).toMatchObject({ status: 2 });
  });
});
