import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { compareSchemas } from '../../src/contracts/payloads/compare-schemas.ts';
import type { SchemaSet } from '../../src/formats/payloads/payload-module.ts';
import { readPayloads } from '../../src/formats/payloads/read-payloads.ts';
import { randomFrom } from './random-schemas.ts';
import { randomPayload, RandomZod, ValidPayloads } from './random-zod.ts';

/** What zod itself makes of a source text. */
function zodOf(source: string): z.ZodType {
  const body = source.replace(/^import.*\n/, '').replace('export const S =', 'return');
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is made in this folder
  return new Function('z', body)(z) as z.ZodType;
}

async function schemasIn(source: string): Promise<SchemaSet> {
  const { schemas } = (await readPayloads('s.ts', source)) ?? {};
  if (!schemas) throw new Error(`No schema was read from ${source}`);
  return schemas;
}

describe('schemas of zod', () => {
  test('read from text, they accept what zod accepts', async () => {
    const ajv = new Ajv2020({ strict: false });
    let accepted = 0;
    for (let seed = 1; seed <= 80; seed += 1) {
      const source = new RandomZod(seed).source();
      const [real, read] = [zodOf(source), await schemasIn(source)];
      const [most, least] = [read.most, read.least].map((each) =>
        ajv.compile({ ...each, $ref: '#/$defs/S' }),
      );
      const random = randomFrom(seed);
      const fitting = new ValidPayloads(read.most, random);
      const payloads = Array.from({ length: 120 }, (_, at) =>
        at < 60 ? fitting.of('S') : randomPayload(random),
      );
      const wrong = payloads.filter((payload) => {
        const isAccepted = real.safeParse(payload).success;
        if (isAccepted) accepted += 1;
        return (isAccepted ? most?.(payload) : least?.(payload)) !== isAccepted;
      });
      expect([source, wrong]).toEqual([source, []]);
    }
    expect(accepted).toBeGreaterThan(3000);
  });

  test('what narrows one is reported, and what is reported narrows it', async () => {
    const seeds = Array.from({ length: 160 }, (_, index) => index + 1);
    let narrowed = 0;
    for (const seed of seeds) {
      const random = randomFrom(seed);
      const first = new RandomZod(seed);
      const before = first.source();
      const salts = [1, 2, 3].map(
        (salt) => [first.places[Math.floor(random() * first.places.length)] ?? '', salt] as const,
      );
      const after = new RandomZod(seed, new Map(salts)).source();
      const [old, next] = [await schemasIn(before), await schemasIn(after)];
      const [oldZod, nextZod] = [zodOf(before), zodOf(after)];
      const fitting = new ValidPayloads(old.least, random);
      const lost = Array.from({ length: 250 }, () => fitting.of('S')).find(
        (payload) => oldZod.safeParse(payload).success && !nextZod.safeParse(payload).success,
      );
      const reported = compareSchemas(old, next)
        .filter(({ level, operations }) => level === 'breaking' && operations.includes('S'))
        .map(({ kind }) => kind);
      // Of what may be missing or not, nothing is told.
      const isSure = [old, next].every(({ least, most }) => JSON.stringify(least) === JSON.stringify(most));
      if (reported.length === 0 && !isSure) continue;
      expect([before, after, reported, reported.length > 0]).toEqual([
        before,
        after,
        reported,
        lost !== undefined,
      ]);
      if (reported.length > 0) narrowed += 1;
    }
    // Both answers have to come up for the test to say something.
    expect(narrowed).toBeGreaterThan(25);
    expect(narrowed).toBeLessThan(110);
  });
});
