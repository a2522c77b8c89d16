import { code, list, text } from '../../report/text.ts';
import { clusterGroupPairs, factsIn, podsIn, selects } from '../../system/cluster-groups.ts';
import type { ClusterGroup, ClusterGroupPair, Pods } from '../../system/cluster-groups.ts';
import type { Selector } from '../../system/facts.ts';
import type { Located } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A Service, budget or policy no longer picks the pods that it picked. */
export const serviceSelectorOrphaned: ChangeRule = {
  kind: 'change',
  id: 'service-selector-orphaned',
  stage: 'dependencies',
  severity: 'critical',
  summary: 'A selector no longer matches any pod',
  assumption: 'Assumes that the selector still picks the pods which it picked before.',
  verify:
    'Apply to a test cluster and look at `kubectl get endpoints`, or render both sides and compare labels.',
  explanation: `Compares the selectors of Services, PodDisruptionBudgets and NetworkPolicies with the labels of pod
templates, at base and at head, within one kustomization or one folder of plain manifests. It fires when a selector that
matched pods at base matches none at head and the workload is still there: a label or the selector moved alone.

It stays silent when the workload went as a whole, for selectors that matched nothing before, when a kustomization changes
what it adds to all pods, for charts, and for labels that a variable decides. Severity: critical for a Service, which then
has no endpoints; high for the rest.`,
  check: (change) => {
    const told = new Set<string>();
    return clusterGroupPairs(change)
      .flatMap(orphanedIn)
      .filter(({ identity }) => {
        const key = identity.join('\0');
        return told.has(key) ? false : told.add(key);
      });
  },
};

type Picks = Located<Selector>;

function selectorsIn(group: ClusterGroup): readonly Picks[] {
  const services = factsIn(group, 'service').flatMap(({ name, namespace, selector, line, file }): Picks[] =>
    selector
      ? [
          {
            kind: 'selector',
            by: `Service/${name}`,
            labels: selector,
            line,
            file,
            ...(namespace === undefined ? {} : { namespace }),
          },
        ]
      : [],
  );
  return [...services, ...factsIn(group, 'selector')];
}

function orphanedIn({ base, head }: ClusterGroupPair): readonly Problem[] {
  if (base.settings !== head.settings || base.open || head.open) return [];
  const [before, after] = [podsIn(base), podsIn(head)];
  return selectorsIn(head).flatMap((selector): Problem[] => {
    const old = selectorsIn(base).find(
      ({ by, namespace, file }) =>
        by === selector.by && (head.layered || (namespace === selector.namespace && file !== '')),
    );
    if (!old || isVariable(old.labels) || isVariable(selector.labels)) return [];
    const picked = before.filter((pods) => selects(old.labels, old.namespace, pods));
    const still = after.filter((pods) => picked.some((was) => isSame(was, pods)));
    const isPicked = after.some((pods) => selects(selector.labels, selector.namespace, pods));
    if (still.length === 0 || isPicked || still.some(({ labels }) => isVariable(labels))) return [];
    return [problemOf(old, selector, still)];
  });
}

function isSame(a: Pods, b: Pods): boolean {
  return a.workload === b.workload && a.namespace === b.namespace;
}

function isVariable(labels: Readonly<Record<string, string>>): boolean {
  return Object.values(labels).some((value) => value.includes('$'));
}

function problemOf(old: Picks, selector: Picks, [first, ...rest]: readonly Pods[]): Problem {
  const missing = Object.entries(selector.labels).filter(([key, value]) => first?.labels[key] !== value);
  const [kind = ''] = selector.by.split('/');
  const name = selector.by.slice(kind.length + 1);
  const unit = first?.units[0];
  const workloads = [first?.workload ?? '', ...rest.map(({ workload }) => workload)];
  return {
    subject: name,
    identity: [selector.file, selector.by],
    severity: kind === 'Service' ? 'critical' : 'high',
    confidence: 'likely',
    title: text`The ${[kindName(kind)]} ${code(name)} no longer selects any pod of ${list(workloads, 3)}`,
    assumption: text`Assumes ${code(selector.by)} still finds its pods by ${list(
      missing.map(([key, value]) => `${key}: ${value}`),
      3,
    )}`,
    verify: text`Render the manifests and compare the labels; in a cluster, ${code(`kubectl get endpoints ${name}`)}`,
    at: placeOf(selector),
    atBase: placeOf(old),
    related: unit ? [{ ...placeOf(unit), side: 'head', note: text`does not have the label` }] : [],
  };
}

/** One of our words, whatever the repository wrote. */
function kindName(kind: string): string {
  const known = ['Service', 'PodDisruptionBudget', 'NetworkPolicy'];
  return known.find((each) => each === kind) ?? 'object';
}
