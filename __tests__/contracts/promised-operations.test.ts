import { groupClients, isSource } from '../../src/contracts/clients/group-clients.ts';
import { lostRoutes } from '../../src/contracts/routes/lost-routes.ts';
import { promisedOperations, servesBy } from '../../src/contracts/routes/promised-operation.ts';
import { partsOf } from '../../src/contracts/routes/route.ts';
import { routesIn } from '../../src/contracts/routes/routes-in.ts';
import { readContract } from '../../src/formats/openapi/read.ts';

const description = `openapi: 3.0.3
servers: [{ url: https://api.example.org/shop/v2 }]
paths:
  /orders/{id}/lines/{line}:
    delete: { operationId: removeLine, responses: {} }
  /files/{name}.{ending}:
    get: { responses: {} }
  /{tenant}:
    get: { responses: {} }
`;

const [operation] = promisedOperations({
  path: 'api.yaml',
  contract: readContract({ path: 'api.yaml', text: description }),
});

describe('operations and the routes that serve them', () => {
  test('only paths of plain parts with something fixed are held against routes', () => {
    const all = promisedOperations({
      path: 'api.yaml',
      contract: readContract({ path: 'api.yaml', text: description }),
    });
    expect(all.map(({ name, line, operationId }) => [name, line, operationId])).toEqual([
      ['DELETE /orders/{id}/lines/{line}', 5, 'removeLine'],
    ]);
  });

  test.each([
    ['delete', '/orders/:id/lines/:line', 'whole'],
    ['delete', '/shop/v2/orders/{id}/lines/{line}', 'whole'],
    ['delete', '/api/v1/orders/<id>/lines/<line>', 'whole'],
    ['delete', '/elsewhere/orders/<id>/lines/<line>', 'beyond'],
    [null, '/orders/:id/lines/:line/', 'whole'],
    ['delete', '/lines/:line', 'end'],
    ['delete', '/:line', 'end'],
    ['get', '/orders/:id/lines/:line', null],
    ['delete', '/orders/:id/lines/first', null],
    ['delete', '/orders/:id', null],
    ['delete', '/lines/:line/orders', null],
  ] as const)('%s %s: %s', (method, path, expected) => {
    const parts = partsOf([path]);
    expect(operation && parts && servesBy({ method, parts }, operation)).toBe(expected);
  });
});

describe('routes that are lost', () => {
  const side = (files: Readonly<Record<string, string>>, name: string) => {
    const text = files[name] ?? '';
    return { text, routes: routesIn(name, text).map((route) => ({ ...route, path: name })) };
  };
  const lost = (base: Readonly<Record<string, string>>, head: Readonly<Record<string, string>>) => {
    const names = [...new Set([...Object.keys(base), ...Object.keys(head)])];
    const found = lostRoutes(names.map((name) => ({ base: side(base, name), head: side(head, name) })));
    return found.map(({ method, parts, line }) => `${method ?? '*'} /${parts.join('/')} ${line}`);
  };
  const app = (...lines: readonly string[]): string =>
    `import express from 'express';\n${lines.join('\n')}\n`;
  const show = "app.get('/users/:id', show);";
  const remove = "app.delete('/users/:id', remove);";

  test.each<
    readonly [string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, readonly string[]]
  >([
    ['one of two methods', { 'a.ts': app(show, remove) }, { 'a.ts': app(show) }, ['delete /users/{} 3']],
    ['the whole file', { 'a.ts': app(show) }, {}, ['get /users/{} 2']],
    ['another file has it', { 'a.ts': app(show) }, { 'b.ts': app(show) }, []],
    [
      'another name of its parameter',
      { 'a.ts': app(show) },
      { 'a.ts': app(show.replace(':id', ':user')) },
      [],
    ],
    ['a router that is mounted', { 'a.ts': app(show) }, { 'b.ts': app("router.get('/:id', show);") }, []],
    [
      'a form that nobody reads',
      { 'a.ts': app(show) },
      { 'a.ts': app("add('get', '/users/:id', show);") },
      [],
    ],
    [
      'another path',
      { 'a.ts': app(show) },
      { 'a.ts': app(show.replace('users', 'people')) },
      ['get /users/{} 2'],
    ],
    ['nothing', {}, {}, []],
  ])('%s', (_name, base, head, expected) => {
    expect(lost(base, head)).toEqual(expected);
  });
});

describe('files that were generated together', () => {
  const file = (path: string, tool: string, source?: string) => ({
    path,
    dialect: source === undefined ? ('openapi' as const) : ('protobuf' as const),
    tool,
    ...(source === undefined ? {} : { source }),
  });

  test.each([
    [
      'a generator that spreads',
      [file('sdk/index.ts', 'orval'), file('sdk/models/a.ts', 'orval'), file('web/api.ts', 'orval')],
      ['sdk/index.ts sdk/models/a.ts', 'web/api.ts'],
    ],
    [
      'packages below each other',
      [file('api/api.gen.go', 'oapi-codegen'), file('api/v3/api.gen.go', 'oapi-codegen')],
      ['api/api.gen.go', 'api/v3/api.gen.go'],
    ],
    [
      'files beside each other',
      [file('src/v1.d.ts', 'openapi-typescript'), file('src/v2.d.ts', 'openapi-typescript')],
      ['src/v1.d.ts', 'src/v2.d.ts'],
    ],
    [
      'sources and languages',
      [
        file('gen/a.pb.go', 'protoc-gen-go', 'a.proto'),
        file('gen/a_grpc.pb.go', 'protoc-gen-go-grpc', 'a.proto'),
        file('gen/a_pb.ts', 'protoc-gen-es', 'a.proto'),
        file('gen/b.pb.go', 'protoc-gen-go', 'b.proto'),
      ],
      ['gen/a.pb.go gen/a_grpc.pb.go', 'gen/a_pb.ts', 'gen/b.pb.go'],
    ],
  ])('%s', (_name, files, expected) => {
    const found = groupClients(files).map((client) => client.files.map(({ path }) => path).join(' '));
    expect(found.toSorted()).toEqual(expected);
  });

  test('of several sources with such an end the nearest one is it', () => {
    const generated = file('services/shop/gen/demo.pb.go', 'protoc-gen-go', 'demo.proto');
    const tree = ['pb/demo.proto', 'services/shop/proto/demo.proto'];
    expect(tree.map((path) => isSource(generated, path, tree))).toEqual([false, true]);
    expect(isSource(generated, 'pb/demo.proto', ['pb/demo.proto'])).toBe(true);
    expect(isSource(generated, 'pb/other_demo.proto', ['pb/other_demo.proto'])).toBe(false);
  });
});
