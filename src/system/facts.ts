/**
 * Facts: what one file says about the system around the code.
 *
 * Every reader in `formats/` turns text into facts; everything after it works on
 * facts only. A fact has the line it stands on (1-based) and names things as the
 * file writes them; joins between files happen in `system/`.
 *
 * A fact never holds the value of a variable: see {@link ValueShape}. Fields
 * called `text` hold raw repository text that later steps need (a command line,
 * say); they are never printed, not even by `system-drift facts`.
 */

import type { ConfigKey, ConfigRead, ConfigSource } from './app-config-facts.ts';
import type { EnvLoad } from './env-load-facts.ts';
import type {
  Chart,
  ChartValue,
  ChartValueRead,
  ConfigObject,
  ConfigReference,
  Kustomization,
  Workload,
} from './kubernetes-facts.ts';
import type { PackageFact } from './package-facts.ts';
import type { Migration, SchemaChange, SchemaTable } from './migration-facts.ts';
import type { EnvFilter, PassThrough } from './pass-through-facts.ts';
import type { StoreEntry } from './provisioning-facts.ts';
import type { ServiceFact } from './service-facts.ts';
import type { TaskFact } from './task-facts.ts';
import type { ModuleCall, TemplateArgument, TemplateInput, TemplateRoot } from './template-facts.ts';
import type { Declaration, Read } from './variable-facts.ts';
import type { Workflow, WorkflowCall } from './workflow-facts.ts';

export type { ConfigFamily, ConfigKey, ConfigRead, ConfigSource } from './app-config-facts.ts';
export type { EnvLoad, LoaderReading } from './env-load-facts.ts';
export type * from './kubernetes-facts.ts';
export type * from './package-facts.ts';
export type * from './migration-facts.ts';
export type { EnvFilter, PassThrough } from './pass-through-facts.ts';
export type { Store, StoreEntry } from './provisioning-facts.ts';
export type * from './service-facts.ts';
export type * from './task-facts.ts';
export type { ModuleCall, TemplateArgument, TemplateInput, TemplateRoot } from './template-facts.ts';
export type {
  Declaration,
  DeclarationRole,
  Phase,
  Read,
  ReadStrength,
  ValueShape,
} from './variable-facts.ts';
export type { Workflow, WorkflowCall } from './workflow-facts.ts';

export interface At {
  /** 1-based */
  readonly line: number;
}

export type UnitKind =
  | 'compose-service'
  | 'workload-container'
  | 'workflow-job'
  | 'image-stage'
  | 'process'
  | 'function'
  | 'ecs-container'
  | 'package';

/** What runs. `name` is unique within its file: `api`, `Deployment/web/app`, a job id, a stage name or index. */
export interface Unit extends At {
  readonly kind: 'unit';
  readonly name: string;
  readonly type: UnitKind;
  /** built from the repository: paths as written, relative to the file's folder unless they start with `/` */
  readonly build?: {
    readonly context: string;
    readonly dockerfile?: string;
    readonly target?: string;
    readonly args?: readonly string[];
  };
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly profiles?: readonly string[];
  /** of a compose service: the networks it names, where it names any */
  readonly networks?: readonly string[];
  /** of a compose service: `network_mode`, as written */
  readonly networkMode?: string;
  /** of a compose service: Docker starts it again when it ends with an error */
  readonly restarts?: boolean;
  /** of a compose service or a container in a pod: seconds it has to end by itself before it is killed, where that is said; null: a variable decides */
  readonly graceSeconds?: number | null;
  /** of an `image-stage`: the stage or image it starts from; of a compose service: what it `extends`, `base` or `common.yml#base` */
  readonly extends?: string;
  /** of a compose service: dotted keys that it clears in the files it is laid over (`!reset`, `!override`) */
  readonly replaces?: readonly string[];
  /** of a function or a hosted process: the file or folder of its code, as written, relative like `build.context`; or the archive made of it */
  readonly code?: string;
  /** of a container in a template of a chart: its image as written, `{{ .Values.image.repository }}` */
  readonly imageFrom?: string;
  /** why its environment may hold more than the file lists: `envFrom secret app`, `env_file .env` … Empty: closed */
  readonly open?: readonly string[];
}

/** A unit loads all variables of a file (`env_file`, `EnvironmentFile=`). */
export interface EnvFile extends At {
  readonly kind: 'env-file';
  readonly unit: string;
  readonly path: string;
  readonly required: boolean;
  /** every line is taken as it is, quotes included (`format: raw`) */
  readonly raw?: true;
}

/** A unit loads all keys of an object (`envFrom`). */
export interface EnvFrom extends At {
  readonly kind: 'env-from';
  readonly unit: string;
  readonly source: 'config-map' | 'secret';
  readonly object: string;
  readonly prefix: string;
  readonly optional: boolean;
}

export interface Image extends At {
  readonly kind: 'image';
  /** the unit that runs it, or the stage that starts from it */
  readonly unit: string;
  /** without tag and digest, as written, `library/` and the default host left out: `postgres`, `ghcr.io/acme/api` */
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
  /** part of the reference is a variable: what is known is a pattern, not a fact */
  readonly variable: boolean;
  readonly role: 'base' | 'run' | 'ci-service';
}

/** `from` waits for, or depends on, `to`. */
export interface Edge extends At {
  readonly kind: 'edge';
  readonly from: string;
  readonly to: string;
  readonly condition: 'started' | 'healthy' | 'completed' | 'after';
  readonly required: boolean;
}

export interface HealthCheck extends At {
  readonly kind: 'health-check';
  readonly unit: string;
  readonly probe: 'health' | 'liveness' | 'readiness' | 'startup';
  /** `healthcheck: {disable: true}`, `HEALTHCHECK NONE` */
  readonly disabled: boolean;
  readonly port?: number;
  readonly httpPath?: string;
  /** of a probe that asks a port by its name */
  readonly portName?: string;
  /** seconds until somebody who hangs is noticed, where the file says any of what makes them */
  readonly noticedAfter?: number;
  readonly text?: string;
}

export interface Port extends At {
  readonly kind: 'port';
  readonly unit: string;
  readonly port: number;
  /** `listen`: the container's own; `publish`: on the host; `expose`: stated only */
  readonly role: 'listen' | 'publish' | 'expose';
  readonly published?: number;
  readonly protocol: string;
  /** of a container of a cluster: what others can call the port */
  readonly name?: string;
}

export interface Mount extends At {
  readonly kind: 'mount';
  readonly unit: string;
  readonly type: 'bind' | 'volume' | 'config' | 'secret' | 'tmpfs';
  /**
   * bind, config, secret: the path as written; volume: its name, or empty for an anonymous one. Of a
   * workload container, config and secret are names of objects.
   * What a variable decides (`${DATA}:/data`) counts as a volume of that name.
   */
  readonly source: string;
  readonly target: string;
  /** Docker would create a missing source as an empty folder, or the key is optional */
  readonly optional: boolean;
}

/** A path that an image build copies from its context or from another stage. */
export interface CopySource extends At {
  readonly kind: 'copy';
  readonly unit: string;
  readonly source: string;
  readonly target: string;
  /** stage name, stage index or image; absent: the build context */
  readonly from?: string;
}

/** What a unit runs. */
export interface Command extends At {
  readonly kind: 'command';
  readonly unit: string;
  readonly role: 'entrypoint' | 'command' | 'init' | 'run';
  /** exec form, or the shell form split into words; [] when it cannot be told */
  readonly argv: readonly string[];
  readonly shell: boolean;
  readonly text?: string;
  /** working directory: absolute in a container, relative to the repository root in a checkout; absent when the file does not say */
  readonly directory?: string;
}

/** A line of a `.gitignore` or `.dockerignore`. */
export interface IgnorePattern extends At {
  readonly kind: 'ignore-pattern';
  /** as written, without the `!` of a negated one */
  readonly pattern: string;
  readonly negated: boolean;
}

/** A file takes in another of its kind: compose `include`, `source_env` in an `.envrc`. */
export interface Include extends At {
  readonly kind: 'include';
  /** of a kustomization: the list it stands in (`resources`, `components`, `patches` …) */
  readonly list?: string;
  /** as written, relative to the file's folder unless it starts with `/` */
  readonly path: string;
  readonly required: boolean;
}

/** A network name that something can be reached by. */
export interface ServiceName extends At {
  readonly kind: 'service';
  readonly name: string;
  readonly unit?: string;
  readonly namespace?: string;
  readonly selector?: Readonly<Record<string, string>>;
}

export interface Operation extends At {
  readonly kind: 'operation';
  readonly method: string;
  readonly path: string;
  readonly operationId?: string;
}

export type Fact =
  | Declaration
  | Read
  | Unit
  | EnvFile
  | EnvFrom
  | EnvLoad
  | Image
  | PackageFact
  | Edge
  | HealthCheck
  | Port
  | Mount
  | CopySource
  | Command
  | TaskFact
  | IgnorePattern
  | Include
  | ServiceName
  | ServiceFact
  | ConfigObject
  | ConfigReference
  | Workload
  | Kustomization
  | Chart
  | ChartValue
  | ChartValueRead
  | ConfigKey
  | ConfigRead
  | ConfigSource
  | StoreEntry
  | EnvFilter
  | PassThrough
  | TemplateInput
  | TemplateArgument
  | ModuleCall
  | TemplateRoot
  | Workflow
  | WorkflowCall
  | Operation
  | Migration
  | SchemaChange
  | SchemaTable;

export type FactKind = Fact['kind'];
export type FactOf<K extends FactKind> = Extract<Fact, { readonly kind: K }>;
