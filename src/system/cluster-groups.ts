import { ofKind } from './of-kind.ts';
import { isTestPath } from '../formats/code-paths.ts';
import { folderOf } from '../formats/paths.ts';
import { chartFolderOf, clusterBuilds, mayBeSame } from './cluster-builds.ts';
import type { FactKind, FactOf, Unit } from './facts.ts';
import type { Change, Located, System } from './system.ts';

/** Manifests that belong together for certain: what one kustomization builds, or plain files of one folder. */
export interface ClusterGroup {
  /** the same on both sides */
  readonly key: string;
  readonly system: System;
  /** in the order in which they are laid over each other */
  readonly files: readonly string[];
  /** of what its kustomizations say about all pods */
  readonly settings: string;
  /** more objects may be part of it */
  readonly open: boolean;
  /** its files are laid over each other: one name is one object */
  readonly layered: boolean;
}

export interface ClusterGroupPair {
  readonly base: ClusterGroup;
  readonly head: ClusterGroup;
}

/** A group that a changed file is part of, on both sides. */
export function clusterGroupPairs({ base, head, files }: Change): readonly ClusterGroupPair[] {
  const changed = new Set(files.flatMap(({ path, from }) => (from === undefined ? [path] : [path, from])));
  const before = new Map(clusterGroups(base).map((group) => [group.key, group]));
  return clusterGroups(head).flatMap((group) => {
    const old = before.get(group.key);
    const isTouched = [...group.files, ...(old?.files ?? [])].some((file) => changed.has(file));
    return old && isTouched ? [{ base: old, head: group }] : [];
  });
}

const cache = new WeakMap<System, readonly ClusterGroup[]>();

function clusterGroups(system: System): readonly ClusterGroup[] {
  const known = cache.get(system);
  if (known) return known;
  const groups: ClusterGroup[] = [];
  const folders = new Map<string, string[]>();
  for (const build of clusterBuilds(system)) {
    if (build.key.startsWith('kustomization ')) {
      const settings = build.settings.map(({ digest }) => digest).join(' ');
      groups.push({ key: build.key, system, files: build.files, settings, open: build.open, layered: true });
    } else if (build.root === null) {
      for (const file of build.files) {
        if (system.files.get(file)?.format !== 'kubernetes' || isTestPath(file)) continue;
        folders.set(folderOf(file), [...(folders.get(folderOf(file)) ?? []), file]);
      }
    }
  }
  for (const [folder, files] of folders) {
    // Beside templates of a chart, more may be there than was read.
    if (chartFolderOf(system.tree, `${folder}/x`) !== null) continue;
    groups.push({ key: `folder ${folder}`, system, files, settings: '', open: false, layered: false });
  }
  cache.set(system, groups);
  return groups;
}

/** Facts of a kind in a group, in its order. */
export function factsIn<K extends FactKind>(
  { system, files }: ClusterGroup,
  kind: K,
): readonly Located<FactOf<K>>[] {
  return files.flatMap((file) => ofKind(system.files.get(file)?.facts ?? [], kind));
}

/** The pods of a workload, as all statements about it make them. */
export interface Pods {
  /** `Deployment/web` */
  readonly workload: string;
  readonly namespace: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** containers that the group says an image of: the rest is only patched */
  readonly units: readonly Located<Unit>[];
}

/** Pods by workload. */
export function podsIn(group: ClusterGroup): readonly Pods[] {
  const whole = new Set(factsIn(group, 'image').map(({ unit }) => unit));
  const found = new Map<string, Pods>();
  for (const unit of factsIn(group, 'unit')) {
    if (unit.type !== 'workload-container') continue;
    const workload = unit.name.slice(0, unit.name.lastIndexOf('/'));
    const key = group.layered ? workload : `${unit.namespace ?? ''} ${workload}`;
    const known = found.get(key);
    found.set(key, {
      workload,
      namespace: known?.namespace ?? unit.namespace,
      labels: { ...known?.labels, ...unit.labels },
      units: [...(known?.units ?? []), ...(whole.has(unit.name) ? [unit] : [])],
    });
  }
  return [...found.values()].filter(({ units }) => units.length > 0);
}

/** Whether a selector picks these pods. */
export function selects(
  labels: Readonly<Record<string, string>>,
  namespace: string | undefined,
  pods: Pods,
): boolean {
  const wanted = Object.entries(labels);
  const same = wanted.every(([key, value]) => pods.labels[key] === value);
  return wanted.length > 0 && same && mayBeSame(namespace, pods.namespace);
}
