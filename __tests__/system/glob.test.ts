import { matchesGlob } from '../../src/system/glob.ts';
import { endless } from '../support/endless.ts';

describe('matchesGlob', () => {
  test.each([
    ['a/b.txt', 'a/b.txt', true],
    ['*.txt', 'b.txt', true],
    ['*.txt', 'a/b.txt', false],
    ['**/*.txt', 'b.txt', true],
    ['**/*.txt', 'a/c/b.txt', true],
    ['a/**', 'a/b/c', true],
    ['a/**/c', 'a/c', true],
    ['a/**/c/**/e', 'a/b/c/c/d/e', true],
    ['a/**/c/**/e', 'a/b/d/e', false],
    ['a*c?', 'abbcd', true],
    ['a*c?', 'abbc', false],
    ['[a-c]x', 'bx', true],
    ['[!a-c]x', 'bx', false],
    ['[^a]x', 'bx', true],
    ['a[', 'a[', true],
    ['\\*', '*', true],
    ['\\*', 'x', false],
    ['a.c', 'abc', false],
    ['', 'a', false],
  ])('%s and %s', (pattern, path, expected) => {
    expect(matchesGlob(pattern, path)).toBe(expected);
  });

  test.each([
    ['*a'.repeat(5_000), 'a'.repeat(20_000) + 'b'],
    [`${'**/a/'.repeat(3_000)}b`, 'a/'.repeat(6_000)],
  ])('hostile patterns end soon %#', (pattern, path) => {
    const start = performance.now();
    expect(matchesGlob(pattern, path)).toBe(false);
    expect(performance.now() - start).toBeLessThan(endless);
  });
});
