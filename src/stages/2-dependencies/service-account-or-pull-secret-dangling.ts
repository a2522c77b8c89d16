import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import { mayBeSame } from '../../system/cluster-builds.ts';
import { clusterGroupPairs, factsIn } from '../../system/cluster-groups.ts';
import type { ClusterGroup } from '../../system/cluster-groups.ts';
import type { ObjectReference } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A service account, priority class or scaled workload is gone, and something names it. */
export const serviceAccountOrPullSecretDangling: ChangeRule = {
  kind: 'change',
  id: 'service-account-or-pull-secret-dangling',
  stage: 'dependencies',
  severity: 'high',
  summary:
    'A service account, priority class or scaled workload is gone or renamed, and something still names it',
  assumption: 'Assumes that nothing names the object any more.',
  verify: 'Apply with `--dry-run=server`, or render both sides and search for the name.',
  explanation: `Takes \`serviceAccountName\` and \`priorityClassName\` of pods, the subjects of role bindings and
\`scaleTargetRef\` of autoscalers, and looks for the object in the same kustomization or folder. It fires when the object was
there at base and is not at head while the reference is. Pull secrets that are gone are told of by
\`k8s-config-object-removed\`.

It stays silent for objects that were never in the repository, that stand in another file now, and where a part of the
build comes from elsewhere. Severity: high: pods of a missing account or class are not created.`,
  check: (change) => {
    const found = new Map<string, Problem>();
    for (const { base, head } of clusterGroupPairs(change)) {
      if (base.open || head.open) continue;
      for (const reference of factsIn(head, 'object-reference')) {
        const problem = problemOf(change, base, head, reference);
        if (problem && !found.has(problem.identity.join('\0')))
          found.set(problem.identity.join('\0'), problem);
      }
    }
    return [...found.values()];
  },
};

type Reference = Located<ObjectReference>;

function problemOf(
  change: Change,
  base: ClusterGroup,
  head: ClusterGroup,
  reference: Reference,
): Problem | undefined {
  const was = objectFor(base, reference);
  if (!was || objectFor(head, reference) || isElsewhere(change.base, change.head, reference))
    return undefined;
  const { type, name, by, file } = reference;
  return {
    subject: name,
    identity: [file, by, type, name],
    confidence: 'likely',
    title: text`The ${code(type)} ${code(name)} is gone, and ${code(by)} still names it`,
    assumption: text`Assumes something else makes the ${code(type)} ${code(name)} that ${code(by)} needs`,
    verify: text`Apply to a test cluster with ${code('kubectl apply --dry-run=server')}, and look for ${code(`${type}/${name}`)}`,
    at: placeOf(reference),
    atBase: placeOf(was),
  };
}

function objectFor(group: ClusterGroup, { type, name, namespace }: Reference): Located | undefined {
  const objects = factsIn(group, 'cluster-object').filter((each) => each.type === type && each.name === name);
  const workloads = factsIn(group, 'workload').filter((each) => each.name === `${type}/${name}`);
  return [...objects, ...workloads].find((each) => group.layered || mayBeSame(each.namespace, namespace));
}

/** Another file has it newly. */
function isElsewhere(base: System, head: System, { type, name }: Reference): boolean {
  const filesOf = (system: System): ReadonlySet<string> =>
    new Set([
      ...system
        .facts('cluster-object')
        .flatMap((each) => (each.type === type && each.name === name ? [each.file] : [])),
      ...system.facts('workload').flatMap((each) => (each.name === `${type}/${name}` ? [each.file] : [])),
    ]);
  const known = filesOf(base);
  return [...filesOf(head)].some((file) => !known.has(file) && !isTestPath(file));
}
