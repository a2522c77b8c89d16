import { Unreadable } from '../../src/formats/format.ts';
import { paketDependencies } from '../../src/formats/paket-dependencies/format.ts';
import { readPaketDependencies } from '../../src/formats/paket-dependencies/read.ts';

/** Facts as `line name specifier group`. */
function read(text: string): readonly string[] {
  return readPaketDependencies({ path: 'paket.dependencies', text }).facts.flatMap((fact) =>
    fact.kind === 'requirement' ? `${fact.line} ${fact.name} ${fact.specifier} ${fact.group}` : [],
  );
}

describe('paket-dependencies', () => {
  test.each([
    ['paket.dependencies', true],
    ['src/paket.dependencies', true],
    ['paket.dependencies.md', false],
  ])('%s is one: %s', (path, expected) => {
    expect(paketDependencies.matches(path)).toBe(expected);
  });

  test.each([
    ['source https://registry.example.org/v3/index.json\nnuget Left ~> 1.2\n', ['2 Left ~> 1.2 prod']],
    [
      'nuget Left >= 1.2 < 2.0 framework: net8.0\nnuget Right 3.1.0 // why\n',
      ['1 Left >= 1.2 < 2.0 prod', '2 Right 3.1.0 prod'],
    ],
    ['nuget Left\r\ngroup Test\r\n  nuget Xunit 2.4\r\n', ['1 Left  prod', '3 Xunit 2.4 dev']],
    ['clitool dotnet-left 1.0\n', ['1 dotnet-left 1.0 dev']],
    ['github acme/left src/left.fs\n', []],
    [`nuget Left ${'1'.repeat(5000)}\n`, []],
    ['', []],
  ])('reads %j', (text, facts) => {
    expect(read(text)).toEqual(facts);
  });

  test('refuses a merge conflict', () => {
    expect(() => read('<<<<<<< a\nnuget Left 1\n=======\nnuget Left 2\n>>>>>>> b\n')).toThrow(Unreadable);
  });
});
