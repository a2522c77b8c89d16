import { folderOf } from '../../formats/paths.ts';
import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { composePairs } from '../../system/compose-project.ts';
import type { ComposePair, ComposeSet } from '../../system/compose-project.ts';
import type { ComposeService } from '../../system/compose-service.ts';
import { hostReferences, namesOf } from '../../system/host-references.ts';
import type { Change, System } from '../../system/system.ts';
import type { ChangeRule, Confidence, Problem, Severity } from '../rule.ts';
import { hostMentions } from './host-mentions.ts';
import { removedClusterServices } from './removed-cluster-services.ts';

/** A service or one of its names is gone, and something still calls it. */
export const serviceRemovedStillReferenced: ChangeRule = {
  kind: 'change',
  id: 'service-removed-still-referenced',
  stage: 'dependencies',
  severity: 'critical',
  summary: 'A service was removed or renamed, and its host name is still in use',
  assumption: 'Assumes that nothing calls the service by its old name any more.',
  verify: 'Search for the host name, start everything, and resolve the name from inside of each caller.',
  explanation: `Takes the names by which compose services can be reached (the service, container name, aliases, links,
extra hosts) and Kubernetes Services, on both sides, after the files of a compose project are put together. For a name
that is gone it looks at what is left: services that are told to wait for it, environment values and env files whose
host it is, command lines, and URLs or \`name:port\` in other files (proxies, scrape targets, code). It stays silent when
another service took the name over, and it does not look at tests, prose, lockfiles or the charts of a cluster.

Severity: critical for a dependency or an environment value. High for another file that the project's services are built
from or mount. Where another compose project still offers the name, or the file has no visible tie to the project, it is
a question.`,
  check: (change) => {
    const told = new Set<string>();
    const ofCompose = composePairs(change).flatMap((pair) =>
      [...pair.base.services.values()].flatMap((service) => {
        const key = `${pair.head.folder}\0${service.name}`;
        const problem = told.has(key) ? undefined : problemOf(change, pair, service);
        if (problem) told.add(key);
        return problem ?? [];
      }),
    );
    return [...ofCompose, ...removedClusterServices(change)];
  },
};

/** Something at head that still relies on the name. */
interface Reference {
  readonly file: string;
  readonly line: number;
  readonly note: Text;
  readonly severity: Severity;
  readonly confidence: Confidence;
}

function problemOf(change: Change, pair: ComposePair, before: ComposeService): Problem | undefined {
  const { head } = pair;
  if (head.partial || [...head.services.values()].some(({ partial }) => partial)) return undefined;
  const offered = offeredBy(change.head, head);
  const gone = new Set([...namesOf(before)].filter((name) => !offered.has(name)));
  if (gone.size === 0) return undefined;
  const others = change.head.facts('service').filter(({ name }) => gone.has(name.toLowerCase()));
  const elsewhere = others.length > 0;
  // Which files are started together is known for the default ones only.
  if (!head.standard && others.some(({ file }) => folderOf(file) === head.folder)) return undefined;
  const references = [
    ...waitingFor(head, before.name),
    ...calling(change, head, gone, elsewhere),
    ...(elsewhere ? [] : mentioning(change, head, gone)),
  ];
  const [first] = references;
  if (!first) return undefined;
  const removed = !head.services.has(before.name);
  const successor = removed ? successorOf(pair, before) : undefined;
  const names = removed ? text`${code(before.name)}` : list([...gone]);
  const question = first.confidence === 'possible' ? text`; is that so?` : text``;
  return {
    subject: removed ? before.name : ([...gone][0] ?? before.name),
    identity: [head.folder, before.name],
    severity: first.severity,
    confidence: first.confidence,
    title: removed
      ? text`The service ${names} is gone, and ${code(first.file)} still refers to it`
      : text`${code(before.name)} can no longer be reached as ${names}, and ${code(first.file)} still refers to it`,
    assumption: text`Assumes nothing calls ${list([...gone])} any more${question}`,
    ...(successor === undefined ? {} : { detail: text`What it ran seems to be ${code(successor)} now.` }),
    verify: text`Start everything, and from inside of a caller run ${code(`getent hosts ${[...gone][0] ?? ''}`)}`,
    at: { path: first.file, line: first.line },
    atBase: { path: before.unit.file, line: before.unit.line },
    related: references.slice(1, 6).map(({ file, line, note }) => ({ path: file, line, side: 'head', note })),
  };
}

/** Names of services, and those that extra hosts and external links give. */
function offeredBy(system: System, set: ComposeSet): ReadonlySet<string> {
  const outside = system
    .facts('service')
    .filter(({ unit, file }) => unit === undefined && set.paths.includes(file));
  return new Set([
    ...[...set.services.values()].flatMap((service) => [...namesOf(service)]),
    ...outside.map(({ name }) => name.toLowerCase()),
  ]);
}

function waitingFor(set: ComposeSet, name: string): readonly Reference[] {
  if (set.services.has(name)) return [];
  return [...set.services.values()].flatMap(({ edges }): Reference[] => {
    const edge = edges.get(name);
    if (!edge?.required) return [];
    const note = text`${code(edge.from)} is told to wait for it: Compose refuses the project`;
    return [{ file: edge.file, line: edge.line, note, severity: 'critical', confidence: 'certain' }];
  });
}

function calling(
  { head }: Change,
  set: ComposeSet,
  gone: ReadonlySet<string>,
  elsewhere: boolean,
): readonly Reference[] {
  return [...set.services.values()].flatMap((service) =>
    hostReferences(head, set, service, gone).map(({ file, line, variable }): Reference => {
      const note =
        variable === undefined
          ? text`in the command of ${code(service.name)}`
          : text`${code(variable)} of ${code(service.name)}`;
      return elsewhere
        ? { file, line, note, severity: 'medium', confidence: 'possible' }
        : { file, line, note, severity: 'critical', confidence: 'likely' };
    }),
  );
}

function mentioning({ head }: Change, set: ComposeSet, gone: ReadonlySet<string>): readonly Reference[] {
  return hostMentions(head, set, gone).map(({ path, line, tied }) => ({
    file: path,
    line,
    note: text`names it`,
    severity: tied ? 'high' : 'medium',
    confidence: tied ? 'likely' : 'possible',
  }));
}

/** A service that is new at head and runs the same. */
function successorOf({ base, head }: ComposePair, gone: ComposeService): string | undefined {
  const what = (service: ComposeService): string | undefined =>
    service.build?.build?.context ?? service.image?.repository;
  return [...head.services.values()].find(
    (service) =>
      !base.services.has(service.name) && what(service) !== undefined && what(service) === what(gone),
  )?.name;
}
