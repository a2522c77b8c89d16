import { Unreadable } from '../../src/formats/format.ts';
import { opam } from '../../src/formats/opam/format.ts';
import { readOpam } from '../../src/formats/opam/read.ts';
import { endless } from '../support/endless.ts';

/** Facts as `line kind name version-or-specifier` and what else is said. */
function read(path: string, text: string): readonly string[] {
  return readOpam({ path, text }).facts.flatMap((fact) => {
    if (fact.kind === 'package') {
      const said = [
        fact.direct === null ? '' : fact.direct ? 'direct' : 'along',
        fact.dev === true ? 'dev' : '',
      ];
      return [`${fact.line} ${fact.name}@${fact.version}`, ...said, fact.source.commit ?? '']
        .filter(Boolean)
        .join(' ');
    }
    if (fact.kind === 'requirement') return `${fact.line} asks ${fact.name} ${fact.specifier} ${fact.group}`;
    return fact.kind === 'runtime' ? `${fact.line} runs ${fact.name} ${fact.version}` : fact.kind;
  });
}

const manifest = `opam-version: "2.0"
synopsis: "A shop: with # and (* in words"
depends: [
  "ocaml" {>= "4.08" & < "5.3"}
  "dune" {>= "3.7"}
  # left out: "gone"
  "left" {>= "1.0" & < "2.0~"}
  ("right" | "other" {= "1.2"})
  "alcotest" {with-test & >= "1.7"}
  "odoc" {with-doc}
]
depopts: ["fast"]
build: [
  ["dune" "subst"] {dev}
  ["dune" "build" "-p" name "@runtest" {with-test}]
]
`;

describe('opam', () => {
  test.each([
    ['shop.opam', true],
    ['opam', true],
    ['src/shop.opam.locked', true],
    ['switch.export', true],
    ['shop.install', false],
    ['opam.md', false],
  ])('%s is one: %s', (path, expected) => {
    expect(opam.matches(path)).toBe(expected);
  });

  test.each([
    [manifest, true],
    ['# a list\nleft.1.2.0\n', true],
    ['lib: ["META"]\n', false],
    ['PATH=/usr/bin\nexport PATH\n', false],
  ])('recognises %j: %s', (text, expected) => {
    expect(opam.recognises?.(text)).toBe(expected);
  });

  test('reads what a package asks for', () => {
    expect(read('shop.opam', manifest)).toEqual([
      '4 runs ocaml >=4.08 <5.3',
      '5 asks dune >=3.7 prod',
      '7 asks left >=1.0 <2.0~ prod',
      '8 asks right  prod',
      '8 asks other =1.2 prod',
      '9 asks alcotest >=1.7 dev',
      '10 asks odoc  dev',
      '12 asks fast  optional',
    ]);
  });

  test('reads what a package was locked to, and where pinned ones come from', () => {
    const commit = 'a'.repeat(40);
    const text = `opam-version: "2.0"
depends: [
  "left" {= "1.2.0"}
  "right" {= "dev"}
  "alcotest" {= "1.7.0" & with-test}
]
pin-depends: [
  ["right.dev" "git+https://git.example.org/acme/right.git#${commit}"]
]
`;
    expect(read('shop.opam.locked', text)).toEqual([
      'lockfile',
      '3 left@1.2.0',
      `4 right@dev ${commit}`,
      '5 alcotest@1.7.0 dev',
    ]);
  });

  test('reads a switch that was exported', () => {
    const text = `opam-version: "2.0"
compiler: ["ocaml-base-compiler.4.14.1"]
roots: ["left.1.2.0" "ocaml-base-compiler.4.14.1"]
installed: [
  "along.v0.16.0"
  "left.1.2.0"
  "ocaml-base-compiler.4.14.1"
]
pinned: "left.1.2.0"
package "left" {
  opam-version: "2.0"
  depends: ["along"]
}
`;
    expect(read('switch.export', text)).toEqual([
      'lockfile',
      '5 along@v0.16.0 along',
      '6 left@1.2.0 direct',
      '7 ocaml-base-compiler@4.14.1 direct',
    ]);
  });

  test('reads a plain list', () => {
    const text = '# opam list\nleft.1.2.0\r\n\nright.v0.16 # here\nno version\n';
    expect(read('opam-switch.install', text)).toEqual(['lockfile', '2 left@1.2.0', '4 right@v0.16']);
  });

  test.each([
    'depends: [\n  "left" {= "1"}\n',
    'depends: [ "left" {= "1" ]\n',
    'depends: [ "left\n]\n',
    'depends: ] "left" [\n',
    '<<<<<<< a\ndepends: []\n=======\n>>>>>>> b\n',
  ])('refuses %j', (text) => {
    expect(() => read('shop.opam', text)).toThrow(Unreadable);
  });

  test.each(['depends: [' + '"a" '.repeat(50_000) + ']', '['.repeat(50_000), 'a: "'.padEnd(100_000, '\\')])(
    'ends on hostile text',
    (text) => {
      const attempt = (): boolean => {
        try {
          return read('shop.opam', text).length >= 0;
        } catch (error) {
          return error instanceof Unreadable;
        }
      };
      expect(attempt()).toBe(true);
    },
    endless,
  );
});
