import type {
  Command,
  Declaration,
  Edge,
  EnvFile,
  FactKind,
  FactOf,
  HealthCheck,
  Image,
  Mount,
  Port,
  ServiceName,
  Unit,
} from './facts.ts';
import type { Located } from './system.ts';

/** What one file says of one service. */
export interface ComposeLayer {
  readonly unit: Located<Unit>;
  readonly facts: readonly Located[];
  /** it extends a service that was not found */
  readonly partial?: boolean;
}

/** A service as all files of a set describe it together. Each part stands where it was said last. */
export interface ComposeService {
  readonly name: string;
  /** the statement that says what it runs; the first one where none does */
  readonly unit: Located<Unit>;
  /** every statement of it, in order */
  readonly statements: readonly Located<Unit>[];
  /** it extends a service that was not found */
  readonly partial: boolean;
  readonly build: Located<Unit> | undefined;
  readonly image: Located<Image> | undefined;
  readonly profiles: readonly string[];
  readonly environment: ReadonlyMap<string, Located<Declaration>>;
  readonly envFiles: readonly Located<EnvFile>[];
  /** by the service that it waits for */
  readonly edges: ReadonlyMap<string, Located<Edge>>;
  readonly healthCheck: Located<HealthCheck> | undefined;
  readonly ports: readonly Located<Port>[];
  /** by place in the container */
  readonly mounts: ReadonlyMap<string, Located<Mount>>;
  readonly entrypoint: Located<Command> | undefined;
  readonly command: Located<Command> | undefined;
  /** names by which other services reach it */
  readonly names: readonly Located<ServiceName>[];
}

type Draft = { -readonly [K in keyof ComposeService]: ComposeService[K] } & {
  environment: Map<string, Located<Declaration>>;
  envFiles: Located<EnvFile>[];
  edges: Map<string, Located<Edge>>;
  ports: Located<Port>[];
  mounts: Map<string, Located<Mount>>;
  names: Located<ServiceName>[];
};

/**
 * Lays the statements over each other as Compose does: mappings by key, lists one behind the
 * other, single values by the last. Null when the last one takes the service out.
 * https://docs.docker.com/reference/compose-file/merge/
 */
export function mergeService(name: string, layers: readonly ComposeLayer[]): ComposeService | null {
  const [first] = layers;
  if (!first) return null;
  let draft = emptyDraft(name, first.unit);
  const statements: Located<Unit>[] = [];
  for (const { unit, facts, partial = false } of layers) {
    if (unit.replaces?.includes('')) {
      draft = emptyDraft(name, unit);
      statements.length = 0;
      if (facts.length === 0) continue;
    }
    for (const key of unit.replaces ?? []) clear(draft, key);
    statements.push(unit);
    draft.partial ||= partial;
    if (unit.build) draft.build = unit;
    if (unit.build || facts.some(({ kind }) => kind === 'image')) draft.unit = unit;
    draft.profiles = [...draft.profiles, ...(unit.profiles ?? [])];
    for (const fact of facts) add(draft, fact);
  }
  return statements.length === 0 ? null : { ...draft, statements };
}

function emptyDraft(name: string, unit: Located<Unit>): Draft {
  return {
    name,
    unit,
    statements: [],
    partial: false,
    build: undefined,
    image: undefined,
    profiles: [],
    environment: new Map(),
    envFiles: [],
    edges: new Map(),
    healthCheck: undefined,
    ports: [],
    mounts: new Map(),
    entrypoint: undefined,
    command: undefined,
    names: [],
  };
}

type Adders = { readonly [K in FactKind]?: (draft: Draft, fact: Located<FactOf<K>>) => void };

const adders: Adders = {
  declaration: (draft, fact) => {
    if (fact.phase === 'run') draft.environment.set(fact.name, fact);
  },
  'env-file': (draft, fact) => void draft.envFiles.push(fact),
  image: (draft, fact) => void (draft.image = fact),
  edge: (draft, fact) => void draft.edges.set(fact.to, fact),
  'health-check': (draft, fact) => void (draft.healthCheck = refined(draft.healthCheck, fact)),
  port: (draft, fact) => void draft.ports.push(fact),
  mount: (draft, fact) => void draft.mounts.set(fact.target, fact),
  command: (draft, fact) => void (draft[fact.role === 'entrypoint' ? 'entrypoint' : 'command'] = fact),
  service: (draft, fact) => void draft.names.push(fact),
};

function add<K extends FactKind>(draft: Draft, fact: Located<FactOf<K>>): void {
  adders[fact.kind]?.(draft, fact);
}

/** A health check without a command changes the times of the one before it. */
function refined(before: Located<HealthCheck> | undefined, fact: Located<HealthCheck>): Located<HealthCheck> {
  const keeps = before && !before.disabled && !fact.disabled && fact.text === undefined;
  return keeps ? before : fact;
}

/** What `!reset` and `!override` take away before the file's own part is added. */
function clear(draft: Draft, key: string): void {
  const [option, entry] = split(key);
  const maps = { environment: draft.environment, depends_on: draft.edges } as const;
  if (option === 'environment' || option === 'depends_on') {
    if (entry === undefined) maps[option].clear();
    else maps[option].delete(entry);
  } else if (option === 'ports' || option === 'expose') {
    draft.ports = draft.ports.filter(({ role }) => (role === 'expose') !== (option === 'expose'));
  } else if (option === 'volumes') draft.mounts.clear();
  else if (option === 'env_file') draft.envFiles = [];
  else if (option === 'profiles') draft.profiles = [];
  else if (option === 'image' || option === 'build' || option === 'command' || option === 'entrypoint') {
    draft[option] = undefined;
  } else if (option === 'healthcheck') draft.healthCheck = undefined;
}

function split(key: string): readonly [string, string?] {
  const dot = key.indexOf('.');
  return dot === -1 ? [key] : [key.slice(0, dot), key.slice(dot + 1)];
}
