import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { composePairs, composeSets } from '../../system/compose-project.ts';
import type { ComposePair } from '../../system/compose-project.ts';
import type { Edge } from '../../system/facts.ts';
import type { Change, Located } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { weakenedTaskOrders } from './task-orders.ts';

/** A service still waits for another, for less than before. */
export const startupOrderWeakened: ChangeRule = {
  kind: 'change',
  id: 'startup-order-weakened',
  stage: 'wiring',
  severity: 'high',
  summary:
    'A service waits for less than before: started instead of healthy or completed, or not necessarily',
  assumption: 'Assumes that a service which has been started is ready to be used.',
  verify:
    'Delay the other service on purpose (a sleep in front of its command), start everything cold, and watch.',
  explanation: `Compares the conditions of \`depends_on\` after the files of a compose project are put together. It fires
when \`service_healthy\` or \`service_completed_successfully\` became \`service_started\` (which the short form and an
overlay in short form mean, too), and when \`required\` became false. It stays silent for new edges, for stronger ones,
and when either service is gone. Services that share the lines are one finding.

Severity: high for a weaker condition, medium for \`required: false\`. Where another overlay of the project still has the
strong condition it is a question, and so it is between containers of an ECS task (\`HEALTHY\` that became \`START\`).`,
  check: (change) => {
    const told = new Set<string>();
    const weakened = composePairs(change).flatMap((pair) =>
      [...pair.base.services.values()].flatMap(({ name, edges }) =>
        [...edges.values()].flatMap((before) => {
          const key = `${pair.head.folder}\0${name}\0${before.to}`;
          const found = told.has(key) ? undefined : weakenedOrder(change, pair, name, before);
          if (found) told.add(key);
          return found ?? [];
        }),
      ),
    );
    const alike = ({ after, before, kept }: WeakenedOrder): string =>
      [after.file, after.line, after.to, before.condition, kept].join('\0');
    return [...groupBy(weakened, alike).map(problemOf), ...weakenedTaskOrders(change)];
  },
};

interface WeakenedOrder {
  readonly folder: string;
  readonly name: string;
  readonly before: Located<Edge>;
  readonly after: Located<Edge>;
  /** another file of the project keeps it as it was */
  readonly kept: boolean;
}

function weakenedOrder(
  { head }: Change,
  pair: ComposePair,
  name: string,
  before: Located<Edge>,
): WeakenedOrder | undefined {
  const after = pair.head.services.get(name)?.edges.get(before.to);
  if (!after || !pair.head.services.has(before.to)) return undefined;
  const isWeak = (edge: Edge): boolean => isWeaker(before, edge) || (before.required && !edge.required);
  if (!isWeak(after)) return undefined;
  const kept = composeSets(head).some((set) => {
    const edge = set.folder === pair.head.folder ? set.services.get(name)?.edges.get(before.to) : undefined;
    return edge !== undefined && !isWeak(edge);
  });
  return { folder: pair.head.folder, name, before, after, kept };
}

function problemOf(group: readonly [WeakenedOrder, ...WeakenedOrder[]]): Problem {
  const [{ folder, before, after, kept, name }] = group;
  const names = group.map((each) => each.name);
  const weaker = isWeaker(before, after);
  const { assumption, title, verify } = wording(names, before, weaker);
  return {
    subject: names.length === 1 ? name : before.to,
    identity: [folder, ...names.toSorted(), before.to],
    severity: weaker && !kept ? 'high' : 'medium',
    confidence: kept ? 'possible' : 'likely',
    title,
    assumption: kept
      ? text`${assumption}, wherever the file that keeps the condition is not used; is that so?`
      : assumption,
    verify,
    at: placeOf(after),
    atBase: placeOf(before),
  };
}

function isWeaker(before: Edge, after: Edge): boolean {
  return (
    after.condition === 'started' && (before.condition === 'healthy' || before.condition === 'completed')
  );
}

function wording(
  names: readonly string[],
  { to, condition }: Edge,
  weaker: boolean,
): { readonly title: Text; readonly assumption: Text; readonly verify: Text } {
  const [service, other] = [list(names, 3), text`${code(to)}`];
  const one = names.length === 1;
  if (!weaker) {
    return {
      title: text`${service} now ${[one ? 'starts' : 'start']} even if ${other} cannot`,
      assumption: text`Assumes ${service} ${[one ? 'works' : 'work']} without ${other}`,
      verify: text`Start ${service} while ${other} is not there, and use it`,
    };
  }
  const was = condition === 'healthy' ? text`is healthy` : text`has completed`;
  return {
    title: text`${service} no longer ${[one ? 'waits' : 'wait']} until ${other} ${was}, only until it has started`,
    assumption:
      condition === 'healthy'
        ? text`Assumes ${other} is ready as soon as it has started, or ${service} ${[one ? 'tries' : 'try']} again until it is`
        : text`Assumes ${service} ${[one ? 'works' : 'work']} while ${other} is still running, or after it failed`,
    verify:
      condition === 'healthy'
        ? text`Put a delay in front of the command of ${other}, start everything cold, and watch ${service}`
        : text`Let ${other} fail once, start everything cold, and watch ${service}`,
  };
}
