import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { composePairs, composeSets } from '../../system/compose-project.ts';
import type { ComposePair } from '../../system/compose-project.ts';
import type { Edge } from '../../system/facts.ts';
import type { Change, Located } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';

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
and when either service is gone.

Severity: high for a weaker condition, medium for \`required: false\`. Where another overlay of the project still has the
strong condition it is a question.`,
  check: (change) => {
    const told = new Set<string>();
    return composePairs(change).flatMap((pair) =>
      [...pair.base.services.values()].flatMap(({ name, edges }) =>
        [...edges.values()].flatMap((before) => {
          const key = `${pair.head.folder}\0${name}\0${before.to}`;
          const problem = told.has(key) ? undefined : problemOf(change, pair, name, before);
          if (problem) told.add(key);
          return problem ?? [];
        }),
      ),
    );
  },
};

function problemOf(
  { head }: Change,
  pair: ComposePair,
  name: string,
  before: Located<Edge>,
): Problem | undefined {
  const after = pair.head.services.get(name)?.edges.get(before.to);
  if (!after || !pair.head.services.has(before.to)) return undefined;
  const weaker = isWeaker(before, after);
  const optional = before.required && !after.required;
  if (!weaker && !optional) return undefined;
  const kept = composeSets(head).some((set) => {
    const edge = set.folder === pair.head.folder ? set.services.get(name)?.edges.get(before.to) : undefined;
    return edge !== undefined && !isWeaker(before, edge) && (edge.required || !before.required);
  });
  const { assumption, title, verify } = wording(name, before, weaker);
  return {
    subject: name,
    identity: [pair.head.folder, name, before.to],
    severity: kept ? 'medium' : weaker ? 'high' : 'medium',
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
  name: string,
  { to, condition }: Edge,
  weaker: boolean,
): { readonly title: Text; readonly assumption: Text; readonly verify: Text } {
  const [service, other] = [text`${code(name)}`, text`${code(to)}`];
  if (!weaker) {
    return {
      title: text`${service} now starts even if ${other} cannot`,
      assumption: text`Assumes ${service} works without ${other}`,
      verify: text`Start ${service} while ${other} is not there, and use it`,
    };
  }
  const was = condition === 'healthy' ? text`is healthy` : text`has completed`;
  return {
    title: text`${service} no longer waits until ${other} ${was}, only until it has started`,
    assumption:
      condition === 'healthy'
        ? text`Assumes ${other} is ready as soon as it has started, or ${service} tries again until it is`
        : text`Assumes ${service} works while ${other} is still running, or after it failed`,
    verify:
      condition === 'healthy'
        ? text`Put a delay in front of the command of ${other}, start everything cold, and watch ${service}`
        : text`Let ${other} fail once, start everything cold, and watch ${service}`,
  };
}
