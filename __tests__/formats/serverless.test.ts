import { Unreadable } from '../../src/formats/format.ts';
import { readServerless } from '../../src/formats/serverless/read.ts';
import type { Fact, FactKind, FactOf } from '../../src/system/facts.ts';

const read = (text: string): readonly Fact[] => readServerless({ path: 'serverless.yml', text }).facts;

function of<K extends FactKind>(kind: K, facts: readonly Fact[]): readonly FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
}

const service = `service: shop
custom:
  mode: live
  table: \${self:service}-orders
provider:
  name: aws
  runtime: nodejs20.x
  environment:
    MODE: \${self:custom.mode}
    TABLE: \${self:custom.table}
    STAGE: \${opt:stage, 'dev'}
functions:
  api:
    handler: src/api.handler
    environment:
      KEY: \${ssm:/shop/\${opt:stage}/key}
      MAYBE: \${ssm:/shop/maybe, ''}
      TOKEN: \${env:TOKEN}
      LEVEL: \${env:LEVEL, 'info'}
      QUEUE: !Ref Queue
      EMPTY:
  worker:
    handler: src/worker.handler
    environment: \${file(env.yml)}
`;

test('functions, what the provider gives all of them, and where values come from', () => {
  const facts = read(service);
  expect(of('unit', facts)).toEqual([
    { kind: 'unit', line: 13, name: 'api', type: 'function', code: 'src/api' },
    {
      kind: 'unit',
      line: 22,
      name: 'worker',
      type: 'function',
      code: 'src/worker',
      open: ['environment of another file'],
    },
  ]);
  expect(
    of('declaration', facts).map(
      ({ line, unit = '*', name, value, from = '' }) =>
        `${line} ${unit} ${name} ${value?.type ?? ''}<${from}`,
    ),
  ).toEqual([
    '9 * MODE text<',
    '10 * TABLE text<variable',
    '11 * STAGE <variable',
    '16 api KEY <secret',
    '17 api MAYBE <secret',
    '18 api TOKEN <host',
    '19 api LEVEL <host',
    '20 api QUEUE <expression',
  ]);
});

test('what must be there when it is deployed', () => {
  const facts = read(service);
  expect(of('store-entry', facts)).toEqual([
    {
      kind: 'store-entry',
      line: 16,
      role: 'needed',
      store: 'aws-ssm',
      entry: '/shop/${opt:stage}/key',
      variableName: true,
    },
    {
      kind: 'store-entry',
      line: 17,
      role: 'needed',
      store: 'aws-ssm',
      entry: '/shop/maybe',
      optional: true,
    },
  ]);
  expect(of('read', facts).map(({ name, strength }) => [name, strength])).toEqual([
    ['TOKEN', 'required'],
    ['LEVEL', 'defaulted'],
  ]);
  expect(of('runtime', facts)[0]).toMatchObject({ name: 'node', version: '20', line: 7 });
});

test.each([
  ['truncated', 'service: x\nfunctions:\n  api:\n    handler: a.b\n    envir'],
  ['conflict', '<<<<<<< a\nservice: x\n=======\nservice: y\n>>>>>>> b\n'],
  ['malformed', 'service: [x\nfunctions: }'],
  ['deep', `service: ${'['.repeat(2000)}`],
])('%s is a gap', (_, text) => {
  expect(() => read(text)).toThrow(Unreadable);
});

test.each([
  ['CRLF', 'service: x\r\nfunctions:\r\n  api:\r\n    handler: a.b\r\n'],
  ['marks that do not end', `service: x\ncustom:\n  a: "${'${'.repeat(20_000)}"\n`],
  ['self in a circle', 'provider:\n  environment:\n    A: ${self:provider.environment.A}\n'],
  ['NUL', 'service: "x\\0"\nfunctions:\n  api: { handler: a.b }\n'],
  ['huge line', `service: x\ncustom: "${'a'.repeat(500_000)}"\n`],
])('%s gives facts', (_, text) => {
  expect(Array.isArray(read(text))).toBe(true);
});
