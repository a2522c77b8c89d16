import { escapePattern } from '../formats/escape-pattern.ts';
import { folderOf, joinPath } from '../formats/paths.ts';
import type { ComposeSet } from './compose-project.ts';
import type { ComposeService } from './compose-service.ts';
import type { Declaration } from './facts.ts';
import type { Located, System } from './system.ts';
import { digestOf } from './value-shape.ts';

/** A place that names a host which a service calls. */
export interface HostReference {
  readonly file: string;
  readonly line: number;
  /** as the caller writes it */
  readonly host: string;
  /** the variable that holds it; absent for a command line */
  readonly variable?: string;
}

/** Variables of which a single word as value is a host: `DB_HOST`, `PGHOST`, `KAFKA_BROKERS`. */
const holdsHost = /(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER|ENDPOINT|UPSTREAM|BACKEND|BROKER)S?$/i;

/** Where the environment, the env files and the command of a service name one of these hosts. */
export function hostReferences(
  system: System,
  set: ComposeSet,
  service: ComposeService,
  hosts: ReadonlySet<string>,
): readonly HostReference[] {
  if (hosts.size === 0) return [];
  const environment = givenTo(system, set, service).flatMap((declaration): HostReference[] => {
    const host = hostIn(declaration, hosts);
    const { file, line, name: variable } = declaration;
    return host === undefined ? [] : [{ file, line, host, variable }];
  });
  return [...environment, ...inCommands(service, hosts)];
}

/** The one of these hosts that a variable's value names. */
export function hostIn({ name, value }: Declaration, hosts: ReadonlySet<string>): string | undefined {
  if (!value) return undefined;
  const named = [...(value.host === undefined ? [] : [value.host]), ...(value.hosts ?? [])];
  const found = named.find((host) => hosts.has(host));
  if (found !== undefined || value.type !== 'text' || !holdsHost.test(name)) return found;
  return [...hosts].find((host) => digestOf(host) === value.digest);
}

/** What `environment` gives, and what env files give beside it; a later file wins. */
export function givenTo(
  system: System,
  set: ComposeSet,
  service: ComposeService,
): readonly Located<Declaration>[] {
  const found = new Map<string, Located<Declaration>>();
  for (const envFile of service.envFiles) {
    const folder = set.paths.includes(envFile.file) ? set.folder : folderOf(envFile.file);
    const path = joinPath(folder, envFile.path);
    for (const fact of path === null ? [] : (system.files.get(path)?.facts ?? [])) {
      if (fact.kind === 'declaration') found.set(fact.name, fact);
    }
  }
  for (const [name, declaration] of service.environment) found.set(name, declaration);
  return [...found.values()];
}

function inCommands(
  { entrypoint, command }: ComposeService,
  hosts: ReadonlySet<string>,
): readonly HostReference[] {
  const names = [...hosts].map(escapePattern).join('|');
  const pattern = new RegExp(
    `(?::\\/\\/(?:[^\\s/@]{0,200}@)?|(?<![\\w./-]))(${names}):\\d{2,5}(?!\\d)|:\\/\\/(${names})(?=[/?\\s"']|$)`,
  );
  return [entrypoint, command].flatMap((fact): HostReference[] => {
    const found = fact ? pattern.exec(fact.text ?? '') : null;
    return fact && found ? [{ file: fact.file, line: fact.line, host: found[1] ?? found[2] ?? '' }] : [];
  });
}

/** Names by which a service can be reached in its set, lower case. */
export function namesOf(service: ComposeService): ReadonlySet<string> {
  return new Set(service.names.map(({ name }) => name.toLowerCase()));
}
