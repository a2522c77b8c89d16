import { folderOf, joinPath } from '../../formats/paths.ts';
import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { composePairs, composeSets } from '../../system/compose-project.ts';
import type { ComposePair, ComposeSet } from '../../system/compose-project.ts';
import { reaches, waitsItself } from '../../system/startup-order.ts';
import type { ComposeService } from '../../system/compose-service.ts';
import type { Edge } from '../../system/facts.ts';
import { hostReferences, namesOf } from '../../system/host-references.ts';
import type { HostReference } from '../../system/host-references.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Confidence, Problem, Severity } from '../rule.ts';
import { lostTaskOrders } from './task-orders.ts';

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
complete first (a migration) needs no name. It stays silent when no name is in sight or it went together with the edge,
when the other service is gone, and when the command itself waits. Services that share the lines are one finding.

Severity: high. A question where another file of the project keeps the order or the other service moved behind a profile
(medium), and where the name may stand in an env file that is not in the repository (low). Containers of an ECS task
(\`dependsOn\`) and units of systemd (\`After\`, \`Requires\`) are looked at in their own files, as a question.`,
  check: (change) => {
    const told = new Set<string>();
    const lost = composePairs(change).flatMap((pair) =>
      [...pair.base.services.values()].flatMap((before) =>
        [...before.edges.values()].flatMap((edge) => {
          const key = `${pair.head.folder}\0${edge.to}\0${before.name}`;
          const found = told.has(key) ? undefined : lostOrder(change, pair, before, edge);
          if (found) told.add(key);
          return found ?? [];
        }),
      ),
    );
    const alike = ({ edge, severity }: LostOrder): string =>
      [edge.file, edge.line, edge.to, severity].join('\0');
    return [...groupBy(lost, alike).map(problemOf), ...lostTaskOrders(change)];
  },
};

interface LostOrder {
  readonly folder: string;
  readonly service: ComposeService;
  readonly edge: Located<Edge>;
  /** what still names the other service */
  readonly references: readonly HostReference[];
  readonly severity: Severity;
  readonly confidence: Confidence;
}

function lostOrder(
  { base, head }: Change,
  pair: ComposePair,
  before: ComposeService,
  edge: Located<Edge>,
): LostOrder | undefined {
  const service = pair.head.services.get(before.name);
  const target = pair.head.services.get(edge.to);
  if (!service || !target || service.partial || pair.head.partial) return undefined;
  if (!edge.required || service.edges.has(edge.to)) return undefined;
  if (reaches(pair.head, service.name, edge.to) || waitsItself(service, namesOf(target))) return undefined;
  const references = hostReferences(head, pair.head, service, namesOf(target));
  const old = pair.base.services.get(edge.to);
  const visible = old ? hostReferences(base, pair.base, before, namesOf(old)) : [];
  const found = { folder: pair.head.folder, service, edge, references } as const;
  if (references.length === 0 && edge.condition !== 'completed') {
    // The name went with the edge, or there never was one: the service needs the other one no more.
    if (visible.length > 0 || !mayHoldMore(head, pair.head, service)) return undefined;
    return { ...found, severity: 'low', confidence: 'possible' };
  }
  const eased =
    composeSets(head).some((set) => set.folder === pair.head.folder && reaches(set, service.name, edge.to)) ||
    (target.profiles.length > 0 && old?.profiles.length === 0);
  return eased
    ? { ...found, severity: 'medium', confidence: 'possible' }
    : { ...found, severity: 'high', confidence: 'likely' };
}

/** An env file that is kept out of the repository. */
function mayHoldMore(system: System, set: ComposeSet, { envFiles }: ComposeService): boolean {
  return envFiles.some(({ file, path }) => {
    const found = joinPath(set.paths.includes(file) ? set.folder : folderOf(file), path);
    return found === null || !system.tree.has(found);
  });
}

function problemOf(group: readonly [LostOrder, ...LostOrder[]]): Problem {
  const [first] = group;
  const { edge, folder, severity, confidence } = first;
  const names = group.map(({ service }) => service.name);
  const isJob = edge.condition === 'completed';
  const waits = text`${list(names, 3)} no longer ${[names.length === 1 ? 'waits' : 'wait']}`;
  return {
    subject: names.length === 1 ? first.service.name : edge.to,
    identity: [folder, ...names.toSorted(), edge.to],
    severity,
    confidence,
    title: isJob ? text`${waits} until ${code(edge.to)} has completed` : text`${waits} for ${code(edge.to)}`,
    assumption: assumptionOf(first, names, confidence === 'possible'),
    verify: text`Run ${code('docker compose down')}, then ${code(`docker compose up ${first.service.name}`)}, and watch the first thirty seconds`,
    at: placeOf(first.service.unit),
    atBase: placeOf(edge),
    related: group
      .flatMap(({ references }) => references)
      .slice(0, 3)
      .map(({ file, line, host }) => ({
        path: file,
        line,
        side: 'head',
        note: text`still names ${code(host)}`,
      })),
  };
}

function assumptionOf(
  { edge: { to, condition }, references }: LostOrder,
  names: readonly string[],
  asks: boolean,
): Text {
  const [copes, works, do_] =
    names.length === 1 ? (['copes', 'works', 'does it'] as const) : (['cope', 'work', 'do they'] as const);
  const question = asks ? text`; ${[do_]}?` : text``;
  if (condition === 'completed')
    return text`Assumes ${list(names, 3)} ${[works]} before ${code(to)} has done its part${question}`;
  const variable = references.find((reference) => reference.variable !== undefined)?.variable;
  const why = variable === undefined ? text`` : text`, which ${code(variable)} still points to,`;
  return text`Assumes ${list(names, 3)} ${[copes]} when ${code(to)}${why} is not up yet${question}`;
}
