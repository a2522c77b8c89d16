import { Type } from 'avsc';
import type { Schema } from 'avsc';
import { compareAvro } from '../../src/contracts/avro/compare-avro.ts';
import { avro } from '../../src/formats/avro/format.ts';
import { plain } from '../../src/report/text.ts';

type Json = Readonly<Record<string, unknown>>;

async function compared(old: unknown, next: unknown) {
  const source = async (document: unknown) => {
    const text = typeof document === 'string' ? document : JSON.stringify(document, null, 2);
    const { contract } = await avro.read({ path: 'schemas/order.avsc', text });
    if (!contract) throw new Error('not read');
    return { path: 'schemas/order.avsc', contract };
  };
  return compareAvro(await source(old), await source(next));
}

async function said(old: unknown, next: unknown): Promise<readonly string[]> {
  const { changes } = await compared(old, next);
  return changes.map(
    ({ level, title, reason }) => `${level}: ${plain(title)}${reason ? ` | ${reason}` : ''}`,
  );
}

const record = (fields: readonly Json[], more: Json = {}): Json => ({
  type: 'record',
  name: 'Order',
  namespace: 'shop',
  fields,
  ...more,
});
const id = { name: 'id', type: 'string' };
const backward = 'Readers with the new schema cannot read all data that was written with the old one';
const forward = 'Readers that still have the old schema cannot read all new data';
const neither = 'Neither the new schema reads old data, nor the old schema new data';

test.each<[string, unknown, unknown, readonly string[]]>([
  ['nothing', record([id]), record([id]), []],
  ['a field with a default', record([id]), record([id, { name: 'note', type: 'string', default: '' }]), []],
  [
    'a field without a default',
    record([id]),
    record([id, { name: 'total', type: 'double' }]),
    [`warn: Order.total was added without a default | ${backward}`],
  ],
  [
    'a field that is gone',
    record([id, { name: 'total', type: 'double' }]),
    record([id]),
    [`warn: Order.total was removed, and had no default | ${forward}`],
  ],
  [
    'a field that is gone and had a default',
    record([id, { name: 'x', type: 'int', default: 0 }]),
    record([id]),
    [],
  ],
  [
    'a field that got another name, with an alias',
    record([id]),
    record([{ name: 'key', aliases: ['id'], type: 'string' }]),
    [`warn: Order.id was removed, and had no default | ${forward}`],
  ],
  [
    'a number that got wider',
    record([{ name: 'n', type: 'int' }]),
    record([{ name: 'n', type: 'long' }]),
    [`warn: Order.n was int and is long | ${forward}`],
  ],
  [
    'another type',
    record([{ name: 'n', type: 'int' }]),
    record([{ name: 'n', type: 'string' }]),
    [`warn: Order.n was int and is string | ${neither}`],
  ],
  [
    'null is possible now',
    record([{ name: 'n', type: 'int' }]),
    record([{ name: 'n', type: ['null', 'int'] }]),
    [`warn: Order.n can now be null | ${forward}`],
  ],
  [
    'null is no longer possible',
    record([{ name: 'n', type: ['null', 'int'] }]),
    record([{ name: 'n', type: 'int' }]),
    [`warn: Order.n can no longer be null | ${backward}`],
  ],
  [
    'a symbol more',
    record([{ name: 's', type: { type: 'enum', name: 'S', symbols: ['A'] } }]),
    record([{ name: 's', type: { type: 'enum', name: 'S', symbols: ['A', 'B'] } }]),
    [`warn: Order.s got B | ${forward}`],
  ],
  [
    'a symbol less, where there is a default',
    record([{ name: 's', type: { type: 'enum', name: 'S', symbols: ['A', 'B'], default: 'A' } }]),
    record([{ name: 's', type: { type: 'enum', name: 'S', symbols: ['A'], default: 'A' } }]),
    [],
  ],
  [
    'another name of the record',
    record([id]),
    record([id], { name: 'Purchase' }),
    [`warn: schema was shop.Order and is shop.Purchase, without an alias | ${neither}`],
  ],
  ['another namespace', record([id]), record([id], { namespace: 'store' }), []],
  [
    'a decimal of another scale',
    record([{ name: 'd', type: { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 } }]),
    record([{ name: 'd', type: { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 3 } }]),
    [
      `warn: The precision or scale of Order.d changed | ${backward}`,
      `warn: The precision or scale of Order.d changed | ${forward}`,
    ],
  ],
  [
    'a type of another document',
    record([{ name: 'c', type: 'Customer' }]),
    record([{ name: 'c', type: 'Person' }]),
    [],
  ],
  [
    'a list of definitions in another order',
    [record([id]), record([id], { name: 'Item' })],
    [record([id], { name: 'Item' }), record([id])],
    [],
  ],
  [
    'a union of the whole document that lost a branch',
    ['null', 'int', 'string'],
    ['null', 'int'],
    [`warn: schema can no longer be string | ${backward}`],
  ],
  ['a union of the whole document in another order', ['null', 'int'], ['int', 'null'], []],
  [
    'a record that holds itself',
    record([{ name: 'next', type: ['null', 'Order'], default: null }]),
    record([
      { name: 'next', type: ['null', 'shop.Order'], default: null },
      { name: 'n', type: 'int' },
    ]),
    [`warn: Order.n was added without a default | ${backward}`],
  ],
])('%s', async (_, old, next, expected) => {
  expect(await said(old, next)).toEqual(expected);
});

test('messages of a protocol have a direction, and what goes breaks', async () => {
  const protocol = (messages: Json): Json => ({
    protocol: 'Shop',
    namespace: 'shop',
    types: [record([id])],
    messages,
  });
  const get = { request: [{ name: 'id', type: 'string' }], response: 'Order' };
  expect(await said(protocol({ get, drop: get }), protocol({ get }))).toEqual([
    'breaking: The message drop was removed',
  ]);
  const strict = { ...get, request: [...get.request, { name: 'tenant', type: 'string' }] };
  expect(await said(protocol({ get }), protocol({ get: strict }))).toEqual([
    'breaking: get.tenant was added without a default',
  ]);
  expect(await said(protocol({ get }), protocol({ get: { ...get, response: ['null', 'Order'] } }))).toEqual([
    'breaking: get can now be null',
  ]);
});

test('comments are read, and lines are told', async () => {
  const text =
    '// orders\n{ "type": "record", "name": "Order",\n  "fields": [\n    { "name": "id", "type": "string" }\n  ] }\n';
  const { contract } = await avro.read({ path: 'a.avsc', text });
  expect(contract?.lineOf('/fields/0')).toBe(4);
});

test.each([
  ['cut off', '{ "type": "record", "name": "Order", "fields": ['],
  ['a merge conflict', '<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n'],
  ['NUL bytes', '{ "type": "\0" }'],
  ['nothing of Avro', '12'],
  ['nested without end', `${'['.repeat(5000)}${']'.repeat(5000)}`],
])('%s is a gap', async (_, text) => {
  await expect(async () => avro.read({ path: 'a.avsc', text })).rejects.toMatchObject({ name: 'Unreadable' });
});

/** Numbers from a seed: a failure can be run again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A schema of few names, so that two of them often have something in common. */
function randomRecord(random: (below: number) => number): Json {
  let types = 0;
  const pick = <T>(choices: readonly T[]): T => choices[random(choices.length)] as T;
  const simple = (): unknown =>
    pick(['int', 'long', 'float', 'double', 'string', 'bytes', 'boolean', 'null']);
  const type = (depth: number): unknown => {
    switch (random(depth > 2 ? 4 : 8)) {
      case 4: {
        types += 1;
        return { type: 'enum', name: `E${types}`, symbols: ['A', 'B', 'C'].slice(0, 1 + random(3)) };
      }
      case 5:
        return { type: 'array', items: type(depth + 1) };
      case 6:
        return [...new Set(['null', pick(['int', 'string', 'double']), pick(['boolean', 'bytes'])])];
      case 7:
        return fields(depth + 1);
      default:
        return simple();
    }
  };
  const fields = (depth: number): Json => {
    types += 1;
    const own = ['a', 'b', 'c'].filter(() => random(3) > 0);
    const name = `R${types}`;
    return {
      type: 'record',
      name,
      fields: own.map((field) =>
        random(4) === 0 ? { name: field, type: 'int', default: 1 } : { name: field, type: type(depth) },
      ),
    };
  };
  return fields(0);
}

/** By another implementation of schema resolution. */
function reads(reader: unknown, writer: unknown): boolean {
  try {
    Type.forSchema(reader as Schema).createResolver(Type.forSchema(writer as Schema));
    return true;
  } catch {
    return false;
  }
}

test('agrees with avsc about thousands of pairs of schemas, both ways', async () => {
  const random = randomFrom(20261124);
  const seen = { agree: 0, breaking: 0 };
  for (let round = 0; round < 2000; round += 1) {
    const [old, next] = [randomRecord(random), randomRecord(random)];
    const { changes } = await compared(old, next);
    const says = (words: string): boolean =>
      changes.some(({ reason }) => reason === words || reason === neither);
    const found = { backward: !says(backward), forward: !says(forward) };
    const oracle = { backward: reads(next, old), forward: reads(old, next) };
    if (JSON.stringify(found) !== JSON.stringify(oracle)) {
      throw new Error(
        `${JSON.stringify({ old, next, found, oracle }, null, 1)}\n${changes.map(({ title }) => plain(title)).join('\n')}`,
      );
    }
    seen.agree += 1;
    if (!oracle.backward) seen.breaking += 1;
  }
  expect(seen.agree).toBe(2000);
  // Both answers were there to be given.
  expect(seen.breaking).toBeGreaterThan(300);
  expect(seen.breaking).toBeLessThan(1900);
});
