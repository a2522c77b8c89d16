import type { Unreadable } from '../../src/formats/format.ts';
import { nodeConfig } from '../../src/formats/node-config/format.ts';
import { readNodeConfig } from '../../src/formats/node-config/read.ts';

const read = (text: string, path = 'config/custom-environment-variables.json'): readonly string[] =>
  readNodeConfig({ path, text }).facts.map((fact) =>
    'name' in fact ? `${fact.line} ${fact.name}` : fact.kind,
  );

describe('node-config', () => {
  test.each([
    ['config/custom-environment-variables.json', true],
    ['apps/api/config/custom-environment-variables.yml', true],
    ['custom-environment-variables.yaml', true],
    ['config/default.json', false],
    ['config/custom-environment-variables.ts', false],
  ])('%s is one: %s', (path, expected) => {
    expect(nodeConfig.matches(path)).toBe(expected);
  });

  test('names at the leaves', () => {
    const text = `{
  "db": {
    "host": "DB_HOST",
    "pool": { "__name": "DB_POOL", "__format": "json" }
  },
  "list": ["A_B"], "none": null, "number": 3, "text": "no name"
}`;
    expect(read(text)).toEqual(['3 DB_HOST', '4 DB_POOL']);
    expect(read('db:\n  host: DB_HOST\n', 'custom-environment-variables.yml')).toEqual(['2 DB_HOST']);
  });

  test('aliases that hold themselves end', () => {
    expect(read('a: &a\n  b: *a\n  c: X_Y\n', 'custom-environment-variables.yml').length).toBeGreaterThan(0);
  });

  test.each([
    ['{', 'unparsable'],
    ['<<<<<<< a\n{}\n=======\n{}\n>>>>>>> b\n', 'merge-conflict'],
  ])('refuses %j', (text, reason) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ reason }) as Unreadable);
  });
});
