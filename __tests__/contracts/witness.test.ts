import { Ajv2020 } from 'ajv/dist/2020.js';
import { compareSchemas } from './compare.ts';
import { RandomSchemas } from './random-schemas.ts';

/**
 * Random pairs of schemas, with ajv as the judge: a payload that was accepted and is
 * not any more must have been reported to those who send it, and the other way round.
 */
test('no payload tells two schemas apart that are called compatible', () => {
  const random = new RandomSchemas(20);
  const ajv = new Ajv2020({ strict: false, logger: false });
  let told = 0;
  for (let round = 0; round < 700; round += 1) {
    const old = random.schema(3);
    const next = random.changed(old, 3);
    const [wasValid, isValid] = [ajv.compile(old), ajv.compile(next)];
    const payloads = Array.from({ length: 60 }, (_, index) => random.payload(index % 2 === 0 ? old : next));
    const lost = payloads.find((payload) => wasValid(payload) && !isValid(payload));
    if (lost === undefined) continue;
    told += 1;
    const { request } = compareSchemas(old, next);
    const witness = JSON.stringify({ old, next, lost });
    expect([witness, request.length > 0]).toEqual([witness, true]);
  }
  expect(told).toBeGreaterThan(100);
});
