import { isTestPath } from '../formats/code-paths.ts';
import { folderOf, joinPath, nameOf } from '../formats/paths.ts';
import { mergeObjects } from './cluster-objects.ts';
import type { BuiltObject } from './cluster-objects.ts';
import type { ConfigReference, Kustomization, Workload } from './facts.ts';
import type { Located, System, Tree } from './system.ts';

/** Manifests that are applied together: what a kustomization builds, a chart renders, or plain files of the repository. */
export interface ClusterBuild {
  /** the same on both sides */
  readonly key: string;
  /** the kustomization or chart folder; null for plain files, of which nobody says which go together */
  readonly root: string | null;
  /** in the order in which they are laid over each other */
  readonly files: readonly string[];
  /** more objects may be part of it than the repository holds */
  readonly open: boolean;
  readonly settings: readonly Located<Kustomization>[];
  readonly objects: readonly BuiltObject[];
  readonly references: readonly Located<ConfigReference>[];
  readonly workloads: readonly Located<Workload>[];
}

export const kustomizationName = /^(?:kustomization\.ya?ml|Kustomization)$/;

/** Formats that state objects of a cluster. */
const manifests: ReadonlySet<string> = new Set(['kubernetes', 'helm-template', 'tiltfile']);

const cache = new WeakMap<System, readonly ClusterBuild[]>();

/** Every build that was read. Kustomizations that another one takes in are parts of that one. */
export function clusterBuilds(system: System): readonly ClusterBuild[] {
  const known = cache.get(system);
  if (known) return known;
  const kustomizations = system.facts('kustomization').filter(({ file }) => !isTestPath(file));
  const layers = new Map(kustomizations.map(({ file }) => [file, layersOf(system, file)]));
  const used = new Set([...layers].flatMap(([file, { files }]) => files.filter((each) => each !== file)));
  const roots = kustomizations.filter(({ file, component }) => !component && !used.has(file));
  const rest = [...system.files.values()].filter(
    ({ path, format }) => manifests.has(format) && !used.has(path) && !isTestPath(path),
  );
  const charts = new Map<string, string[]>();
  for (const { path } of rest) {
    const folder = chartFolderOf(system.tree, path) ?? '';
    charts.set(folder, [...(charts.get(folder) ?? []), path]);
  }
  const builds = [
    ...roots.flatMap(({ file }) => {
      const own = layers.get(file);
      return own ? [buildOf(system, `kustomization ${file}`, file, own)] : [];
    }),
    ...[...charts].map(([folder, paths]) => {
      const isChart = folder !== '';
      return buildOf(system, isChart ? `chart ${folder}` : 'plain', isChart ? folder : null, {
        files: paths,
        open: false,
      });
    }),
  ];
  cache.set(system, builds);
  return builds;
}

/** Folder of the chart that a template belongs to; `.` for one at the root, null where there is none. */
export function chartFolderOf(tree: Tree, path: string): string | null {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    if (tree.has(folder === '' ? 'Chart.yaml' : `${folder}/Chart.yaml`)) return folder === '' ? '.' : folder;
    if (folder === '') return null;
  }
}

interface Layers {
  readonly files: readonly string[];
  readonly open: boolean;
}

/** What a kustomization takes in, however far: resources before itself, patches behind it. */
function layersOf(system: System, file: string): Layers {
  const files: string[] = [];
  const seen = new Set<string>();
  let open = false;
  const visit = (path: string): void => {
    if (seen.has(path) || seen.size > 5000) return;
    seen.add(path);
    const read = system.files.get(path);
    if (!read) open ||= system.unreadable.has(path);
    const includes = (read?.facts ?? []).filter((fact) => fact.kind === 'include');
    const take = (list: RegExp): void => {
      for (const include of includes.filter((each) => list.test(each.list ?? ''))) {
        const target = includedFile(system.tree, path, include.path);
        if (target === null) open = true;
        else visit(target);
      }
    };
    if (read?.format === 'kustomization') {
      open ||= read.facts.some((fact) => fact.kind === 'kustomization' && fact.open.length > 0);
      take(/^(?:resources|bases)$/);
      take(/^components$/);
    }
    files.push(path);
    if (read?.format === 'kustomization') take(/^patches/);
  };
  visit(file);
  return { files, open };
}

/** The file that an entry means: a manifest, or the kustomization of a folder. */
export function includedFile(tree: Tree, from: string, written: string): string | null {
  const path = joinPath(folderOf(from), written);
  if (path === null) return null;
  if (tree.has(path)) return path;
  const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
  return names.map((name) => (path === '' ? name : `${path}/${name}`)).find((each) => tree.has(each)) ?? null;
}

function buildOf(system: System, key: string, root: string | null, layers: Layers): ClusterBuild {
  const own = new Set(layers.files);
  const order = new Map(layers.files.map((file, index) => [file, index]));
  const inOrder = <T extends Located>(facts: readonly T[]): readonly T[] =>
    facts
      .filter(({ file }) => own.has(file))
      .sort((a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0));
  const settings = inOrder(system.facts('kustomization'));
  // Where a kustomization moves everything into one namespace, what the files say about it no longer counts.
  const moved = settings.some(({ namespace }) => namespace !== undefined);
  const stated = inOrder(system.facts('config-object'));
  return {
    key,
    root,
    files: layers.files,
    open: layers.open,
    settings,
    objects: mergeObjects(system, stated, { together: root !== null, moved }),
    references: inOrder(system.facts('config-reference')).map((fact) =>
      moved ? withoutNamespace(fact) : fact,
    ),
    workloads: inOrder(system.facts('workload')),
  };
}

function withoutNamespace({ namespace: _, ...fact }: Located<ConfigReference>): Located<ConfigReference> {
  return fact;
}

/** The objects of a build that a reference can mean. Among plain files, those beside it come first. */
export function objectsFor(build: ClusterBuild, reference: Located<ConfigReference>): readonly BuiltObject[] {
  const found = build.objects.filter(
    ({ type, name, namespace }) =>
      type === reference.type && name === reference.object && mayBeSame(namespace, reference.namespace),
  );
  if (build.root !== null) return found;
  const folder = folderOf(reference.file);
  const beside = found.filter(({ statements }) => statements.some(({ file }) => folderOf(file) === folder));
  return beside.length > 0 ? beside : found;
}

/** Namespaces that are not stated are given when the manifest is applied. */
export function mayBeSame(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

/** Whether a file of this name is a kustomization. */
export function isKustomization(path: string): boolean {
  return kustomizationName.test(nameOf(path));
}
