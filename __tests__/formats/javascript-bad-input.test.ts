import { javascript } from '../../src/formats/javascript/format.ts';
import { readSyntax } from '../../src/formats/tree-sitter/syntax.ts';
import { outcomeOf } from '../support/code-facts.ts';
import { endless } from '../support/endless.ts';

const code = 'use(process.env.A);\n';

describe('javascript: bad input', () => {
  test.each([
    ['CRLF', 'use(1);\r\nuse(process.env.A);\r\n', 'read, required A'],
    ['NUL bytes', `\0use("\0");\n${code}\0`, 'read, required A'],
    [
      'a broken end',
      `${code.repeat(3)}function f() {\n  return [\n`,
      'read, required A, required A, required A',
    ],
    ['a broken start', `}}) =>\n${'use(1);\n'.repeat(10)}${code}`, 'read, required A'],
    ['a conflict', `<<<<<<< ours\n${code}=======\nuse(1)\n>>>>>>> theirs\n`, 'merge-conflict'],
    [
      'another language',
      `the process.env of it all: let us } say ( that ] nobody { would { call this code`,
      'unparsable',
    ],
    ['no word of the environment', 'this is ((( not code at all', 'read'],
    ['a huge line', `const a = [${'"x",'.repeat(200_000)}];${code}`, 'read, required A'],
    ['a bundle of libraries', `const a = [${'"x",'.repeat(300_000)}];${code}`, 'read'],
    ['deep nesting', `a = ${'('.repeat(20_000)}process.env.A${')'.repeat(20_000)}`, 'read, required A'],
    ['deep blocks', `${'if(a){'.repeat(1000)}${code}${'}'.repeat(1000)}`, 'read, required A'],
    ['never closed', `${'[{('.repeat(20_000)}\n${code}`, 'unparsable'],
    ['empty', '', 'read'],
  ])('%s', async (_, text, expected) => {
    expect(await outcomeOf(javascript, 'a.js', text)).toBe(expected);
  });

  test('many reads of many names stay quick', async () => {
    const text = Array.from(
      { length: 3000 },
      (_, n) => `const v${n} = process.env.V_${n};\nuse(v${n});`,
    ).join('\n');
    const start = performance.now();
    const { facts } = await javascript.read({ path: 'a.js', text });
    expect(facts).toHaveLength(3000);
    expect(performance.now() - start).toBeLessThan(endless);
  });

  test('over the time limit is refused', async () => {
    const text = 'a = [1, 2, 3];\n'.repeat(50_000);
    const reading = readSyntax('javascript', text, () => 'read', 1);
    await expect(reading).rejects.toMatchObject({ reason: 'time-limit' });
  });

  test('a place that syntax errors hide is a gap', async () => {
    const text = `${'use(1);\n'.repeat(20)}type process.env..\n${'use(2);\n'.repeat(20)}`;
    const { facts, gaps } = await javascript.read({ path: 'a.ts', text });
    expect(facts).toEqual([]);
    expect(gaps).toEqual([{ reason: 'unparsable', detail: 'Syntax error around line 21' }]);
  });

  test('no value gets into the facts', async () => {
    const secret = 'hunter2-canary';
    const text = `process.env.A = '${secret}';\nconst b = process.env.B ?? '${secret}';\nconst c = z.object({ C_KEY: z.string().default('${secret}') });`;
    expect(JSON.stringify(await javascript.read({ path: 'a.js', text }))).not.toContain(secret);
  });
});
