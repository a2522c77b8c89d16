import { plainCode } from '../../src/formats/plain-code/format.ts';
import { factsOf, outcomeOf } from '../support/code-facts.ts';

describe('smaller languages', () => {
  test.each([
    ['src/a.c', 'char *a = getenv("A"); // getenv("B")\nputs("getenv(\\"C\\")");', 'guarded A'],
    ['src/a.cpp', 'auto a = std::getenv("A"); /* getenv("B") */ auto b = secure_getenv( "D" );', 'guarded A, guarded D'],
    ['src/a.cpp', "char q = '\"'; auto a = getenv(name); setgetenv(\"X\");", ''],
    ['lib/a.dart', "const a = String.fromEnvironment('A', defaultValue: 'x');\nvar b = Platform.environment['B'] ?? 'y';\nPlatform.environment['C'];", 'defaulted A=, defaulted B=, guarded C'],
    ['Sources/a.swift', 'let a = ProcessInfo.processInfo.environment["A"]\nlet b = ProcessInfo.processInfo.environment["B"] ?? "x"', 'guarded A, defaulted B='],
    ['src/A.scala', 'val a = sys.env("A")\nval b = sys.env.getOrElse("B", "x")\nval c = sys.env.get("C")', 'guarded A, defaulted B=, guarded C'],
    ['run.ps1', '# $env:NO\n$env:A = "x"\nWrite-Host "$env:B `$env:NO"\n[Environment]::GetEnvironmentVariable("C")\nif (${env:D} -eq 1) {}', 'supplied A, guarded B, guarded C, guarded D'],
  ])('%s: %s', async (path, text, expected) => {
    expect(await factsOf(plainCode, path, text)).toBe(expected);
  }); // prettier-ignore

  test.each([
    ['truncated', 'a = getenv("A"); b = getenv("B', 'read, guarded A'],
    ['open comment', 'getenv("A"); /* getenv("B")', 'read, guarded A'],
    ['conflict', '<<<<<<< a\ngetenv("A")\n=======\n>>>>>>> b\n', 'merge-conflict'],
    ['CRLF and NUL', '\0getenv("A");\r\n', 'read, guarded A'],
    ['huge line', `${'"y" '.repeat(200_000)} getenv("A")`, 'read, guarded A'],
  ])('bad input: %s', async (_, text, expected) => {
    expect(await outcomeOf(plainCode, 'src/a.c', text)).toBe(expected);
  });
});
