import { code, list, text } from '../../report/text.ts';
import { clusterBuilds, objectsFor } from '../../system/cluster-builds.ts';
import type { ClusterBuild } from '../../system/cluster-builds.ts';
import type { BuiltObject } from '../../system/cluster-objects.ts';
import type { ConfigReference, Workload } from '../../system/facts.ts';
import type { Change, Located } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** Configuration changed under a stable name, and nothing starts the pods anew that took it at their start. */
export const k8sConfigChangeWithoutRollout: ChangeRule = {
  kind: 'change',
  id: 'k8s-config-change-without-rollout',
  stage: 'config',
  severity: 'medium',
  summary: 'A ConfigMap or Secret changed, and nothing starts the pods anew that use it',
  assumption: 'Assumes that running pods pick up the change.',
  verify: 'Compare the pod templates of both sides; when they are equal, restart the workload by hand.',
  explanation: `Compares the values behind the keys of a ConfigMap or Secret on both sides, by digest. It fires when one
changed that a Deployment, StatefulSet, DaemonSet or Rollout takes as a variable, or as a file mounted by \`subPath\`: running
containers never see such a change, and the pod template is the same on both sides, so nothing starts them anew.

It stays silent where the name of the object changes with its content (kustomize's hash), with a checksum annotation, with
a reloader, for volumes that are refreshed in place, for Jobs, when the same change gives the pods another image or
anything else new, for images whose tag is filled in when they are deployed, and in charts whose version moved.`,
  yieldsTo: ['k8s-config-object-removed', 'k8s-config-key-missing'],
  check: (change) => {
    const before = new Map(clusterBuilds(change.base).map((build) => [build.key, build]));
    return clusterBuilds(change.head).flatMap((build) => {
      const old = before.get(build.key);
      return old && digestOfAll(old) === digestOfAll(build) && !chartMoved(change, build)
        ? changedIn(change, old, build)
        : [];
    });
  },
};

/** What kustomizations say about all pods. */
function digestOfAll({ settings }: ClusterBuild): string {
  return settings.map(({ digest }) => digest).join(' ');
}

function chartMoved({ files }: Change, { key, root }: ClusterBuild): boolean {
  const chart = root === '.' ? 'Chart.yaml' : `${root ?? ''}/Chart.yaml`;
  return key.startsWith('chart ') && files.some(({ path }) => path === chart);
}

interface Stale {
  readonly reference: Located<ConfigReference>;
  readonly object: BuiltObject;
  readonly keys: readonly string[];
}

function changedIn(change: Change, old: ClusterBuild, build: ClusterBuild): readonly Problem[] {
  const stale = build.references.flatMap((reference): readonly Stale[] => {
    if (reference.live || !/^(?:Deployment|StatefulSet|DaemonSet|Rollout)\//.test(reference.by)) return [];
    return objectsFor(build, reference).flatMap((object) => {
      const keys = changedKeys(old, reference, object);
      return keys.length > 0 && !startsAnew(change, old, build, reference)
        ? [{ reference, object, keys }]
        : [];
    });
  });
  return groupBy(stale, ({ object }) => `${object.type}\0${object.name}\0${object.namespace ?? ''}`).map(
    (group) => problemOf(build, group),
  );
}

/** Keys that the reference takes and whose values are not those of base. */
function changedKeys(
  old: ClusterBuild,
  reference: Located<ConfigReference>,
  object: BuiltObject,
): readonly string[] {
  const found = objectsFor(old, reference);
  const [was] = found;
  if (!was || found.length > 1 || object.hashed || was.hashed) return [];
  const taken = reference.key === undefined ? [...object.contents.keys()] : [reference.key];
  return taken.filter((key) => {
    const now = object.contents.get(key);
    return now !== undefined && was.keys.has(key) && now !== was.contents.get(key);
  });
}

function startsAnew(
  change: Change,
  old: ClusterBuild,
  build: ClusterBuild,
  { by }: Located<ConfigReference>,
): boolean {
  const name = by.split('/').slice(0, 2).join('/');
  const own = (each: ClusterBuild): readonly Located<Workload>[] =>
    each.workloads.filter((fact) => fact.name === name);
  const now = own(build);
  if (now.some(({ restarts }) => restarts !== undefined)) return true;
  const digests = (facts: readonly Located<Workload>[]): string =>
    facts.map(({ digest }) => digest).join(' ');
  if (digests(own(old)) !== digests(now)) return true;
  const files = new Set(now.map(({ file }) => file));
  return change.head
    .facts('image')
    .some((image) => files.has(image.file) && image.unit.startsWith(`${name}/`) && image.variable);
}

function problemOf(build: ClusterBuild, [first, ...rest]: readonly [Stale, ...Stale[]]): Problem {
  const { reference, object } = first;
  const kind = object.type === 'secret' ? text`Secret` : text`ConfigMap`;
  const keys = [...new Set([first, ...rest].flatMap((each) => each.keys))];
  const [at = reference] = object.statements.filter(({ contents }) =>
    contents?.some(({ key }) => keys.includes(key)),
  );
  const workload = reference.by.split('/').slice(0, 2).join('/');
  return {
    subject: object.name,
    identity: [build.key, object.type, object.name],
    confidence: 'likely',
    title: text`${list(keys, 3)} of the ${kind} ${code(object.name)} changed, and nothing restarts ${code(workload)}`,
    assumption: text`Assumes the running pods of ${code(workload)} pick up ${list(keys, 3)}`,
    detail: text`The pods took the value when they started; their template is the same on both sides.`,
    verify: text`After applying, run ${code(`kubectl rollout restart ${workload}`)}, or let the pod template carry a checksum of ${code(object.name)}`,
    at: placeOf(at),
    atBase: null,
    related: [first, ...rest].slice(0, 4).map((each) => ({
      ...placeOf(each.reference),
      side: 'head',
      note: text`taken by ${code(each.reference.by)}`,
    })),
  };
}
