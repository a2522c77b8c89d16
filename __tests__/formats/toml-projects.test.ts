import { Unreadable } from '../../src/formats/format.ts';
import { tomlProjects } from '../../src/formats/toml-projects/format.ts';
import { readTomlProjects } from '../../src/formats/toml-projects/read.ts';

/** Requirements as `line name specifier group`, runtimes as `line name version`. */
function read(path: string, text: string): readonly string[] {
  return readTomlProjects({ path, text }).facts.flatMap((fact) => {
    if (fact.kind === 'requirement') return `${fact.line} ${fact.name} ${fact.specifier} ${fact.group}`;
    return fact.kind === 'runtime' ? `${fact.line} ${fact.name} ${fact.version}` : [];
  });
}

describe('toml-projects', () => {
  test.each([
    ['gleam.toml', true],
    ['docs/Project.toml', true],
    ['JuliaProject.toml', true],
    ['project.toml', false],
  ])('%s is one: %s', (path, expected) => {
    expect(tomlProjects.matches(path)).toBe(expected);
  });

  test('reads what a Gleam package asks for, wherever it comes from', () => {
    const text = [
      'name = "shop"',
      'gleam = ">= 1.2.0"',
      '[dependencies]',
      'left = ">= 1.0.0 and < 2.0.0"',
      'right = { git = "https://git.example.org/right", ref = "a8b3c5d82" }',
      'own = { path = "../own" }',
      '[dev-dependencies]',
      'gleeunit = "~> 1.0"',
    ].join('\n');
    expect(read('gleam.toml', text)).toEqual([
      '2 gleam >= 1.2.0',
      '4 left >= 1.0.0 and < 2.0.0 prod',
      '5 right git+https://git.example.org/right#a8b3c5d82 prod',
      '6 own path:../own prod',
      '8 gleeunit ~> 1.0 dev',
    ]);
  });

  test('reads what a Julia package asks for, with the ranges beside', () => {
    const text = [
      'name = "Shop"',
      '[deps]',
      'JSON = "682c06a0-de6a-54ab-a142-c8b1cf79cde6"',
      'Left = "11111111-de6a-54ab-a142-c8b1cf79cde6"',
      '[compat]',
      'JSON = "0.21"',
      'julia = "1.9"',
      '[extras]',
      'Test = "8dfed614-e22c-5e08-85e1-65c5234f0b40"',
    ].join('\n');
    expect(read('Project.toml', text)).toEqual([
      '3 JSON 0.21 prod',
      '4 Left  prod',
      '7 julia 1.9',
      '9 Test  dev',
    ]);
  });

  test.each(['[dependencies\n', '<<<<<<< a\n', 'a = {\n'])('refuses %j', (text) => {
    expect(() => read('gleam.toml', text)).toThrow(Unreadable);
  });

  test.each(['', 'dependencies = 3\n', '[dependencies.left]\n'])(
    'asks for nothing that could be told in %j',
    (text) => {
      expect(read('gleam.toml', text).filter((each) => /[~>]/.test(each))).toEqual([]);
    },
  );

  test('reads a workspace of pixi, by feature', () => {
    const text = [
      '[workspace]',
      'name = "shop"',
      '[dependencies]',
      'python = ">=3.11"',
      'Left = "1.2.*"',
      '[target.linux-64.dependencies]',
      'only = "*"',
      '[pypi-dependencies]',
      'nest_x = { version = ">=1", extras = ["x"] }',
      'own = { path = ".", editable = true }',
      '[feature.test.dependencies]',
      'pytest = "*"',
      '[feature.cuda.dependencies]',
      'gpu = ">=12"',
    ].join('\n');
    expect(read('pixi.toml', text)).toEqual([
      '4 python >=3.11',
      '5 left 1.2.* prod',
      '7 only  prod',
      '9 nest-x >=1 prod',
      '10 own path:. prod',
      '12 pytest  dev',
      '14 gpu >=12 optional',
    ]);
  });
});
