import { readIgnoreFile } from '../../src/formats/ignore-files/read.ts';
import { isDockerIgnored, isGitIgnored } from '../../src/system/ignored.ts';
import type { System } from '../../src/system/system.ts';

/** A system that knows nothing but its ignore files. */
function systemOf(files: Readonly<Record<string, string>>): System {
  const patterns = Object.entries(files).flatMap(([file, text]) =>
    readIgnoreFile({ path: file, text }).facts.map((fact) => ({ ...fact, file })),
  );
  return { facts: (kind: string) => patterns.filter((fact) => fact.kind === kind) } as unknown as System;
}

test.each([
  ['dist/\n', 'dist/a.js', true],
  ['dist/\n', 'web/dist/a.js', true],
  ['/dist\n', 'web/dist/a.js', false],
  ['web/dist\r\n', 'web/dist/a.js', true],
  ['*.log\n!keep.log\n', 'a/keep.log', false],
  ['*.log\n!keep.log\n', 'a/other.log', true],
  ['# dist\n\n\\#x\n', '#x', true],
  ['/\n', 'a', false],
])('git with %j: %s', (text, path, expected) => {
  expect(isGitIgnored(systemOf({ '.gitignore': text }), path)).toBe(expected);
});

test('the innermost gitignore decides', () => {
  const system = systemOf({ '.gitignore': '*.env\n', 'web/.gitignore': '!prod.env\n/x\n' });
  expect(isGitIgnored(system, 'web/prod.env')).toBe(false);
  expect(isGitIgnored(system, 'api/prod.env')).toBe(true);
  expect(isGitIgnored(system, 'web/x/y')).toBe(true);
  expect(isGitIgnored(system, 'x/y')).toBe(false);
});

test.each([
  ['node_modules\n', 'api/node_modules/x', true],
  ['node_modules\n', 'api/sub/node_modules/x', false],
  ['**/node_modules\n', 'api/sub/node_modules/x', true],
  ['*\n!src\n', 'api/src/a.ts', false],
  ['*\n!src\n', 'api/prisma/a.ts', true],
  ['./prisma/\n', 'api/prisma/a', true],
])('docker with %j: %s', (text, path, expected) => {
  const system = systemOf({ 'api/.dockerignore': text });
  expect(isDockerIgnored(system, 'api', 'api/Dockerfile', path)).toBe(expected);
});

test('the ignore file of a Dockerfile takes the place of the other', () => {
  const system = systemOf({ '.dockerignore': 'a\n', 'api/Dockerfile.dockerignore': 'b\n' });
  expect(isDockerIgnored(system, '', 'api/Dockerfile', 'a')).toBe(false);
  expect(isDockerIgnored(system, '', 'api/Dockerfile', 'b')).toBe(true);
  expect(isDockerIgnored(system, '', 'Dockerfile', 'a')).toBe(true);
});

test('conflict markers are refused', () => {
  const text = 'a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\n';
  expect(() => readIgnoreFile({ path: '.gitignore', text })).toThrow(
    expect.objectContaining({ reason: 'merge-conflict' }),
  );
});
