import { isTestPath } from '../../formats/code-paths.ts';
import { folderOf } from '../../formats/paths.ts';
import { code, text } from '../../report/text.ts';
import { clusterBuilds, mayBeSame, objectsFor } from '../../system/cluster-builds.ts';
import type { ClusterBuild } from '../../system/cluster-builds.ts';
import type { BuiltObject } from '../../system/cluster-objects.ts';
import type { ConfigReference } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem, Severity } from '../rule.ts';

/** A ConfigMap or Secret is gone; something still refers to it. */
export const k8sConfigObjectRemoved: ChangeRule = {
  kind: 'change',
  id: 'k8s-config-object-removed',
  stage: 'config',
  severity: 'critical',
  summary: 'A ConfigMap or Secret is gone, renamed or moved, and something still refers to it',
  assumption: 'Assumes that nothing refers to the object any more.',
  verify: 'Render the manifests of both sides and search for the name.',
  explanation: `Compares what is applied together (one kustomization, one chart, or plain manifests) at base and at head. It
fires when a reference at head (\`env\`, \`envFrom\`, a volume, \`imagePullSecrets\`, TLS of an Ingress, values of a Flux
release) found its ConfigMap or Secret at base and does not any more: the object, the generator, SealedSecret or
ExternalSecret that makes it was removed, got another name or another namespace.

It stays silent for optional references, when the object now stands in another file that is new or has it newly, and in
tests and examples. Severity: critical where containers need it to start, high for pull secrets and TLS. Where parts of
the build come from elsewhere, or the object stood in another folder than what refers to it, it is a question, and medium.`,
  check: (change) => {
    const before = new Map(clusterBuilds(change.base).map((build) => [build.key, build]));
    return clusterBuilds(change.head).flatMap((build) => {
      const old = before.get(build.key);
      return old ? removedIn(change, old, build) : [];
    });
  },
};

interface Lost {
  readonly reference: Located<ConfigReference>;
  readonly was: BuiltObject;
}

function removedIn(change: Change, old: ClusterBuild, build: ClusterBuild): readonly Problem[] {
  const lost = build.references.flatMap((reference): readonly Lost[] => {
    if (reference.optional || objectsFor(build, reference).length > 0) return [];
    const [was] = objectsFor(old, reference);
    return was && !isMoved(change, was, reference) ? [{ reference, was }] : [];
  });
  return groupBy(lost, ({ was }) => `${was.type}\0${was.name}`).map((group) => problemOf(old, build, group));
}

/** Another file has it newly: it moved there. Objects without a folder of their own are all plain. */
function isMoved({ base, head }: Change, was: BuiltObject, { namespace }: ConfigReference): boolean {
  const filesOf = (system: System): ReadonlySet<string> =>
    new Set(
      system
        .facts('config-object')
        .filter(
          (each) => each.type === was.type && each.name === was.name && mayBeSame(each.namespace, namespace),
        )
        .map(({ file }) => file),
    );
  if (isNamedOtherwise({ base, head }, was)) return true;
  const known = filesOf(base);
  return [...filesOf(head)].some((file) => !known.has(file) && !isTestPath(file));
}

/** A template has its name from another expression now, which may well give the same name. */
function isNamedOtherwise({ base, head }: Pick<Change, 'base' | 'head'>, was: BuiltObject): boolean {
  if (!was.name.includes('{{')) return false;
  const files = new Set(was.statements.map(({ file }) => file));
  const namesIn = (system: System): readonly string[] =>
    system
      .facts('config-object')
      .filter(({ file, type, name }) => files.has(file) && type === was.type && name.includes('{{'))
      .map(({ name }) => name);
  const before = new Set(namesIn(base));
  return namesIn(head).some((name) => !before.has(name));
}

function problemOf(
  old: ClusterBuild,
  build: ClusterBuild,
  [first, ...rest]: readonly [Lost, ...Lost[]],
): Problem {
  const { reference, was } = first;
  const kind = was.type === 'secret' ? text`Secret` : text`ConfigMap`;
  const stood = was.statements[0];
  const near =
    build.root !== null || was.statements.some(({ file }) => folderOf(file) === folderOf(reference.file));
  const sure = near && !build.open && !old.open;
  return {
    subject: was.name,
    identity: [build.key, was.type, was.name],
    severity: sure ? severityOf([first, ...rest]) : 'medium',
    confidence: sure ? 'likely' : 'possible',
    title: text`The ${kind} ${code(was.name)} is gone, and ${code(reference.by)} still refers to it`,
    assumption: sure
      ? text`Assumes nothing refers to ${code(was.name)} any more`
      : text`Assumes ${code(was.name)} comes from somewhere else now; does it?`,
    verify: text`Render the manifests of both sides and search for ${code(was.name)}`,
    at: placeOf(reference),
    atBase: stood ? placeOf(stood) : null,
    related: rest.slice(0, 4).map((other) => ({
      ...placeOf(other.reference),
      side: 'head',
      note: text`${code(other.reference.by)} too`,
    })),
  };
}

function severityOf(lost: readonly Lost[]): Severity {
  return lost.some(({ reference: { use } }) => use === 'env' || use === 'env-from' || use === 'volume')
    ? 'critical'
    : 'high';
}
