import { Unreadable } from '../../src/formats/format.ts';
import { perlManifests } from '../../src/formats/perl-manifests/format.ts';
import { readPerlManifest } from '../../src/formats/perl-manifests/read.ts';

/** Facts as `line kind name version-or-specifier`. */
function read(path: string, text: string): readonly string[] {
  return readPerlManifest({ path, text }).facts.map((fact) => {
    if (fact.kind === 'requirement') return `${fact.line} asks ${fact.name} ${fact.specifier} ${fact.group}`;
    if (fact.kind === 'runtime') return `${fact.line} runs ${fact.name} ${fact.version}`;
    return fact.kind === 'manifest' ? `${fact.line} is ${fact.name} ${fact.version}` : fact.kind;
  });
}

describe('perl-manifests', () => {
  test.each([
    ['META.json', true],
    ['META.yml', true],
    ['lib/cpanfile', true],
    ['meta.json', false],
    ['cpanfile.snapshot', false],
  ])('%s is one: %s', (path, expected) => {
    expect(perlManifests.matches(path)).toBe(expected);
  });

  test.each([
    ['{"meta-spec": {"version": 2}}', true],
    ["requires 'Left';\n", true],
    ['{"name": "a plugin"}', false],
  ])('recognises %j: %s', (text, expected) => {
    expect(perlManifests.recognises?.(text)).toBe(expected);
  });

  test('reads version 2 of the specification', () => {
    const text = `{
  "name": "Acme-Shop",
  "version": "0.028",
  "meta-spec": {"version": 2},
  "prereqs": {
    "runtime": {
      "requires": {
        "Left::Pad": "1.23",
        "strict": "0",
        "perl": "5.010001"
      },
      "recommends": {"Fast": ">= 2, < 3"},
      "conflicts": {"Old": "1"}
    },
    "test": {"requires": {"Test::More": "0.88"}}
  }
}
`;
    expect(read('META.json', text)).toEqual([
      '2 is Acme-Shop 0.028',
      '8 asks Left::Pad 1.23 prod',
      '9 asks strict  prod',
      '10 runs perl >=5.10.1',
      '12 asks Fast >= 2, < 3 optional',
      '15 asks Test::More 0.88 dev',
    ]);
  });

  test('reads version 1 of the specification', () => {
    const text = `--- #YAML:1.0
name:     Acme-Shop
version:  0.08
requires:
    Left: 1.5
build_requires:
    Test::More: '0'
meta-spec:
    version: 1.3
`;
    expect(read('META.yml', text)).toEqual([
      '2 is Acme-Shop 0.08',
      '5 asks Left 1.5 prod',
      '7 asks Test::More  dev',
    ]);
  });

  test('reads a cpanfile', () => {
    const text = `requires 'perl', 'v5.26.1';
requires 'Left::Pad', '1.23';
requires "Right" => '>= 1.0, < 2.0';
requires 'Any';
# requires 'Gone';
recommends 'Fast', 2.5;
conflicts 'Old', '< 1.0';
on 'test' => sub {
  requires 'Test::More', '>= 0.96';
};
on develop => sub { requires 'Perl::Tidy'; };
requires 'Last';
test_requires 'Test::Deep';
requires $name;
`;
    expect(read('cpanfile', text)).toEqual([
      '1 runs perl >=5.26.1',
      '2 asks Left::Pad 1.23 prod',
      '3 asks Right >= 1.0, < 2.0 prod',
      '4 asks Any  prod',
      '6 asks Fast 2.5 optional',
      '9 asks Test::More >= 0.96 dev',
      '11 asks Perl::Tidy  dev',
      '12 asks Last  prod',
      '13 asks Test::Deep  dev',
    ]);
  });

  test.each([
    ['META.json', '{"meta-spec": '],
    ['META.yml', 'meta-spec: [\n'],
    ['cpanfile', "<<<<<<< a\nrequires 'A';\n=======\n>>>>>>> b\n"],
  ])('refuses a broken %s', (path, text) => {
    expect(() => read(path, text)).toThrow(Unreadable);
  });
});
