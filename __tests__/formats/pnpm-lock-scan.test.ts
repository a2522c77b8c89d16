import { scan } from '../../src/formats/pnpm-lock/scan.ts';
import { readYaml } from '../../src/formats/yaml.ts';
import { withoutTypes } from '../support/without-types.ts';

const scanned = [
  `a:\n  - x\n  - 'y: z'\nb:\n- 1\nc: {}\nd: []\n'e f': "g"\n`,
  `a: 'it''s'\nb: {c: 'd, e', f: [g, 'h''i'], j: {k: l}}\n`,
  'a: https://x.example/y#z\nb: {c: https://x.example/y, d: e}\n',
  'a: |-\n  text: no key\n    deeper\nb: >\n  folded\n',
  '# comment\na:\n  # inner\n  b: 1\n\n\nc: 2\n',
  '? long key\n: b: 1\n  c: 2\nd: 3\n',
  'a:\n  ? long key\n  : 1\n  b: 2\n',
  'a: 1\n---\nb: 2\n',
  'a:\n  b:\n    c: 1\n  d: 2\ne: 3\n',
  'a: null\nb: ~\nc:\nd: ""\n',
];

test.each(scanned)('%j is scanned as the YAML parser reads it', (text) => {
  expect(scan(text)?.map(withoutTypes)).toEqual(readYaml(text).map(withoutTypes));
});

test.each([
  'a: &x 1\n',
  'a: *x\n',
  'a: !t b\n',
  'a: b: c\n',
  'a: b # c\n',
  'a:\n  b\n',
  'a: {b: [c, {d: e}\n',
  'a: "b\\n"\n',
  '- a: b\n',
  'a:\n  - b: c\n',
  'a: {b: c} d\n',
  '\ta: b\n',
  'a: {b:c}\n',
  "a: 'b\n",
  'a:\n    b: 1\n  c: 2\n',
  '? a\n',
  '? a\nc: d\n',
  ': b\n',
  'a\n',
  '%TAG x\n',
  'a: {\n',
  `a: ${'['.repeat(50)}${']'.repeat(50)}\n`,
])('%j is left to the YAML parser', (text) => {
  expect(scan(text)).toBeUndefined();
});
