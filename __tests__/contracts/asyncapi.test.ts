import { compareAsyncApi } from '../../src/contracts/asyncapi/compare-asyncapi.ts';
import type { ContractComparison } from '../../src/contracts/openapi/compare-contracts.ts';
import { asyncapi } from '../../src/formats/asyncapi/format.ts';
import { plain } from '../../src/report/text.ts';

type Json = Readonly<Record<string, unknown>>;

const order = (properties: Json, required: readonly string[] = []): Json => ({
  type: 'object',
  required,
  properties,
});

const text = { type: 'string' };

/** A document of 2.x: others publish `orders/{id}`, and may subscribe to `receipts`. */
function version2(sent: unknown, received: unknown, rest: Json = {}): Json {
  return {
    asyncapi: '2.6.0',
    info: { title: 'Orders', version: '1' },
    channels: {
      'orders/{id}': { publish: { message: { name: 'Order', payload: sent } } },
      receipts: { subscribe: { message: { $ref: '#/components/messages/Receipt' } } },
    },
    components: { messages: { Receipt: { payload: received } } },
    ...rest,
  };
}

/** The same in 3.x. */
function version3(sent: unknown, received: unknown): Json {
  return {
    asyncapi: '3.0.0',
    info: { title: 'Orders', version: '1' },
    channels: {
      orders: { address: 'orders/{orderId}', messages: { Order: { payload: sent } } },
      receipts: { address: 'receipts', messages: { Receipt: { $ref: '#/components/messages/Receipt' } } },
    },
    operations: {
      takeOrder: { action: 'receive', channel: { $ref: '#/channels/orders' } },
      sendReceipt: {
        action: 'send',
        channel: { $ref: '#/channels/receipts' },
        messages: [{ $ref: '#/channels/receipts/messages/Receipt' }],
      },
    },
    components: { messages: { Receipt: { payload: received } } },
  };
}

function compare(old: Json, next: Json): ContractComparison {
  const source = (document: Json): Parameters<typeof compareAsyncApi>[0] => ({
    path: 'asyncapi.yaml',
    contract: {
      dialect: 'asyncapi',
      version: String(document['asyncapi']),
      document: JSON.parse(JSON.stringify(document)) as Json,
      lineOf: () => 1,
    },
  });
  return compareAsyncApi(source(old), source(next));
}

function said({ changes }: ContractComparison): readonly string[] {
  return changes
    .filter(({ level }) => level !== 'compatible')
    .map(({ level, direction, title }) => `${level} ${direction ?? '-'}: ${plain(title)}`);
}

describe.each([
  ['2.x', version2],
  ['3.x', version3],
])('AsyncAPI %s', (_, describeApi) => {
  test('what others send is narrowed', () => {
    const before = describeApi(order({ id: text, note: text }), order({}));
    const after = describeApi(order({ id: text, note: text }, ['note']), order({}));
    expect(said(compare(before, after))).toEqual([
      expect.stringMatching(/^breaking request: .*note.*required/),
    ]);
    expect(said(compare(after, before))).toEqual([]);
  });

  test('what others receive is widened', () => {
    const before = describeApi(order({}), order({ total: { type: 'integer' } }, ['total']));
    const after = describeApi(order({}), order({ total: text }, ['total']));
    expect(said(compare(before, after))).toEqual([
      'breaking response: Receipt.total changed type from integer to string',
    ]);
    expect(said(compare(before, describeApi(order({}), order({}))))).toHaveLength(1);
  });

  test('a new optional property, prose and another order say nothing', () => {
    const before = describeApi(order({ id: text }), order({ total: text }));
    const after = describeApi(
      order({ note: text, id: { ...text, description: 'which one' } }),
      order({ total: text, currency: text }),
    );
    expect(said(compare(before, after))).toEqual([]);
    expect(said(compare(before, before))).toEqual([]);
  });
});

test('the same in version 3 is no change', () => {
  const payloads = [order({ id: text }, ['id']), order({ total: text }, ['total'])] as const;
  expect(said(compare(version2(...payloads), version3(...payloads)))).toEqual([]);
});

test('channels, messages, content types', () => {
  const before = version2(order({}), order({}));
  const without = { ...before, channels: { receipts: (before['channels'] as Json)['receipts'] } };
  expect(said(compare(before, without))).toEqual(['breaking -: publish orders/{id} was removed']);
  const several = (names: readonly string[]): Json => ({
    asyncapi: '2.6.0',
    channels: {
      orders: { subscribe: { message: { oneOf: names.map((name) => ({ name, payload: order({}) })) } } },
    },
  });
  expect(said(compare(several(['Created', 'Paid', 'Gone']), several(['Created', 'Paid'])))).toEqual([
    'breaking response: subscribe orders no longer sends Gone',
  ]);
  expect(said(compare(several(['Created']), several(['Created', 'Paid'])))).toEqual([]);
  expect(said(compare(several(['Created']), several(['OrderCreated'])))).toEqual([]);
  expect(
    said(
      compare(
        { ...before, defaultContentType: 'application/json' },
        { ...before, defaultContentType: 'application/avro' },
      ),
    ),
  ).toEqual([
    'breaking request: publish orders/{id} Order is now application/avro instead of application/json',
    'breaking response: subscribe receipts Receipt is now application/avro instead of application/json',
  ]);
});

test('a reply goes the other way', () => {
  const ask = (payload: unknown): Json => ({
    asyncapi: '3.0.0',
    channels: {
      ask: { address: 'ask', messages: { Question: { payload: order({}) } } },
      answer: { address: 'answer', messages: { Answer: { payload } } },
    },
    operations: {
      takeQuestion: {
        action: 'receive',
        channel: { $ref: '#/channels/ask' },
        reply: { channel: { $ref: '#/channels/answer' } },
      },
    },
  });
  expect(said(compare(ask(order({ text })), ask(order({}))))).toEqual([
    expect.stringContaining('response: Answer.text'),
  ]);
});

test('payloads in other languages are said, not judged', () => {
  const avro = { schemaFormat: 'application/vnd.apache.avro;version=1.9.0' };
  const message = (rest: Json): Json => ({
    asyncapi: '2.6.0',
    channels: { orders: { publish: { message: { name: 'Order', ...rest } } } },
  });
  expect(
    said(compare(message({ ...avro, payload: { type: 'record' } }), message({ ...avro, payload: 'int' }))),
  ).toEqual([]);
  expect(said(compare(message({ payload: order({}) }), message({ ...avro, payload: 'int' })))).toEqual([
    'warn request: publish orders Order has a payload in another schema language',
  ]);
});

test('references that lead nowhere or in circles end', () => {
  const node: Json = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } };
  const circle = (extra: Json): Json => ({
    ...version2({ $ref: '#/components/schemas/Node' }, order({})),
    components: { schemas: { Node: node }, messages: { Receipt: { $ref: '#/components/messages/Receipt' } } },
    ...extra,
  });
  const comparison = compare(circle({}), circle({ id: 'x' }));
  expect(said(comparison)).toEqual([]);
  expect(comparison.gaps.length).toBeGreaterThan(0);
});

describe('the file', () => {
  const yaml = 'asyncapi: 2.6.0\ninfo: {title: x, version: "1"}\nchannels: {}\n';
  const read = async (content: string) => asyncapi.read({ path: 'asyncapi.yaml', text: content });

  test.each([
    [yaml, true],
    [JSON.stringify({ asyncapi: '3.0.0', channels: {} }, null, 2), true],
    ["'asyncapi': '2.0.0'\n", true],
    ['openapi: 3.0.0\n', false],
    ['{"dependencies": {"asyncapi": "^1.0"}}', false],
    ['docs:\n  asyncapi: 2.0.0\n', false],
  ])('%j is recognised: %s', (content, expected) => {
    expect(asyncapi.recognises?.(content)).toBe(expected);
  });

  test.each([
    ['merge-conflict', `<<<<<<< HEAD\n${yaml}=======\n>>>>>>> b\n`],
    ['encoding', `${yaml}\0`],
    ['unsupported-version', 'asyncapi: 1.2.0\n'],
    ['unparsable', `${yaml}  : [`],
    ['too-deep', `asyncapi: 2.6.0\nx: ${'['.repeat(10_000)}`],
  ])('%s is a gap', async (reason, content) => {
    await expect(read(content)).rejects.toMatchObject({ reason });
  });

  test('line ends of another kind and a huge line are read', async () => {
    expect((await read(yaml.replaceAll('\n', '\r\n'))).contract?.version).toBe('2.6.0');
    expect((await read(`${yaml}x: ${'y'.repeat(1_000_000)}\n`)).contract?.version).toBe('2.6.0');
  });
});
