import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import { clusterGroupPairs, factsIn } from '../../system/cluster-groups.ts';
import { composePairs } from '../../system/compose-project.ts';
import type { Unit } from '../../system/facts.ts';
import type { Change, Located } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { Problem } from '../rule.ts';

/** Seconds until whoever runs it kills what does not end, where nothing is said. */
const usual = { compose: 10, cluster: 30 } as const;

/** Units that are killed much sooner when they are asked to end. */
export function shortenedStops(change: Change): readonly Problem[] {
  return [...ofServices(change), ...ofPods(change)];
}

function ofServices(change: Change): readonly Problem[] {
  return composePairs(change).flatMap(({ base, head }) => {
    if (head.partial) return [];
    return [...head.services.values()].flatMap((service) => {
      const old = base.services.get(service.name);
      if (!old || service.partial) return [];
      const said = (statements: readonly Located<Unit>[]): Located<Unit> | undefined =>
        statements.findLast(({ graceSeconds }) => graceSeconds !== undefined);
      const [was, now] = [said(old.statements) ?? old.unit, said(service.statements) ?? service.unit];
      return shortened(was, now, service.name, usual.compose);
    });
  });
}

function ofPods(change: Change): readonly Problem[] {
  return clusterGroupPairs(change).flatMap(({ base, head }) => {
    const before = factsIn(base, 'unit');
    const after = factsIn(head, 'unit').filter(({ type }) => type === 'workload-container');
    return after.flatMap((now) => {
      const was = before.find(({ name, file }) => name === now.name && file === now.file);
      // A pod ends as one: the first of its containers speaks for all.
      const pod = now.name.replace(/\/[^/]*$/, '');
      const isFirst = after.find(({ name, file }) => file === now.file && name.startsWith(`${pod}/`)) === now;
      return was && isFirst ? shortened(was, now, pod, usual.cluster) : [];
    });
  });
}

function shortened(was: Located<Unit>, now: Located<Unit>, name: string, unsaid: number): readonly Problem[] {
  if (was.graceSeconds === null || now.graceSeconds === null) return [];
  const { graceSeconds: before = unsaid } = was;
  const { graceSeconds: after = unsaid } = now;
  if (isTestPath(now.file) || after > before / 2 || before - after < 5) return [];
  return [
    {
      subject: name,
      identity: [now.file, name, 'stop'],
      confidence: 'certain',
      title: text`${code(name)} is killed ${Math.round(after)} seconds instead of ${Math.round(before)} after it is asked to end`,
      assumption: text`Assumes ${code(name)} has finished what it is working on within ${Math.round(after)} seconds`,
      verify: text`Stop ${code(name)} under load, and look for work that was cut off`,
      at: placeOf(now),
      atBase: placeOf(was),
    },
  ];
}
