import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import * as formatsModule from 'ajv-formats';
import { Documents } from '../../src/contracts/documents.ts';
import type { Direction } from '../../src/contracts/change.ts';
import type { Parts } from '../../src/contracts/schema/shape.ts';
import { Shaper } from '../../src/contracts/schema/shaper.ts';
import type { SchemaChange } from '../../src/contracts/schema/site.ts';
import { Walk } from '../../src/contracts/schema/walk.ts';
import type { Pair } from '../../src/contracts/schema/walk.ts';
import { RandomSchemas } from './random-schemas.ts';

interface Found {
  readonly direction: Direction;
  readonly change: SchemaChange;
  readonly old: unknown;
  readonly new: unknown;
}

/** Every change between two schemas, with the schemas at whose place it was made. */
function changesBetween(old: unknown, next: unknown): readonly Found[] {
  const sides = [old, next].map((document) => {
    const documents = new Documents('schema.json', document, () => undefined);
    return { documents, shaper: new Shaper(documents, 'draft-2020-12') };
  });
  const [before, after] = sides;
  if (!before || !after) throw new Error('two sides');
  const walk = new Walk(before.shaper, after.shaper, () => false);
  const roots = (['request', 'response'] as const).map((direction) =>
    walk.pair(
      before.shaper.parts(before.documents.root),
      after.shaper.parts(after.documents.root),
      direction,
    ),
  );
  walk.finish();
  const pairs = new Set<Pair>(roots);
  for (const pair of pairs) for (const inner of pair.inner) pairs.add(inner);
  return [...pairs].flatMap((pair) => {
    if (!('old' in pair) || !('new' in pair)) return [];
    const [one, other] = [schemaOf(pair.old as Parts), schemaOf(pair.new as Parts)];
    return pair.changes.map((change) => ({ direction: pair.direction, change, old: one, new: other }));
  });
}

function schemaOf({ id, parts }: Parts): unknown {
  if (id === 't') return true;
  if (id === 'f') return false;
  if (id === 'n') return { type: 'null' };
  return parts.length === 1 ? parts[0]?.node : { allOf: parts.map(({ node }) => node) };
}

/** The judge of what is valid. */
class Judge {
  readonly #ajv = new Ajv2020({ strict: false, logger: false });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor() {
    formatsModule.default.default(this.#ajv);
  }

  isValid(schema: unknown, payload: unknown): boolean {
    const key = JSON.stringify(schema);
    const known = this.#compiled.get(key) ?? this.#ajv.compile(schema as object | boolean);
    this.#compiled.set(key, known);
    return known(payload);
  }
}

/** Kinds of changes that have a witness whenever there is a payload at all that the schemas disagree about. */
const promised =
  /^(?:enum-value-|became-enum|became-(?:not-)?nullable|m(?:in|ax)-(?:length|items)-|m(?:in|ax)-(?:added|removed|raised|lowered)|property-became-|required-property-|multiple-of-|unique-items-)/;

interface Round {
  readonly old: unknown;
  readonly new: unknown;
  readonly changes: readonly Found[];
  /** payloads after either schema, valid or not */
  readonly payloads: readonly unknown[];
}

/** Random pairs of schemas, half of them with rare keywords. */
function* pairs(rounds: number): Iterable<Round> {
  for (const random of [new RandomSchemas(7), new RandomSchemas(11, true)]) {
    for (let round = 0; round < rounds; round += 1) {
      const old = random.schema(3);
      const next = random.changed(old, 3);
      const payloads = Array.from({ length: 16 }, (_, index) => random.payload(index % 2 === 0 ? old : next));
      yield { old, new: next, changes: changesBetween(old, next), payloads };
    }
  }
}

/** The move that takes something away from those who write (`request`), or adds to what is read. */
function isLoss({ direction, change: { move } }: Found): boolean {
  return move === 'changed' || move === (direction === 'request' ? 'narrowed' : 'widened');
}

describe('random pairs of schemas, with ajv as the judge', () => {
  const judge = new Judge();
  const rounds = [...pairs(700)];

  test('a witness is valid on one side only', () => {
    let witnesses = 0;
    for (const found of rounds.flatMap(({ changes }) => changes)) {
      const witness = found.change.witness?.();
      if (!witness) continue;
      witnesses += 1;
      const payload: unknown = JSON.parse(witness.payload);
      const verdicts = [judge.isValid(found.old, payload), judge.isValid(found.new, payload)];
      const words = JSON.stringify({ ...found, payload });
      expect([words, ...verdicts]).toEqual([words, witness.validIn === 'old', witness.validIn === 'new']);
    }
    expect(witnesses).toBeGreaterThan(600);
  });

  test('whoever reports a loss of the common kinds can show it, unless the schemas contradict themselves', () => {
    const random = new RandomSchemas(3);
    const missing: Found[] = [];
    let losses = 0;
    for (const { changes } of rounds) {
      const common = changes.filter((found) => isLoss(found) && promised.test(found.change.kind));
      losses += common.length;
      missing.push(...common.filter(({ change }) => change.witness?.() === undefined));
      const [only] = changes.filter(isLoss);
      if (!only || !missing.includes(only) || changes.filter(isLoss).length > 1) continue;
      const [from, to] = only.direction === 'request' ? [only.old, only.new] : [only.new, only.old];
      const payloads = Array.from({ length: 200 }, () => random.payload(from));
      const found = payloads.find((payload) => judge.isValid(from, payload) && !judge.isValid(to, payload));
      const words = JSON.stringify([only.change.kind, from, to]);
      expect([words, found]).toEqual([words, undefined]);
    }
    expect(missing.length).toBeLessThan(losses / 10);
  });

  test('no payload is lost or won without a change that says so', () => {
    let told = 0;
    for (const { old, new: next, changes, payloads } of rounds) {
      const moves = new Set(
        changes.filter(({ direction }) => direction === 'request').map(({ change }) => change.move),
      );
      for (const payload of payloads) {
        const [was, is] = [judge.isValid(old, payload), judge.isValid(next, payload)];
        if (was === is) continue;
        told += 1;
        const said = moves.has('changed') || moves.has('unknown') || moves.has(was ? 'narrowed' : 'widened');
        const words = JSON.stringify({ old, next, payload, was, is });
        expect([words, said]).toEqual([words, true]);
      }
    }
    expect(told).toBeGreaterThan(600);
  });
});
