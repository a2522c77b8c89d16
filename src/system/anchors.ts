import { isExampleName } from '../formats/dotenv/example-name.ts';
import { folderOf, nameOf } from '../formats/paths.ts';
import type { TreePair } from '../source/repository.ts';
import { configFormats, isAboutKeys, isLaravelFile, laravelFiles } from './config-search.ts';
import type { Fact, FactKind } from './facts.ts';
import type { FileReader } from './file-reader.ts';
import type { Subjects } from './subjects.ts';
import { placeInFamily, relativesOf } from './variants.ts';

/** Kinds of facts whose questions need every compose file: they say what runs with which environment. */
const aboutUnits: readonly FactKind[] = [
  'declaration',
  'read',
  'unit',
  'env-file',
  'service',
  'edge',
  'health-check',
  'image',
  'copy',
  'mount',
  'command',
  'port',
  'image-tool',
  'route',
  'route-service',
  'volume',
  'project',
];

const runtimeFormats = [
  'runtime-files',
  'pyproject',
  'pipfile',
  'go-mod',
  'cargo-toml',
  'package-json',
  'dockerfile',
  'github-workflow',
];

/** Copies, dependencies and fixtures: they answer no question about the system. */
export const skipped = /(?:^|\/)(?:node_modules|vendor|third_party|testdata|fixtures|__fixtures__)\//;

/** Unchanged files that must be read whatever words they hold, because a question needs all of their kind. */
export function anchorsIn(subjects: Subjects, reader: FileReader, trees: TreePair): readonly string[] {
  const wanted: ((path: string) => boolean)[] = [];
  if (aboutUnits.some((kind) => subjects.kinds.has(kind)))
    wanted.push((path) => reader.isOf(path, ['compose']));
  const naming = foldersWith({ ...subjects, removed: [] }, ['declaration', 'read']);
  if (naming.length > 0) {
    wanted.push(
      (path) =>
        isExampleName(nameOf(path)) &&
        naming.some((folder) => isAbove(folderOf(path), folder)) &&
        reader.isOf(path, ['dotenv']),
    );
  }
  if (isAboutKeys(subjects)) {
    const laravel = laravelFiles(subjects);
    wanted.push((path) => reader.isOf(path, configFormats) || isLaravelFile(path, laravel));
  }
  // Who builds an image tells whether its variables are ever seen.
  if (subjects.added.some(({ kind, file }) => kind === 'declaration' && reader.isOf(file, ['dockerfile'])))
    wanted.push((path) => reader.isOf(path, ['github-workflow', 'github-action']));
  if (
    ['read', 'declaration', 'pass-through', 'env-filter'].some((kind) => subjects.kinds.has(kind as FactKind))
  )
    wanted.push((path) => reader.isOf(path, ['turbo']));
  // What any workflow reads is known, and callers and called must be seen together.
  if ([...subjects.added, ...subjects.removed].some(isAboutSecrets))
    wanted.push(
      (path) => path.startsWith('.github/') && reader.isOf(path, ['github-workflow', 'github-action']),
    );
  if (subjects.kinds.has('runtime')) {
    const folders = foldersWith(subjects, ['runtime']);
    wanted.push((path) => isNear(path, folders) && reader.isOf(path, runtimeFormats));
  }
  // The same may be said in another place.
  if (subjects.kinds.has('package-registry'))
    wanted.push((path) => reader.isOf(path, ['registry-config', 'pyproject']));
  // Packages say which runtimes they run on.
  if (subjects.kinds.has('package')) {
    const folders = foldersWith(subjects, ['package']);
    wanted.push((path) => isNear(path, folders) && reader.isOf(path, ['runtime-files', 'dockerfile']));
  }
  wanted.push(...aboutPaths(reader, trees));
  const changed = trees.files.map(({ path }) => path).filter((path) => placeInFamily(path));
  // What the other environments have.
  if (changed.length > 0) wanted.push(relativesOf(changed));
  if (wanted.length === 0) return [];
  return [...trees.head.paths()].filter((path) => wanted.some((wants) => wants(path)) && !skipped.test(path));
}

/** What says whether a path that is gone matters: what is left out of git and of images, and what is built from where. */
function aboutPaths(reader: FileReader, { files }: TreePair): readonly ((path: string) => boolean)[] {
  const folders = new Set<string>();
  for (const { status, path, from } of files) {
    const old = status === 'removed' ? path : status === 'renamed' ? from : undefined;
    for (let at = old; at !== undefined && at !== ''; at = folderOf(at)) folders.add(folderOf(at));
  }
  const ignores = files.some(({ path }) => path.endsWith('dockerignore'));
  const built = ignores ? ['compose', 'dockerfile'] : ['compose'];
  if (folders.size === 0 && !ignores) return [];
  return [
    (path) => (nameOf(path) === '.gitignore' && folders.has(folderOf(path))) || path.endsWith('dockerignore'),
    (path) => reader.isOf(path, built),
  ];
}

function isAboutSecrets(fact: Fact): boolean {
  if (fact.kind === 'workflow' || fact.kind === 'workflow-call') return true;
  return fact.kind === 'read' && fact.phase === 'ci' && /^(?:secrets|vars)$/.test(fact.via);
}

function foldersWith({ added, removed }: Subjects, kinds: readonly FactKind[]): readonly string[] {
  return [
    ...new Set(
      [...added, ...removed].filter(({ kind }) => kinds.includes(kind)).map(({ file }) => folderOf(file)),
    ),
  ];
}

function isAbove(folder: string, other: string): boolean {
  return folder === '' || other === folder || other.startsWith(`${folder}/`);
}

/** Beside, above, at most two folders below, or a workflow: where versions that must agree stand. */
function isNear(path: string, folders: readonly string[]): boolean {
  const own = folderOf(path);
  if (own === '.github/workflows') return true;
  return folders.some((folder) => {
    if (own === folder || own === '' || folder.startsWith(`${own}/`)) return true;
    const below = folder === '' ? own : own.startsWith(`${folder}/`) ? own.slice(folder.length + 1) : null;
    return below !== null && below.split('/').length <= 2;
  });
}
