import { folderOf, nameOf } from '../formats/paths.ts';
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

/** A port moved of something that a proxy can call by its name. */
export function isAboutPorts({ added, removed }: Subjects): boolean {
  return [...added, ...removed].some(
    (fact) =>
      (fact.kind === 'port' && !fact.unit.includes('/')) ||
      (fact.kind === 'declaration' && fact.phase === 'run' && /^(?:[A-Z]+_)*PORTS?$/.test(fact.name)),
  );
}

/** Files of proxies and scrapers, and what they can be found by. */
export const proxies = {
  patterns: [
    '(proxy|fastcgi|uwsgi|grpc)_pass',
    '^ *(upstream|reverse_proxy|backend) ',
    '(static_configs|load_assignment|loadBalancer):',
  ],
  endings: ['.conf', '.cfg', '.template', '.yml', '.yaml', 'Caddyfile'],
  formats: ['proxy'],
} as const;

/** What a hosting platform builds or runs stands beside its manifest: `fly.toml` and `Dockerfile`. */
const besides = /^(?:Dockerfile|fly[\w.-]*\.toml)$/;

/** Plain manifests in the folders of those that changed: what selects the pods, and what is sent to them. */
export function besideManifests(
  { added, removed }: Subjects,
  reader: FileReader,
  trees: TreePair,
): readonly string[] {
  const moved = [...added, ...removed];
  const folders = new Set(moved.filter(isOfCluster).map(({ file }) => folderOf(file)));
  const built = new Set(
    moved
      .filter(({ kind, file }) => kind === 'port' || (kind === 'declaration' && besides.test(nameOf(file))))
      .map(({ file }) => folderOf(file)),
  );
  if (folders.size === 0 && built.size === 0) return [];
  return [...trees.head.paths()].filter((path) => {
    const folder = folderOf(path);
    if (built.has(folder) && besides.test(nameOf(path))) return true;
    return folders.has(folder) && /\.ya?ml$/.test(path) && reader.isOf(path, ['kubernetes']);
  });
}
