import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromArguments } from '../../src/comparison/from-arguments.ts';
import type { DiffArguments } from '../../src/comparison/from-arguments.ts';
import { openRepository } from '../../src/source/open-repository.ts';
import type { ComparedCommits } from '../../src/triage/report.ts';
import { createRepository } from '../e2e/stand-in/git-repository.ts';
import type { GitRepository } from '../e2e/stand-in/git-repository.ts';

let folder: string;
let repository: GitRepository;
let start: string;
let main: string;
let feature: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'system-drift-arguments-'));
  repository = createRepository(join(folder, 'work'));
  const { commit, git } = repository;
  start = commit('Start', { a: '1' });
  main = commit('Move on', { b: '1' });
  git('switch', '--quiet', '--create', 'feature', start);
  feature = commit('Feature', { c: '1' });
  git('update-ref', 'refs/heads/--output=x', main);
  git('switch', '--quiet', '--orphan', 'unrelated');
  commit('Elsewhere', { d: '1' });
  git('switch', '--quiet', 'feature');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function compared(given: DiffArguments, directory = repository.directory): Promise<ComparedCommits> {
  const opened = await openRepository(directory);
  try {
    return await fromArguments(opened, given);
  } finally {
    await opened.close();
  }
}

test.each<[string, DiffArguments, () => ComparedCommits]>([
  ['nothing', {}, () => ({ base: start, head: feature, baseIs: 'merge base of main and HEAD' })],
  ['a base', { base: 'main' }, () => ({ base: main, head: feature, baseIs: 'given as base' })],
  [
    'a base and a head',
    { base: 'feature', head: 'main' },
    () => ({ base: feature, head: main, baseIs: 'given as base' }),
  ],
  ['two dots', { base: 'main..feature' }, () => ({ base: main, head: feature, baseIs: 'given as base' })],
  [
    'three dots',
    { base: 'main...feature' },
    () => ({ base: start, head: feature, baseIs: 'merge base of main and feature' }),
  ],
  [
    'an open range',
    { base: 'main...' },
    () => ({ base: start, head: feature, baseIs: 'merge base of main and HEAD' }),
  ],
  [
    'a head alone',
    { head: 'main' },
    () => ({ base: start, head: main, baseIs: 'first parent of main, which is part of main' }),
  ],
  [
    'a branch like an option',
    { base: '--output=x' },
    () => ({ base: main, head: feature, baseIs: 'given as base' }),
  ],
])('%s', async (_, given, expected) => {
  expect(await compared(given)).toEqual(expected());
});

test.each<[string, DiffArguments]>([
  ['an unknown base', { base: 'nope' }],
  ['an unknown head', { base: 'main', head: 'nope' }],
  ['an option', { base: '--all' }],
  ['a range of nothing', { base: 'nope..feature' }],
  ['no common ancestor', { base: 'main...unrelated' }],
  ['no common ancestor with the default branch', { head: 'unrelated' }],
  ['a tree', { base: 'main^{tree}' }],
])('%s is refused with a remedy', async (_, given) => {
  const refused = await compared(given).catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: 'UserError' });
  expect(refused).toHaveProperty('remedy', expect.stringMatching(/\w/));
});

test.each([
  ['the merge base', 'main'],
  ['a parent', 'feature'],
])('a shallow clone without %s says how to deepen it', async (_, defaultBranch) => {
  const shallow = join(folder, `shallow-${defaultBranch}`);
  repository.git('switch', '--quiet', defaultBranch);
  const url = `file://${repository.directory}`;
  repository.git('clone', '--quiet', '--depth=1', '--no-single-branch', '--branch=feature', url, shallow);
  repository.git('switch', '--quiet', 'feature');
  await expect(compared({}, shallow)).rejects.toMatchObject({
    message: expect.stringContaining('shallow') as string,
    remedy: expect.stringContaining('--unshallow') as string,
  });
});

test('a repository without a default branch asks for the base', async () => {
  const other = createRepository(join(folder, 'other'));
  other.git('switch', '--quiet', '--create', 'work');
  other.commit('Start', { a: '1' });
  await expect(compared({}, other.directory)).rejects.toMatchObject({
    remedy: expect.stringContaining('Name the base') as string,
  });
});
