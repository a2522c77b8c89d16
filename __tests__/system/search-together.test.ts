import { expect, test } from '@jest/globals';
import { searchTogether } from '../../src/system/search-together.ts';
import type { SearchWithin } from '../../src/system/look.ts';

function counted(paths: readonly string[]): { asked: Parameters<SearchWithin>[0][]; search: SearchWithin } {
  const asked: Parameters<SearchWithin>[0][] = [];
  const search: SearchWithin = (within) => {
    asked.push(within);
    return Promise.resolve(paths);
  };
  return { asked, search: searchTogether(search) };
}

const code = { endings: ['.ts', '.py'], patterns: ['stripe'] };
const images = { endings: ['ockerfile', 'Dockerfile.*'], patterns: ['postgres'] };

test('one search for who asks in the same turn; each gets the hits with its own endings', async () => {
  const { asked, search } = counted(['api/a.ts', 'api/Dockerfile', 'api/Dockerfile.dev', 'a.py', 'go.mod']);
  const answers = await Promise.all([search([code]), search([images]), search([])]);
  expect(answers).toEqual([['api/a.ts', 'a.py'], ['api/Dockerfile', 'api/Dockerfile.dev'], []]);
  expect(asked).toEqual([[code, images]]);
});

test('who asks later is answered by a search of its own; nothing asked is nothing searched', async () => {
  const { asked, search } = counted(['a.ts']);
  await search([code]);
  await search([]);
  await search([images]);
  expect(asked).toEqual([[code], [images]]);
});
