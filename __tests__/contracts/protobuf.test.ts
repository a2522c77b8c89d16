import { compareProtobuf } from '../../src/contracts/protobuf/compare-protobuf.ts';
import type { ProtoFile } from '../../src/contracts/protobuf/model.ts';
import { protobufCategories, usualPolicy } from '../../src/contracts/protobuf/policy.ts';
import type { ProtobufCategory } from '../../src/contracts/protobuf/policy.ts';
import type { ContractDocument } from '../../src/formats/format.ts';
import { protobuf } from '../../src/formats/protobuf/format.ts';
import { plain } from '../../src/report/text.ts';

type Files = Readonly<Record<string, string>>;

async function contractsOf(files: Files): Promise<ReadonlyMap<string, ContractDocument>> {
  const read = Object.entries(files).map(async ([path, text]) => {
    const { contract } = await protobuf.read({ path, text });
    if (!contract) throw new Error('not read');
    return [path, contract] as const;
  });
  return new Map(await Promise.all(read));
}

/** Changes of `a.proto`, other files beside it. */
async function said(
  old: string | Files,
  next: string | Files,
  category?: ProtobufCategory,
  except: readonly string[] = [],
): Promise<readonly string[]> {
  const side = async (files: string | Files) => {
    const all = await contractsOf(typeof files === 'string' ? { 'a.proto': files } : files);
    const contract = all.get('a.proto');
    if (!contract) throw new Error('no a.proto');
    return { path: 'a.proto', contract, all: () => all };
  };
  const protobuf = {
    ...usualPolicy,
    category: category ?? 'WIRE_JSON',
    isChosen: true,
    except: new Set(except),
  };
  const options = category === undefined ? {} : { protobuf };
  const { changes } = compareProtobuf(await side(old), await side(next), options);
  return changes.map(({ level, kind, title }) => `${level} ${kind}: ${plain(title)}`);
}

const proto3 = (body: string, name = 'shop.v1'): string => `syntax = "proto3";\npackage ${name};\n${body}\n`;
const message = (body: string): string => proto3(`message Order {\n${body}\n}`);

test.each<[string, string | Files, string | Files, readonly string[]]>([
  [
    'comments, options and order',
    message('string id = 1; int32 n = 2;'),
    message('// c\nint32 n = 2 [deprecated = true];\nstring id = 1; /* x */ string note = 3;'),
    [],
  ],
  [
    'a field that is gone and reserved',
    message('string id = 1; string x = 2;'),
    message('reserved 2; reserved "x"; string id = 1;'),
    [],
  ],
  [
    'a field that is gone',
    message('string id = 1; string x = 2;'),
    message('string id = 1;'),
    ['warn field-removed-without-reserve: Order.x was removed, and its number 2 is not reserved'],
  ],
  [
    'another type',
    message('string id = 1;'),
    message('int64 id = 1;'),
    ['breaking field-type-changed: Order.id was string and is int64'],
  ],
  [
    'a number with another meaning',
    message('string email = 1;'),
    message('int32 age = 1;'),
    ['breaking number-reused: Number 1 of Order was email (string) and is age (int32)'],
  ],
  [
    'a number of another size',
    message('int32 n = 1;'),
    message('int64 n = 1;'),
    ['warn field-json-type-changed: Order.n was int32 and is int64'],
  ],
  ['a number without a sign', message('int32 n = 1;'), message('uint32 n = 1;'), []],
  [
    'one that became many',
    message('string id = 1;'),
    message('repeated string id = 1;'),
    ['breaking field-cardinality-changed: Order.id was string and is repeated string'],
  ],
  [
    'a map that became a list',
    message('map<string, int32> n = 1;'),
    message('repeated int32 n = 1;'),
    ['breaking field-type-changed: Order.n was map<string, int32> and is repeated int32'],
  ],
  ['presence', message('string id = 1;'), message('optional string id = 1;'), []],
  [
    'another name',
    message('string user_id = 1;'),
    message('string customer_id = 1;'),
    ['warn field-json-name-changed: Order.user_id is called customerId in JSON, no longer userId'],
  ],
  [
    'another name with the old one in JSON',
    message('string user_id = 1;'),
    message('string customer_id = 1 [json_name = "userId"];'),
    [],
  ],
  [
    'a member of a oneof',
    message('string a = 1; string b = 2;'),
    message('oneof which { string a = 1; string b = 2; }'),
    [
      'warn field-oneof-changed: Order.a is now a member of the oneof which',
      'warn field-oneof-changed: Order.b is now a member of the oneof which',
    ],
  ],
  [
    'a reserved number',
    message('reserved 5 to 9; string a = 1;'),
    message('string a = 1; string b = 7;'),
    ['breaking reserved-number-used: Order.b uses the number 7, which was reserved'],
  ],
  [
    'numbers that are free again',
    message('reserved 5, 7 to 9; reserved "x"; string a = 1;'),
    message('reserved 7; string a = 1;'),
    ['warn reserved-removed: Order no longer reserves 5, 8 to 9'],
  ],
  [
    'values of an enum',
    proto3('enum S { S_ZERO = 0; S_OPEN = 1; S_PAID = 2; S_OLD = 3; }'),
    proto3('enum S { reserved 3; S_ZERO = 0; S_NEW = 1; }'),
    [
      'warn enum-value-renamed: S.S_OPEN is now called S_NEW',
      'warn enum-value-removed-without-reserve: S.S_PAID was removed, and its number 2 is not reserved',
    ],
  ],
  [
    'methods',
    proto3(
      'message A {} message B {} service S { rpc Get(A) returns (B); rpc Put(A) returns (B); rpc Watch(A) returns (B) { option deprecated = true; } }',
    ),
    proto3(
      'message A {} message B {} service S { rpc Get(B) returns (B); rpc Watch(A) returns (stream B); }',
    ),
    [
      'breaking method-request-changed: The request of shop.v1.S/Get was shop.v1.A and is shop.v1.B',
      'breaking method-removed: shop.v1.S/Put was removed',
      'breaking method-streaming-changed: shop.v1.S/Watch streams otherwise than before',
    ],
  ],
  [
    'a service that is gone',
    proto3('message A {} service S { rpc Get(A) returns (A); }'),
    proto3('message A {}'),
    ['breaking service-removed: The service shop.v1.S was removed'],
  ],
  [
    'another package',
    proto3('message A { A next = 1; } service S { rpc Get(A) returns (A); }'),
    proto3('message A { A next = 1; } service S { rpc Get(A) returns (A); }', 'shop.v2'),
    [
      'breaking package-changed: The package shop.v1 is now shop.v2, and with it the path of each of its methods',
    ],
  ],
  [
    'a message in another file',
    { 'a.proto': proto3('message A { B b = 1; } message B { string id = 1; }') },
    {
      'a.proto': proto3('import "b.proto"; message A { shop.v1.B b = 1; }'),
      'b.proto': proto3('message B { string id = 1; }'),
    },
    [],
  ],
  [
    'a message that changed on its way to another file',
    { 'a.proto': proto3('message B { string id = 1; }') },
    { 'a.proto': proto3('message A {}'), 'b.proto': proto3('message B { int32 id = 1; }') },
    ['breaking field-type-changed: B.id was string and is int32'],
  ],
  [
    'a message with another name',
    proto3('message A { B b = 1; } message B { string id = 1; }'),
    proto3('message A { C b = 1; } message C { string id = 1; }'),
    [],
  ],
  [
    'types of a file that is not known',
    message('google.protobuf.Timestamp at = 1;'),
    message('.google.protobuf.Timestamp at = 1;'),
    [],
  ],
  [
    'proto2: required, groups, defaults',
    'message M { required string a = 1; optional group G = 2 { optional int32 x = 1; } optional int32 n = 3 [default = 5]; }',
    'message M { optional string a = 1; optional group G = 2 { optional string x = 1; } optional int32 n = 3 [default = 6]; required int32 q = 4; }',
    [
      'breaking field-required-changed: M.a is no longer required',
      'warn field-default-changed: The default of M.n changed',
      'breaking required-field-added: M.q is new and required',
      'breaking field-type-changed: G.x was int32 and is string',
    ],
  ],
  [
    'an edition with the same meaning',
    'syntax = "proto3"; message M { string a = 1; repeated int32 n = 2; }',
    'edition = "2023"; option features.field_presence = IMPLICIT; message M { string a = 1; repeated int32 n = 2; }',
    [],
  ],
])('%s', async (_, old, next, expected) => {
  expect([...(await said(old, next))].sort()).toEqual([...expected].sort());
});

test('the corners of the language are read', async () => {
  const text = `// Licence
edition = "2023";
package a.b;
import public "x.proto";
import option "y.proto";
option (my.file).nested = { a: 1, b: [ "x", { c: "}" } ], d < e: 2 > };
option java_package = 'org.' "example";
message Outer {
  option (my.message) = "x";
  message Inner { enum Kind { option allow_alias = true; A = 0; B = 0x1; C = 01; D = -5 [(v) = 1]; } Kind kind = 1; }
  reserved 4, 10 to 19, 1000 to max; reserved "old", "older";
  reserved word, another;
  extensions 100 to 199 [declaration = { number: 100, full_name: ".x" }];
  map<string, .a.b.Outer.Inner> inners = 2 [(o).x = "]", (o).y = { z: "]" }];
  oneof message { option (x) = 1; string optional = 3; bytes reserved_name = 5; }
  repeated Inner message1 = 6;
  string option = 7;
  stream.Thing stream = 8;
}
extend Outer { string more = 100; }
service S { option (s) = {}; rpc M(stream Outer.Inner) returns (.a.b.Outer) { option (google.api.http) = { get: "/v1/{name=x/*}" }; } ; rpc stream(stream) returns (stream stream); }
`;
  const { contract } = await protobuf.read({ path: 'a.proto', text });
  expect(contract?.document).toMatchObject({
    syntax: '2023',
    package: 'a.b',
    messages: {
      'a.b.Outer': {
        line: 8,
        fields: {
          2: { name: 'inners', label: 'map', key: 'string', type: 'a.b.Outer.Inner' },
          3: { name: 'optional', type: 'string', oneof: 'message' },
          5: { name: 'reserved_name', json: 'reservedName' },
          6: { name: 'message1', label: 'repeated', type: 'Inner' },
          7: { name: 'option', type: 'string', line: 17 },
          8: { name: 'stream', type: 'stream.Thing' },
        },
        reserved: {
          ranges: [
            [4, 4],
            [10, 19],
            [1000, 536870911],
          ],
          names: ['old', 'older', 'word', 'another'],
        },
      },
      'a.b.Outer.Inner': { fields: { 1: { type: 'Kind', label: 'optional' } } },
    },
    enums: {
      'a.b.Outer.Inner.Kind': {
        values: { 0: { names: ['A'] }, 1: { names: ['B', 'C'] }, '-5': { names: ['D'] } },
      },
    },
    services: {
      'a.b.S': {
        methods: {
          M: { request: 'Outer.Inner', response: 'a.b.Outer', clientStreaming: true, serverStreaming: false },
          stream: { request: 'stream', response: 'stream', clientStreaming: false, serverStreaming: true },
        },
      },
    },
  });
  expect(contract?.lineOf('/messages/a.b.Outer/fields/7/type')).toBe(17);
});

test.each([
  ['cut off', 'syntax = "proto3"; message A {'],
  ['a comment without an end', 'syntax = "proto3"; /* message A {}'],
  ['a merge conflict', '<<<<<<< ours\nmessage A {}\n=======\nmessage B {}\n>>>>>>> theirs\n'],
  ['NUL bytes', 'syntax = "proto3";\0'],
  ['another language', 'class A extends B {}'],
  ['a number that is none', 'message A { string id = one; }'],
  ['nested without end', 'message A {'.repeat(5000)],
])('%s is a gap', async (_, text) => {
  await expect(async () => protobuf.read({ path: 'a.proto', text })).rejects.toMatchObject({
    name: 'Unreadable',
  });
});

test('CRLF and a long line are read', async () => {
  const fields = Array.from({ length: 20_000 }, (_, index) => `string f${index} = ${index + 1};`).join(' ');
  const { contract } = await protobuf.read({
    path: 'a.proto',
    text: `syntax = "proto3";\r\nmessage A {\r\n${fields}\r\n}\r\n`,
  });
  const document = contract?.document as ProtoFile | undefined;
  expect(Object.keys(document?.messages['A']?.fields ?? {})).toHaveLength(20_000);
});

/** Which categories tell it, by kind. */
test.each<[string, string | Files, string | Files, Readonly<Partial<Record<ProtobufCategory, string>>>]>([
  [
    'a reserved field',
    message('string id = 1; string x = 2;'),
    message('reserved 2; reserved "x"; string id = 1;'),
    { FILE: 'field-removed', PACKAGE: 'field-removed' },
  ],
  [
    'another name',
    message('string a = 1;'),
    message('string b = 1;'),
    { FILE: 'field-renamed', PACKAGE: 'field-renamed', WIRE_JSON: 'field-json-name-changed' },
  ],
  [
    'a number of another size',
    message('int32 n = 1;'),
    message('int64 n = 1;'),
    {
      FILE: 'field-source-type-changed',
      PACKAGE: 'field-source-type-changed',
      WIRE_JSON: 'field-json-type-changed',
    },
  ],
  [
    'a number without a sign',
    message('int32 n = 1;'),
    message('uint32 n = 1;'),
    { FILE: 'field-source-type-changed', PACKAGE: 'field-source-type-changed' },
  ],
  [
    'another type',
    message('int32 n = 1;'),
    message('string n = 1;'),
    {
      FILE: 'field-type-changed',
      PACKAGE: 'field-type-changed',
      WIRE_JSON: 'field-type-changed',
      WIRE: 'field-type-changed',
    },
  ],
  [
    'presence',
    message('int32 n = 1;'),
    message('optional int32 n = 1;'),
    { FILE: 'field-presence-changed', PACKAGE: 'field-presence-changed' },
  ],
  [
    'presence of an enum',
    proto3('enum E { Z = 0; } message A { E e = 1; }'),
    proto3('enum E { Z = 0; } message A { optional E e = 1; }'),
    { FILE: 'field-presence-changed', PACKAGE: 'field-presence-changed' },
  ],
  [
    'a message that is gone',
    proto3('message A {} message B {}'),
    proto3('message A {}'),
    { FILE: 'message-removed', PACKAGE: 'message-removed' },
  ],
  [
    'a message in another file',
    proto3('message A {} message B {}'),
    { 'a.proto': proto3('message A {}'), 'b.proto': proto3('message B {}') },
    { FILE: 'message-removed' },
  ],
  [
    'an enum value',
    proto3('enum S { S_ZERO = 0; S_A = 1; }'),
    proto3('enum S { reserved 1; reserved "S_A"; S_ZERO = 0; }'),
    { FILE: 'enum-value-removed', PACKAGE: 'enum-value-removed' },
  ],
  [
    'the package of Go',
    proto3('option go_package = "example.org/a";'),
    proto3('option go_package = "example.org/b";'),
    { FILE: 'go_package-option-changed', PACKAGE: 'go_package-option-changed' },
  ],
  ['nothing', message('string id = 1;'), message('// c\nstring id = 1; string more = 2;'), {}],
])('by category: %s', async (_, old, next, expected) => {
  for (const category of protobufCategories) {
    const kinds = (await said(old, next, category)).map((line) => line.replace(/^\w+ ([\w-]+):.*$/, '$1'));
    expect([category, ...kinds]).toEqual([
      category,
      ...(expected[category] === undefined ? [] : [expected[category]]),
    ]);
  }
});

test('rules that do not hold for a file', async () => {
  const pair = [message('string a = 1;'), message('string b = 1;')] as const;
  expect(await said(...pair, 'FILE', ['FIELD_SAME_NAME', 'FIELD_SAME_JSON_NAME'])).toEqual([]);
  const options = [proto3('option go_package = "a";'), proto3('option go_package = "b";')] as const;
  expect(await said(...options, 'FILE', ['FILE_SAME_GO_PACKAGE'])).toEqual([]);
});

test('a request that goes with its method is told once', async () => {
  const old = proto3(
    'message A {} message B {} service S { rpc Get(A) returns (A); rpc Put(B) returns (A); }',
  );
  const next = proto3('message A {} service S { rpc Get(A) returns (A); }');
  expect(await said(old, next, 'FILE')).toEqual(['breaking method-removed: shop.v1.S/Put was removed']);
});
