import { readCargoLock } from '../../src/formats/cargo-lock/read.ts';
import { parseSections, scanSections } from '../../src/formats/pnpm-lock/sections.ts';
import { readPnpmLock } from '../../src/formats/pnpm-lock/read.ts';
import { readPoetryLock } from '../../src/formats/poetry-lock/read.ts';
import { readUvLock } from '../../src/formats/uv-lock/read.ts';
import type { Reading, SourceFile } from '../../src/formats/format.ts';
import type { BlockMemory } from '../../src/formats/block-memory.ts';
import { numbersFrom } from '../support/numbers-from.ts';
import { cargoLock, pnpmLock, poetryLock, uvLock } from '../support/written-locks.ts';

type Read = (file: SourceFile, memory?: BlockMemory) => Reading | Promise<Reading>;

const readers: readonly (readonly [name: string, read: Read, text: string])[] = [
  ['pnpm-lock.yaml', readPnpmLock, pnpmLock],
  ['uv.lock', readUvLock, uvLock],
  ['poetry.lock', readPoetryLock, poetryLock],
  ['Cargo.lock', readCargoLock, cargoLock],
];

async function outcome(read: Read, text: string, memory?: BlockMemory): Promise<unknown> {
  try {
    return await read({ path: 'lock', text }, memory);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : error;
  }
}

/** What a person, a merge or a formatter may do to a line. */
function mutated(text: string, next: () => number): string {
  const lines = text.split('\n');
  const at = Math.floor(next() * lines.length);
  const line = lines[at] ?? '';
  const other = lines[Math.floor(next() * lines.length)] ?? '';
  const kinds = [
    () => lines.splice(at, 1),
    () => lines.splice(at, 0, other),
    () => lines.splice(at, 1, ` ${line}`),
    () => lines.splice(at, 1, line.trimStart()),
    () => lines.splice(at, 1, `${line} # note`),
    () => lines.splice(at, 1, line.replaceAll("'", '"')),
    () => lines.splice(at, 1, line.slice(0, Math.floor(line.length * next()))),
    () => lines.splice(at, 1, line.replace(/\d/, '7')),
    () => lines.splice(at, 0, ''),
    () => lines.splice(at),
    () => lines.splice(at, 1, line.replace(': ', ':  ')),
    () => lines.splice(at, 1, line.replace(/[{[]/, '"')),
  ];
  kinds[Math.floor(next() * kinds.length)]?.();
  return lines.join('\n');
}

test.each(readers)('%s is the same whether a block was met before or not', async (_, read, text) => {
  const next = numbersFrom(7);
  const memory: BlockMemory = new Map();
  const whole = await outcome(read, text, memory);
  expect(whole).toHaveProperty('facts');
  expect(await outcome(read, text, memory)).toEqual(whole);
  for (let round = 0; round < 300; round += 1) {
    let changed = text;
    for (let count = 0; count <= round % 3; count += 1) changed = mutated(changed, next);
    expect(await outcome(read, changed, memory)).toEqual(await outcome(read, changed));
  }
});

test('blocks of a pnpm lockfile say what the YAML parser says', async () => {
  const next = numbersFrom(11);
  let scanned = 0;
  for (let round = 0; round < 600; round += 1) {
    let changed = pnpmLock;
    for (let count = 0; count < round % 4; count += 1) changed = mutated(changed, next);
    const fast = scanSections(changed, new Map());
    if (!fast) continue;
    scanned += 1;
    const { packages, snapshots } = await parseSections(changed);
    expect({ packages: fast.packages, snapshots: fast.snapshots }).toEqual({ packages, snapshots });
  }
  expect(scanned).toBeGreaterThan(250);
});

test.each(readers.slice(1))(
  '%s by blocks says what the parser of the whole file says',
  async (_, read, text) => {
    const next = numbersFrom(23);
    for (let round = 0; round < 300; round += 1) {
      const changed = round === 0 ? text : mutated(text, next);
      // Line ends of another kind are left to the parser: the same facts in another way.
      expect(await outcome(read, changed)).toEqual(await outcome(read, changed.replaceAll('\n', '\r\n')));
    }
  },
);

test.each(readers)('%s moves the lines of a block that moved', async (_, read, text) => {
  const memory: BlockMemory = new Map();
  const before = (await read({ path: 'lock', text }, memory)).facts.filter(({ kind }) => kind === 'package');
  const at = text.startsWith('lockfileVersion') ? text.indexOf('\n') + 1 : 0;
  const moved = `${text.slice(0, at)}# a line more\n${text.slice(at)}`;
  const after = (await read({ path: 'lock', text: moved }, memory)).facts.filter(
    ({ kind }) => kind === 'package',
  );
  expect(before.length).toBeGreaterThan(2);
  expect(after).toEqual(before.map((fact) => ({ ...fact, line: fact.line + 1 })));
});
