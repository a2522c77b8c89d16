import { get, textOf } from '../../src/formats/node.ts';
import { readYaml } from '../../src/formats/yaml.ts';
import { Unreadable } from '../../src/formats/format.ts';

describe('readYaml', () => {
  test('keeps lines, applies merge keys and keeps scalars as written', () => {
    const [node] = readYaml('x: &x\n  A: 08\n  B: yes\nservice:\n  <<: *x\n  B: "no"\n  C:\n');
    expect(textOf(get(node, 'service', 'A'))).toBe('08');
    expect(get(node, 'service', 'A')?.line).toBe(2);
    expect(textOf(get(node, 'service', 'B'))).toBe('no');
    expect(textOf(get(node, 'service', 'C'))).toBeUndefined();
  });

  test('an alias bomb costs no more than its text', () => {
    const levels = Array.from(
      { length: 40 },
      (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}, *a${n}]`,
    );
    const [node] = readYaml(`a0: &a0 [x]\n${levels.join('\n')}\n`);
    expect(get(node, 'a40')?.kind).toBe('list');
  });

  test.each([
    ['a: [1, 2', 'unparsable'],
    ['<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n', 'merge-conflict'],
    [`${'['.repeat(20000)}${']'.repeat(20000)}`, 'too-deep'],
    [`${'- '.repeat(600)}x`, 'too-deep'],
  ])('refuses %#', (source, reason) => {
    let thrown: unknown;
    try {
      readYaml(source);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Unreadable);
    expect((thrown as Unreadable).reason).toBe(reason);
  });
});
