import { digestsOf, refusalOf } from '../../src/system/accepted-values.ts';
import type { Accepts } from '../../src/system/accepted-values.ts';
import { shapeOf } from '../../src/system/value-shape.ts';
import { endless } from '../support/endless.ts';

describe('what a schema refuses', () => {
  test.each<readonly [string, Accepts, readonly string[], readonly string[]]>([
    ['number', { type: 'number' }, ['3', '-1.5', '1e3', '0x1f', '1_000', ''], ['30s', 'ten', '1,5']],
    ['integer', { type: 'integer' }, ['3', '3.0', '1e3'], ['3.5', 'many']],
    ['port', { type: 'port', minimum: 1, maximum: 65535 }, ['8080', '99999'], ['0', '-1', '100000', 'http']],
    ['minimum', { minimum: 100 }, ['100', '150', 'text'], ['99', '7', '0', '-100']],
    ['maximum', { maximum: 9 }, ['9', '-400'], ['10', '1000']],
    ['above nothing', { minimum: 1 }, ['1', '25'], ['0', '0.5', '-3']],
    [
      'URL',
      { type: 'url' },
      ['http://a', 'postgres://u:p@db:5432/a', 'localhost:3000', '<your url>'],
      ['db', '/x', 'a b'],
    ],
    ['URL of a scheme', { schemes: ['https'] }, ['https://a', '{{ url }}'], ['http://a', 'a.org']],
    ['e-mail', { type: 'email' }, ['a@b.org'], ['a', 'a@b', 'A <a@b.org']],
    ['duration', { type: 'duration' }, ['30s', '1h30m', '0', '-1.5h'], ['30', 'soon']],
    ['JSON', { type: 'json' }, ['{"a":1}', '[]', '3', 'true'], ['{a:1}', 'x']],
    ['host', { type: 'host' }, ['db', '10.0.0.1', '::1'], ['http://db', 'a b']],
    ['listed', { oneOf: digestsOf(['info']) }, ['info', 'INFO'], ['verbose']],
    ['length', { minLength: 32 }, ['a'.repeat(32), 'a'.repeat(200)], ['a'.repeat(31), 'x']],
    // 33 lies inside a class of lengths, so 32 cannot be told from 39.
    ['length within a class', { minLength: 33 }, ['a'.repeat(32)], ['a'.repeat(31)]],
    ['longest', { maxLength: 10 }, ['a'.repeat(11)], ['a'.repeat(12)]],
    ['everything is on', { anyTextIsTrue: true }, ['true', '1', 'yes'], ['false', '0', 'No']],
  ])('%s', (_, accepts, taken, refused) => {
    expect(taken.filter((value) => refusalOf(accepts, shapeOf(value)) !== null)).toEqual([]);
    expect(refused.filter((value) => refusalOf(accepts, shapeOf(value)) === null)).toEqual([]);
  });

  test('what is kept of a value does not tell it', () => {
    const kept = JSON.stringify(shapeOf('sk-live-kAnArY9-4711'));
    expect(kept).not.toMatch(/kAnArY9|4711|live/);
  });

  test('a hostile value takes no time', () => {
    const start = performance.now();
    for (const piece of ['0', '_', '%a', '<', 'a@', 'a.', '1h', '1.', '{"a":', '- '])
      shapeOf(piece.repeat(1300)).measure?.forms?.includes('json');
    expect(performance.now() - start).toBeLessThan(endless);
  });
});
