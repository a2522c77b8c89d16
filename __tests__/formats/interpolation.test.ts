import { interpolate } from '../../src/formats/interpolation.ts';
import type { Dialect } from '../../src/formats/interpolation.ts';
import { endless } from '../support/endless.ts';

const compose: Dialect = { escape: '$$' };
const dockerfile: Dialect = {
  escape: '\\$',
  known: (name) => (name === 'VERSION' ? '20' : undefined),
};

describe('interpolate', () => {
  test.each([
    ['a$X-b', '${X}', ['X plain']],
    ['a${X}b', '${X}', ['X plain']],
    ['${X:-d}', 'd', ['X default d']],
    ['${X-d}', 'd', ['X default d']],
    ['${X:-}', '', ['X default ']],
    ['${X:?set it}', '${X}', ['X required']],
    ['${X?}', '${X}', ['X required']],
    ['${X:+on}', '${X}', ['X alternative']],
    ['${X:-${Y:-z}}', 'z', ['X default z', 'Y default z']],
    ['${X:-${Y}}', '${Y}', ['X default', 'Y plain']],
    ['${X:-http://h:1/{a}}', 'http://h:1/{a}', ['X default http://h:1/{a']],
    ['$$X', '$X', []],
    ['$$${X}', '$${X}', ['X plain']],
    ['$(date) $1 $', '$(date) $1 $', []],
  ])('Compose: %s', (text, expected, expansions) => {
    const result = interpolate(text, compose);
    expect(result.text).toContain(expected);
    expect(result.malformedAt).toBeUndefined();
    expect(
      result.expansions.map((found) => [found.name, found.operator, found.fallback].join(' ').trimEnd()),
    ).toEqual(expansions.map((line) => line.trimEnd()));
  });

  test('knows values that the file gives, and where each variable stands', () => {
    const result = interpolate('node:${VERSION}-\\$X-${OS:-alpine}', dockerfile);
    expect(result).toEqual({
      text: 'node:20-$X-alpine',
      resolved: true,
      expansions: [
        { name: 'VERSION', offset: 5, operator: 'plain' },
        { name: 'OS', offset: 20, operator: 'default', fallback: 'alpine' },
      ],
    });
  });

  test.each([
    ['${X', 0],
    ['a ${1X}', 2],
    ['${}', 0],
    ['${A:-${B}', 0],
  ])('says where %s is malformed', (text, at) => {
    expect(interpolate(text, compose).malformedAt).toBe(at);
  });

  test.each([
    ['${A:-'.repeat(50_000)],
    ['${'.repeat(200_000)],
    ['$A'.repeat(200_000)],
    [`\${A:-${'}'.repeat(200_000)}`],
    ['${A:-'.repeat(5_000) + '}'.repeat(5_000)],
  ])('takes linear time on hostile text %#', (text) => {
    const start = performance.now();
    interpolate(text, compose);
    expect(performance.now() - start).toBeLessThan(endless);
  });
});
