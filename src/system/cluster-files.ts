import { folderOf } from '../formats/paths.ts';
import type { CommitTree } from '../source/tree.ts';
import type { TreePair } from '../source/repository.ts';
import { chartFolderOf, includedFile, isKustomization } from './cluster-builds.ts';
import type { FactKind } from './facts.ts';
import { factsOf } from './file-reader.ts';
import type { FileReader } from './file-reader.ts';
import { inBatches } from './in-batches.ts';
import { isAboutPods } from './service-files.ts';
import type { Subjects } from './subjects.ts';
import type { ChangedFile } from './system.ts';

const aboutConfiguration: readonly FactKind[] = [
  'config-object',
  'config-reference',
  'kustomization',
  'include',
  'service-port',
  'selector',
  'cluster-object',
  'object-reference',
];
const aboutCharts: readonly FactKind[] = ['chart', 'chart-value', 'chart-value-read'];

/** Far above what a repository that is deployed by kustomize has; beyond it only changed files are looked at. */
export const mostKustomizations = 3000;

/**
 * Files that are built together with a changed one: all that the same kustomizations take in, and all of the
 * same chart. Whether a key, an object or a value is there can only be told from all of them.
 */
export async function clusterFiles(
  subjects: Subjects,
  reader: FileReader,
  trees: TreePair,
  files: readonly ChangedFile[],
): Promise<readonly string[]> {
  const found = new Set<string>();
  const changed = new Set(files.flatMap(({ path, from }) => (from === undefined ? [path] : [path, from])));
  for (const tree of [trees.head, trees.base]) {
    const all = [...tree.paths()];
    const kustomizations = all.filter((path) => isKustomization(path));
    const folders = new Set(kustomizations.map(folderOf));
    const isAsked =
      aboutConfiguration.some((kind) => subjects.kinds.has(kind)) ||
      isAboutPods(subjects) ||
      [...changed].some((path) => folders.has(folderOf(path)));
    if (isAsked && kustomizations.length <= mostKustomizations) {
      for (const path of await builtWith(reader, tree, kustomizations, changed)) found.add(path);
    }
    if (![...aboutCharts, ...aboutConfiguration].some((kind) => subjects.kinds.has(kind))) continue;
    for (const path of chartsWith(tree, all, changed)) {
      if (reader.mayRead(path)) found.add(path);
    }
  }
  return [...found];
}

/** All files of the kustomizations that reach a changed file. */
export async function builtWith(
  reader: FileReader,
  tree: CommitTree,
  kustomizations: readonly string[],
  changed: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const targets = new Map<string, readonly string[]>();
  await inBatches(kustomizations, async (path) => {
    const facts = factsOf(await reader.read(tree, path));
    const written = facts.flatMap((fact) => {
      if (fact.kind === 'include') return [fact.path];
      return fact.kind === 'env-file' ? [fact.path] : [];
    });
    targets.set(
      path,
      written.flatMap((each) => includedFile(tree, path, each) ?? []),
    );
  });
  const found = new Set<string>();
  for (const path of kustomizations) {
    const reached = reachedFrom(path, targets);
    if ([...reached].some((each) => changed.has(each))) for (const each of reached) found.add(each);
  }
  return found;
}

function reachedFrom(start: string, targets: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const path of reached) {
    for (const target of targets.get(path) ?? []) reached.add(target);
  }
  return reached;
}

/** Files of the charts that a changed file belongs to: the outermost one, with the charts inside of it. */
function chartsWith(
  tree: CommitTree,
  all: readonly string[],
  changed: ReadonlySet<string>,
): readonly string[] {
  const folders = new Set([...changed].flatMap((path) => outermostChart(tree, path) ?? []));
  if (folders.size === 0) return [];
  return all.filter((path) => [...folders].some((folder) => folder === '.' || path.startsWith(`${folder}/`)));
}

function outermostChart(tree: CommitTree, path: string): string | null {
  let folder = chartFolderOf(tree, path);
  for (let outer = folder; outer !== null && outer !== '.';) {
    outer = chartFolderOf(tree, folderOf(outer) === '' ? 'x' : `${folderOf(outer)}/x`);
    folder = outer ?? folder;
  }
  return folder;
}
