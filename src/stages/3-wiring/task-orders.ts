import { ofKind } from '../../system/of-kind.ts';
import { code, text } from '../../report/text.ts';
import type { Edge } from '../../system/facts.ts';
import type { Change, Located } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { Problem } from '../rule.ts';

/** Formats beside compose in which one unit waits for another, and whether all that runs together is in one file. */
const formats: ReadonlyMap<string, { readonly whole: boolean }> = new Map([
  ['ecs-task-definition', { whole: true }],
  ['systemd', { whole: false }],
]);

interface OrderChange {
  readonly before: Located<Edge>;
  /** undefined: it no longer waits */
  readonly after: Located<Edge> | undefined;
  readonly unit: Located;
}

/** Containers of a task and units of systemd that do not wait as they did, while both are still there. */
function orderChanges({ base, head, files }: Change): readonly OrderChange[] {
  return files.flatMap(({ path, from = path }) => {
    const format = formats.get(head.files.get(path)?.format ?? '');
    const [old, now] = [base.files.get(from)?.facts ?? [], head.files.get(path)?.facts ?? []];
    if (!format || old.length === 0) return [];
    return old.flatMap((before): readonly OrderChange[] => {
      if (before.kind !== 'edge' || (!before.required && before.condition !== 'after')) return [];
      const unitOf = (name: string): Located | undefined =>
        now.find((fact) => fact.kind === 'unit' && fact.name === name);
      const unit = unitOf(before.from);
      if (!unit || (format.whole && !unitOf(before.to))) return [];
      // `Requires=` and `After=` of systemd are edges of their own to the same unit.
      const same = ofKind(now, 'edge').filter(({ from: by, to }) => by === before.from && to === before.to);
      const after = same.find(({ condition }) => condition === before.condition) ?? same[0];
      return [{ before, after, unit }];
    });
  });
}

/** It no longer waits at all. */
export function lostTaskOrders(change: Change): readonly Problem[] {
  return orderChanges(change).flatMap(({ before, after, unit }) =>
    after ? [] : [problemOf(before, unit, text`${code(before.from)} no longer waits for ${code(before.to)}`)],
  );
}

/** It waits for less: started in place of healthy or completed. */
export function weakenedTaskOrders(change: Change): readonly Problem[] {
  return orderChanges(change).flatMap(({ before, after }) => {
    const weaker =
      after?.condition === 'started' && (before.condition === 'healthy' || before.condition === 'completed');
    if (!after || !weaker) return [];
    const until = before.condition === 'healthy' ? text`is healthy` : text`has completed`;
    const title = text`${code(before.from)} no longer waits until ${code(before.to)} ${until}, only until it has started`;
    return [problemOf(before, after, title)];
  });
}

function problemOf(before: Located<Edge>, at: Located, title: Problem['title']): Problem {
  const { from, to } = before;
  return {
    subject: from,
    identity: [at.file, from, to],
    severity: 'medium',
    confidence: 'possible',
    title,
    assumption: text`Assumes ${code(from)} copes when ${code(to)} is not ready yet; does it?`,
    verify: text`Start both cold with ${code(to)} held back, and watch the first thirty seconds of ${code(from)}`,
    at: placeOf(at),
    atBase: placeOf(before),
  };
}
