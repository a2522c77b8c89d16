import { isTestPath } from '../../formats/code-paths.ts';
import { code, list, text } from '../../report/text.ts';
import { composePairs, composeSets } from '../../system/compose-project.ts';
import type { ComposePair, ComposeSet } from '../../system/compose-project.ts';
import type { ComposeService } from '../../system/compose-service.ts';
import { isTestService } from '../../system/compose-host.ts';
import { hostReferences, namesOf } from '../../system/host-references.ts';
import type { HostReference } from '../../system/host-references.ts';
import { reaches, waitsItself } from '../../system/startup-order.ts';
import { placeOf } from '../place-of.ts';
import type { Change, System } from '../../system/system.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A service newly relies on a server of its project, and nothing starts them in order. */
export const startupOrderMissing: ChangeRule = {
  kind: 'change',
  id: 'startup-order-missing',
  stage: 'dependencies',
  severity: 'medium',
  summary:
    'A service newly relies on a database or a queue of its project, and does not wait for it as others do',
  assumption: 'Assumes that the service copes when the server is not up yet.',
  verify:
    'Take everything down, start it anew a few times, and watch the first thirty seconds of the service.',
  explanation: `Compares which services of a compose project name which in their environment, env files and commands, after the files
of a project are put together. It fires when a service names a database, a cache or a queue of its own project that it did
not name at base, no chain of \`depends_on\` puts the server first, and other services that name the server do wait for it.

It stays silent where nobody waits for the server, where another file of the project keeps the order, where the command itself waits,
where Docker starts the service again when it fails (\`restart\`), for services that run tests, for jobs that others wait for, and where a
service that waits for others gets the name with a block of variables that all share. It is a question: a client may try
again by itself.

Severity: medium.`,
  check: (change) => {
    const found = new Map<string, Problem>();
    for (const pair of composePairs(change))
      for (const problem of missingIn(change, pair)) {
        const key = problem.identity.join('\0');
        if (!found.has(key)) found.set(key, problem);
      }
    return [...found.values()];
  },
};

/** By the last part of the image's name: servers that take a while, and whose clients fail without them. */
const servers =
  /^(?:postgres(?:ql)?|postgis|pgvector|timescaledb(?:-ha)?|mysql(?:-server)?|mariadb|percona(?:-server)?|mongo(?:db)?|redis(?:-stack)?(?:-server)?|valkey|keydb|dragonfly|rabbitmq|kafka|cp-kafka|redpanda|nats|elasticsearch|opensearch|clickhouse(?:-server)?|cassandra|scylla|cockroach|neo4j|minio|server|memcached|etcd|zookeeper|cp-zookeeper|activemq(?:-artemis)?|pulsar|temporal|auto-setup|qdrant|weaviate|milvus|localstack)$/;

function isServer({ image }: ComposeService): boolean {
  const [name = ''] = image?.repository.split('/').slice(-1) ?? [];
  // `mcr.microsoft.com/mssql/server`
  return servers.test(name) && (name !== 'server' || image?.repository.includes('mssql') === true);
}

function missingIn(change: Change, { base, head }: ComposePair): readonly Problem[] {
  if (head.partial || head.all.some(isTestPath)) return [];
  return [...head.services.values()].filter(isServer).flatMap((server) => {
    const callers = [...head.services.values()].flatMap((service) => {
      const references =
        service === server ? [] : hostReferences(change.head, head, service, namesOf(server));
      return references.length > 0 ? [{ service, references }] : [];
    });
    const waiting = callers.filter(({ service }) => reaches(head, service.name, server.name));
    if (waiting.length === 0) return [];
    const shared = new Set(waiting.flatMap(({ references }) => references.map(placeKey)));
    return (
      callers
        .filter(({ service }) => isLoose(change, { base, head }, service, server))
        // A block of variables that all services get: one that waits for others was thought about.
        .filter(
          ({ service, references }) =>
            service.edges.size === 0 || !references.every((each) => shared.has(placeKey(each))),
        )
        .map(({ service, references }) =>
          problemOf(
            head,
            service,
            server,
            references,
            waiting.map((each) => each.service.name),
          ),
        )
    );
  });
}

function placeKey({ file, line }: HostReference): string {
  return `${file}:${line}`;
}

/** Others wait until it has completed: it does one thing and ends. */
function isJob({ services }: ComposeSet, { name }: ComposeService): boolean {
  return [...services.values()].some(({ edges }) => edges.get(name)?.condition === 'completed');
}

/** It names the server since this change, and starts whenever it likes. */
function isLoose(
  change: Change,
  { base, head }: ComposePair,
  service: ComposeService,
  server: ComposeService,
): boolean {
  if (service.partial || isServer(service) || isJob(head, service) || isTestService(service.name))
    return false;
  if (service.profiles.length > 0 || service.statements.some(({ restarts }) => restarts === true))
    return false;
  if (waitsItself(service, namesOf(server)) || namedBefore(change.base, base, service, server)) return false;
  return !composeSets(change.head).some(
    (set) => set.folder === head.folder && reaches(set, service.name, server.name),
  );
}

function namedBefore(
  system: System,
  base: ComposeSet,
  { name }: ComposeService,
  server: ComposeService,
): boolean {
  const was = base.services.get(name);
  const names = namesOf(base.services.get(server.name) ?? server);
  return was !== undefined && hostReferences(system, base, was, names).length > 0;
}

function problemOf(
  set: ComposeSet,
  service: ComposeService,
  server: ComposeService,
  references: readonly HostReference[],
  waiting: readonly string[],
): Problem {
  const [first] = references;
  const by = first?.variable === undefined ? text`its command` : text`${code(first.variable)}`;
  return {
    subject: service.name,
    identity: [set.folder, service.name, server.name],
    confidence: 'possible',
    title: text`${code(service.name)} relies on ${code(server.name)} now, and does not wait for it`,
    assumption: text`Assumes ${code(service.name)} copes when ${code(server.name)} is not up yet; does it?`,
    detail: text`${by} names it. ${list(waiting, 3)} ${[waiting.length === 1 ? 'waits' : 'wait']} for it (${code('depends_on')}).`,
    verify: text`Run ${code('docker compose down')}, then ${code(`docker compose up ${service.name}`)}, and watch the first thirty seconds`,
    at: first ? { path: first.file, line: first.line } : placeOf(service.unit),
    related: [{ ...placeOf(server.unit), side: 'head', note: text`${code(server.name)}` }],
  };
}
