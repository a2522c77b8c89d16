import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compareProtobuf } from '../../src/contracts/protobuf/compare-protobuf.ts';
import { protobufCategories, usualPolicy } from '../../src/contracts/protobuf/policy.ts';
import { protobuf } from '../../src/formats/protobuf/format.ts';
import { protobufRows } from './protobuf-rows.ts';

const letters = { FILE: 'F', PACKAGE: 'P', WIRE_JSON: 'J', WIRE: 'W' } as const;

async function brokenUnder(old: string, next: string): Promise<string> {
  const side = async (text: string) => {
    const { contract } = await protobuf.read({ path: 'a.proto', text });
    if (!contract) throw new Error('not read');
    return { path: 'a.proto', contract };
  };
  const sides = [await side(old), await side(next)] as const;
  const told = protobufCategories.filter((category) =>
    compareProtobuf(...sides, { protobuf: { ...usualPolicy, category, isChosen: true } }).changes.some(
      ({ level }) => level === 'breaking',
    ),
  );
  return told.map((category) => letters[category]).join('');
}

test.each(protobufRows)('%s', async (_rule, old, next, told) => {
  expect(await brokenUnder(old, next)).toBe(told);
  expect(await brokenUnder(old, old)).toBe('');
});

describe('buf itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'system-drift-buf-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** All pairs at once, each in a package and a file of its own, for a process takes longer than all of them. */
  const write = (side: 'old' | 'new', texts: readonly string[]): string => {
    const root = join(folder, side);
    mkdirSync(root);
    texts.forEach((text, at) =>
      writeFileSync(join(root, `r${at}.proto`), text.replace(/^package /m, `package r${at}.`)),
    );
    return root;
  };

  const breaking = (old: string, next: string, category: keyof typeof letters): string => {
    const buf = join(
      dirname(createRequire(import.meta.url).resolve('@bufbuild/buf/package.json')),
      'bin',
      'buf',
    );
    const config = JSON.stringify({ version: 'v2', breaking: { use: [category] } });
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [
        buf,
        'breaking',
        next,
        '--against',
        old,
        '--config',
        config,
        '--against-config',
        config,
        '--error-format',
        'json',
      ],
      { encoding: 'utf8' },
    );
    if (status !== 100) throw new Error(`buf ended with ${status}: ${stderr}`);
    return stdout;
  };

  test('says the same of every pair but of those that are marked', () => {
    const old = write(
      'old',
      protobufRows.map(([, text]) => text),
    );
    const next = write(
      'new',
      protobufRows.map(([, , text]) => text),
    );
    const told = protobufRows.map(() => '');
    for (const category of protobufCategories) {
      const rows = new Set(
        [...breaking(old, next, category).matchAll(/\br(\d+)\./g)].map(([, row]) => Number(row)),
      );
      for (const row of rows) told[row] += letters[category];
    }
    const unlike = protobufRows.filter(([, , , ours], at) => ours !== told[at]);
    expect(unlike.map(([rule, , , ours]) => [rule, ours])).toEqual(
      protobufRows.filter(([rule]) => rule.startsWith('unlike')).map(([rule, , , ours]) => [rule, ours]),
    );
  });
});
