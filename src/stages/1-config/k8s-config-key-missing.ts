import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { clusterBuilds, objectsFor } from '../../system/cluster-builds.ts';
import type { ClusterBuild } from '../../system/cluster-builds.ts';
import type { BuiltObject } from '../../system/cluster-objects.ts';
import type { ConfigReference } from '../../system/facts.ts';
import type { Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { IntegrityRule, Problem } from '../rule.ts';

/** A workload takes a key that its ConfigMap or Secret does not have. */
export const k8sConfigKeyMissing: IntegrityRule = {
  kind: 'integrity',
  id: 'k8s-config-key-missing',
  stage: 'config',
  severity: 'critical',
  summary: 'A workload takes a key that its ConfigMap or Secret does not have',
  assumption: 'Assumes that the ConfigMap or Secret has the key.',
  verify: 'Render the manifests (`kustomize build`, `helm template`) and look for the key in the object.',
  explanation: `Joins \`configMapKeyRef\`, \`secretKeyRef\`, \`items\` of volumes and files mounted by \`subPath\` to the
object that they name, in what is applied together: everything that one kustomization builds (resources, components,
generators with \`behavior: merge\` or \`replace\`, their env files, patches), everything of one chart, or the plain manifests
of the repository, of which those in the same folder count first. SealedSecrets and ExternalSecrets count as the Secrets
they make. It fires when the object is there, all of its keys are known, and the key is not among them.

It stays silent for optional references, when the object is not in the repository, and when it may hold more keys than the
repository says (\`dataFrom\`, an untracked env file, a range in a template). Such a container does not start
(\`CreateContainerConfigError\`), so the default is critical; a \`subPath\` without its key becomes an empty folder: high.`,
  yieldsTo: ['k8s-config-object-removed'],
  check: (system) => {
    const told = new Set<string>();
    return clusterBuilds(system).flatMap((build) =>
      build.references.flatMap((reference) => {
        const objects = lacking(build, reference);
        // What several overlays share is said once.
        const place = `${reference.file}\0${reference.line}\0${objects.flatMap(({ statements }) => statements.map(({ file }) => file)).join('\0')}`;
        if (objects.length === 0 || told.has(place)) return [];
        told.add(place);
        return [problemOf(system, build, reference, objects)];
      }),
    );
  },
};

/** The objects that a reference can mean, when it is known that none of them has its key. */
function lacking(build: ClusterBuild, reference: Located<ConfigReference>): readonly BuiltObject[] {
  const { key, optional } = reference;
  if (key === undefined || key.includes('{{') || optional) return [];
  const objects = objectsFor(build, reference);
  return objects.some(({ open, keys }) => open || keys.has(key)) ? [] : objects;
}

function problemOf(
  system: System,
  build: ClusterBuild,
  reference: Located<ConfigReference>,
  objects: readonly BuiltObject[],
): Problem {
  const { key = '', object, type, by, use } = reference;
  const kind = type === 'secret' ? text`Secret` : text`ConfigMap`;
  const isMount = use === 'volume';
  return {
    subject: `${object}/${key}`,
    identity: [build.key, type, object, key],
    severity: isMount ? 'high' : 'critical',
    confidence: 'likely',
    title: text`${code(by)} takes ${code(key)} from the ${kind} ${code(object)}, which does not have it`,
    assumption: text`Assumes the ${kind} ${code(object)} has the key ${code(key)}`,
    detail: text`${whereOf(build)}, and there the object has other keys only.`,
    verify: text`Render them and look for ${code(key)} in ${code(object)}`,
    at: placeOf(reference),
    related: objects
      .flatMap(({ statements }) => statements)
      .slice(0, 4)
      .map((fact) => ({ ...placeOf(fact), side: system.side, note: text`keys of the object` })),
  };
}

function whereOf({ root, key }: ClusterBuild): Text {
  if (root === null) return text`The object is stated in manifests of this repository`;
  const what = key.startsWith('chart ') ? text`The chart` : text`The kustomization`;
  return text`${what} ${code(root)} holds both`;
}
