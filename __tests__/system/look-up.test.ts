import { FileReader } from '../../src/system/file-reader.ts';
import { lookUp } from '../../src/system/look-up.ts';
import type { Repository } from '../../src/source/repository.ts';
import { CommitTree } from '../../src/source/tree.ts';
import { defaultSettings } from '../../src/settings/settings.ts';
import { changeOf } from '../support/system-of.ts';

const broken = (): never => {
  throw new TypeError('a bug, with text of a file in its message');
};
const repository: Pick<Repository, 'search' | 'history' | 'read'> = {
  search: broken,
  history: broken,
  read: broken,
};

test('a look-up that fails is a gap of its stage and hides nothing else', async () => {
  const files = [{ status: 'modified', path: 'shop.proto' }] as const;
  const change = await changeOf({}, {}, files);
  const tree = new CommitTree(
    new Map(['buf.yaml', 'shop.proto'].map((path) => [path, { kind: 'file', object: path }] as const)),
  );
  const known = await lookUp(change, {
    repository: repository as Repository,
    reader: new FileReader(repository, []),
    trees: { base: tree, head: tree, files },
    settings: defaultSettings,
    commits: { base: 'a', head: 'b' },
    isIgnored: () => false,
  });
  expect(known.gaps).toEqual([
    {
      stage: 'contracts',
      path: null,
      side: 'both',
      reason: 'reader-crashed',
      detail: 'What else relies on the change could not be looked up (TypeError); please report this',
    },
  ]);
  expect(known.change).toMatchObject(change);
});
