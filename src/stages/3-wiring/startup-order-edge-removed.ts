import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { composePairs, composeSets } from '../../system/compose-project.ts';
import type { ComposePair, ComposeSet } from '../../system/compose-project.ts';
import type { ComposeService } from '../../system/compose-service.ts';
import type { Edge } from '../../system/facts.ts';
import { hostReferences, namesOf } from '../../system/host-references.ts';
import type { HostReference } from '../../system/host-references.ts';
import type { Change, Located } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Confidence, Problem, Severity } from '../rule.ts';

/** A service that was started after another is no longer. */
export const startupOrderEdgeRemoved: ChangeRule = {
  kind: 'change',
  id: 'startup-order-edge-removed',
  stage: 'wiring',
  severity: 'high',
  summary: 'A service no longer waits for one that it still relies on',
  assumption: 'Assumes that the service copes when the other one is not up yet, or not started at all.',
  verify: 'Take everything down, start the service alone, and watch its first thirty seconds.',
  explanation: `Compares which service waits for which (\`depends_on\`, links, shared namespaces) after the files of a
compose project are put together. It fires when both services are still there, no chain of other services keeps the
order, and the one that waited still names the other in its environment, an env file or its command. A job that had to
complete first (a migration) needs no name. It stays silent when the name went together with the edge, when the other
service is gone, and when the command itself waits.

Severity: high. Where no name is in sight at base either (it may be in the code) it is a low question; where another
overlay keeps the order, or the other service moved behind a profile, a medium one.`,
  check: (change) => {
    const told = new Set<string>();
    return composePairs(change).flatMap((pair) =>
      [...pair.base.services.values()].flatMap((before) =>
        [...before.edges.values()].flatMap((edge) => {
          const key = `${pair.head.folder}\0${edge.to}\0${before.name}`;
          const problem = told.has(key) ? undefined : problemOf(change, pair, before, edge);
          if (problem) told.add(key);
          return problem ?? [];
        }),
      ),
    );
  },
};

function problemOf(
  { base, head }: Change,
  pair: ComposePair,
  before: ComposeService,
  edge: Located<Edge>,
): Problem | undefined {
  const after = pair.head.services.get(before.name);
  const target = pair.head.services.get(edge.to);
  if (!after || !target || after.partial || pair.head.partial) return undefined;
  if (reaches(pair.head, after.name, edge.to) || waitsItself(after, namesOf(target))) return undefined;
  const references = hostReferences(head, pair.head, after, namesOf(target));
  const old = pair.base.services.get(edge.to);
  const visible = old ? hostReferences(base, pair.base, before, namesOf(old)) : [];
  const isJob = edge.condition === 'completed';
  // The name went with the edge: the service needs the other one no more.
  if (references.length === 0 && visible.length > 0) return undefined;
  const kept = composeSets(head).find(
    (set) => set.folder === pair.head.folder && reaches(set, after.name, edge.to),
  );
  const optional = target.profiles.length > 0 && (old?.profiles.length ?? 0) === 0;
  const sure = references.length > 0 || isJob;
  return {
    subject: after.name,
    identity: [pair.head.folder, after.name, edge.to],
    ...weight(sure, kept !== undefined || optional),
    title: text`${code(after.name)} no longer waits ${isJob ? text`until ${code(edge.to)} has completed` : text`for ${code(edge.to)}`}`,
    assumption: assumptionOf(after.name, edge, references, sure && !kept && !optional),
    verify: text`Run ${code('docker compose down')}, then ${code(`docker compose up ${after.name}`)}, and watch the first thirty seconds`,
    at: placeOf(after.unit),
    atBase: placeOf(edge),
    related: references.slice(0, 3).map(({ file, line, host }) => ({
      path: file,
      line,
      side: 'head',
      note: text`still names ${code(host)}`,
    })),
  };
}

function weight(sure: boolean, eased: boolean): { severity: Severity; confidence: Confidence } {
  if (!sure) return { severity: 'low', confidence: 'possible' };
  return eased ? { severity: 'medium', confidence: 'possible' } : { severity: 'high', confidence: 'likely' };
}

function assumptionOf(
  name: string,
  { to, condition }: Edge,
  references: readonly HostReference[],
  sure: boolean,
): Text {
  const question = sure ? text`` : text`; does it?`;
  if (condition === 'completed')
    return text`Assumes ${code(name)} works before ${code(to)} has done its part${question}`;
  const variable = references.find((reference) => reference.variable !== undefined)?.variable;
  const why = variable === undefined ? text`` : text`, which ${code(variable)} still points to`;
  return text`Assumes ${code(name)} copes when ${code(to)}${why}${variable === undefined ? text`` : text`,`} is not up yet${question}`;
}

/** Whether a chain of services keeps the order. */
function reaches(set: ComposeSet, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const name of seen) {
    for (const { to: next, required } of set.services.get(name)?.edges.values() ?? []) {
      if (!required) continue;
      if (next === to) return true;
      seen.add(next);
    }
  }
  return false;
}

const waiting = /wait[-_]?(?:for|on|4)|dockerize|--wait|-wait\b|\bnc\s+-\w*z|pg_isready|until\s/i;

/** `wait-for-it.sh db:5432 -- serve` */
function waitsItself({ entrypoint, command }: ComposeService, hosts: ReadonlySet<string>): boolean {
  return [entrypoint, command].some((fact) => {
    const script = fact?.text ?? '';
    return waiting.test(script) && [...hosts].some((host) => script.toLowerCase().includes(host));
  });
}
