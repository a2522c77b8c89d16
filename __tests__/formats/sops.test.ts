import type { Unreadable } from '../../src/formats/format.ts';
import { sops } from '../../src/formats/sops/format.ts';
import { readSops } from '../../src/formats/sops/read.ts';

const value = 'ENC[AES256_GCM,data:hunter2,iv:x,tag:y,type:str]';
const names = (path: string, text: string): readonly string[] =>
  readSops({ path, text }).facts.map((fact) => `${fact.line} ${'name' in fact ? fact.name : fact.kind}`);

describe('sops', () => {
  test.each([
    [
      'secrets.enc.yaml',
      `API_KEY: ${value}\nweb:\n  DB_URL: ${value}\n  lower: x\nsops:\n  MAC: ${value}\n`,
      ['1 API_KEY', '3 DB_URL'],
    ],
    ['secrets.json', `{\n  "API_KEY": "${value}",\n  "sops": { "VERSION": "3" }\n}`, ['2 API_KEY']],
    ['secrets.ini', `[app]\r\nAPI_KEY = ${value}\r\n[sops]\r\nMAC = ${value}\r\n`, ['2 API_KEY']],
  ])('keys of %s', (path, text, expected) => {
    expect(names(path, text)).toEqual(expected);
    expect(sops.recognises?.(text)).toBe(true);
    expect(JSON.stringify(readSops({ path, text }))).not.toContain('hunter2');
  });

  test.each([
    ['a plain file', 'API_KEY: x\nsops: no\n'],
    ['settings of the tool', 'creation_rules:\n  - path_regex: x\n'],
    ['a page about it', `write ${value} and so on\n`],
  ])('does not take %s', (_, text) => {
    expect(sops.recognises?.(text)).toBe(false);
  });

  test.each([
    ['a.yaml', 'A: [', 'unparsable'],
    ['a.json', '{"A": ', 'unparsable'],
    ['a.yaml', `A: ${'['.repeat(3000)}${']'.repeat(3000)}`, 'too-deep'],
    ['a.yaml', '<<<<<<< a\nA: 1\n=======\nA: 2\n>>>>>>> b\n', 'merge-conflict'],
    ['a.ini', '<<<<<<< a\nA=1\n=======\nA=2\n>>>>>>> b\n', 'merge-conflict'],
  ])('refuses %s %j', (path, text, reason) => {
    expect(() => readSops({ path, text })).toThrow(expect.objectContaining({ reason }) as Unreadable);
  });

  test.each([
    ['NUL bytes and a huge line', `A=${'\0'.repeat(10)}${'x'.repeat(1_000_000)}\n`, ['1 A']],
    ['odd lines', '= x\n[\nA\n', []],
  ])('%s', (_, text, expected) => {
    expect(names('a.ini', text)).toEqual(expected);
  });
});
