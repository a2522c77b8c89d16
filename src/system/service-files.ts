import { folderOf } from '../formats/paths.ts';
import type { TreePair } from '../source/repository.ts';
import type { Fact } from './facts.ts';
import type { FileReader } from './file-reader.ts';
import type { Subjects } from './subjects.ts';

/** Something about pods of a cluster or about how they are reached changed. */
export function isAboutPods({ added, removed }: Subjects): boolean {
  return [...added, ...removed].some(isOfCluster);
}

const ofClusters: ReadonlySet<Fact['kind']> = new Set([
  'service-port',
  'selector',
  'cluster-object',
  'object-reference',
]);

function isOfCluster(fact: Fact): boolean {
  if (fact.kind === 'unit') return fact.type === 'workload-container';
  if (fact.kind === 'port' || fact.kind === 'health-check') return fact.unit.includes('/');
  if (fact.kind === 'route') return fact.scheme === 'cluster';
  if (fact.kind === 'service') return fact.selector !== undefined;
  return ofClusters.has(fact.kind);
}

/** Plain manifests in the folders of those that changed: what selects the pods, and what is sent to them. */
export function besideManifests(
  { added, removed }: Subjects,
  reader: FileReader,
  trees: TreePair,
): readonly string[] {
  const folders = new Set(
    [...added, ...removed].flatMap((fact) => (isOfCluster(fact) ? [folderOf(fact.file)] : [])),
  );
  if (folders.size === 0) return [];
  return [...trees.head.paths()].filter(
    (path) => folders.has(folderOf(path)) && /\.ya?ml$/.test(path) && reader.isOf(path, ['kubernetes']),
  );
}
