import type { ComposeSet } from './compose-project.ts';
import type { ComposeService } from './compose-service.ts';
import type { Declaration } from './facts.ts';
import { givenTo, namesOf } from './host-references.ts';
import type { Located, System } from './system.ts';

/** A variable of a service whose value names a host of one word, as services of a project are called. */
export interface NamedHost {
  readonly host: string;
  readonly variable: Located<Declaration>;
}

/** What talks to a server over a network; behind `s3://` and `sqlite://` stands no host. */
const networked =
  /^(?:https?|wss?|postgres(?:ql)?|pgsql|mysql|mariadb|mongodb|redis|rediss|valkey|amqps?|nats|kafka|tcp|udp|grpcs?|mqtts?|smtps?|ldaps?|clickhouse|cockroachdb|memcached?|elasticsearch|neo4j|bolt|ftp|stomp)(?:\+[\w.]+)?$/;

/** Who one is and who may ask is told in such variables, too: nobody connects there. */
const named =
  /ISSUER|AUDIENCE|ORIGIN|CORS|CSRF|PUBLIC|REALM|NAMESPACE|XMLNS|IMAGE|TAG|VERSION|NO_PROXY|DOMAIN|TITLE|TEST/i;

/** Stand for nothing. */
const nobody =
  /^(?:localhost|host|hostname|example|dummy|unused|none|null|invalid|placeholder|fake|mock|test|changeme|todo|x+|your[\w-]*|my[-_]?(?:host|server)|server|domain|user|kubernetes|metadata)$/;

/** Hosts of one word that the environment and the env files of a service name. */
export function namedHosts(system: System, set: ComposeSet, service: ComposeService): readonly NamedHost[] {
  return givenTo(system, set, service).flatMap((variable) =>
    hostsIn(variable).map((host) => ({ host, variable })),
  );
}

function hostsIn({ name, value }: Declaration): readonly string[] {
  if (!value || value.placeholder || named.test(name)) return [];
  const scheme = value.measure?.scheme;
  if (value.type === 'url' && scheme !== undefined && !networked.test(scheme)) return [];
  // `node:20` is an image, `12:30` a time.
  if (value.type === 'host' && (value.port ?? 0) < 80) return [];
  const all = value.host === undefined ? (value.hosts ?? []) : [value.host];
  return all.filter((host) => /^[a-z][a-z0-9_-]+$/.test(host) && !nobody.test(host));
}

/** Everything by which something can be reached in a set of compose files: services, extra hosts, external links. */
export function offeredIn(system: System, set: ComposeSet): ReadonlySet<string> {
  return new Set([
    ...[...set.services.values()].flatMap((service) => [...namesOf(service)]),
    ...system
      .facts('service')
      .flatMap(({ file, name }) => (set.all.includes(file) ? name.toLowerCase() : [])),
  ]);
}
