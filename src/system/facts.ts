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
import type { Accepts } from './accepted-values.ts';
import type { ValueMeasure } from './value-measure.ts';
import type {
  CatalogEntry,
  Lockfile,
  Manifest,
  Override,
  Package,
  Requirement,
  Runtime,
} from './package-facts.ts';
import type {
  Chart,
  ChartValue,
  ChartValueRead,
  ConfigObject,
  ConfigReference,
  Kustomization,
  Workload,
} from './kubernetes-facts.ts';
import type { EnvFilter, PassThrough } from './pass-through-facts.ts';
import type { StoreEntry } from './provisioning-facts.ts';
import type { Workflow, WorkflowCall } from './workflow-facts.ts';
import type { ModuleCall, TemplateArgument, TemplateInput, TemplateRoot } from './template-facts.ts';

export type {
  Chart,
  ChartValue,
  ChartValueRead,
  ConfigObject,
  ConfigReference,
  Kustomization,
  Workload,
} from './kubernetes-facts.ts';

export type { EnvFilter, PassThrough } from './pass-through-facts.ts';
export type { Workflow, WorkflowCall } from './workflow-facts.ts';
export type { Store, StoreEntry } from './provisioning-facts.ts';
export type { ModuleCall, TemplateArgument, TemplateInput, TemplateRoot } from './template-facts.ts';

export type {
  CatalogEntry,
  Ecosystem,
  Lockfile,
  Manifest,
  Override,
  Package,
  Requirement,
  Runtime,
} from './package-facts.ts';
export type { ConfigFamily, ConfigKey, ConfigRead, ConfigSource } from './app-config-facts.ts';

import type { EnvLoad, LoaderReading } from './env-load-facts.ts';

export type { EnvLoad, LoaderReading } from './env-load-facts.ts';

/** How a variable's name is bound to a value. */
export type DeclarationRole =
  /** gives a value to a unit, a build, a CI job or (an env file) to whoever loads it */
  | 'supplied'
  /** a schema that checks the value at start-up */
  | 'validated'
  /** an example file, a typing, a table: promises nothing at run time */
  | 'documented';

/** When a variable is there: while an image or bundle is built, while a unit runs, or in a CI job. */
export type Phase = 'build' | 'run' | 'ci';

/**
 * All that is kept of a value. `digest` is keyed with a key that lives as long as
 * the process: it answers "the same value?" inside one run and is worthless outside.
 */
export interface ValueShape {
  readonly digest: string;
  readonly type: 'empty' | 'number' | 'boolean' | 'url' | 'host' | 'path' | 'text';
  /** of a URL or `host:port` value, lower case; never user information, path or query */
  readonly host?: string;
  readonly port?: number;
  /** of a list of such values, and of a driver's notation (`Host=db;Port=5432`) */
  readonly hosts?: readonly string[];
  /** what a schema is held against; absent for an empty value. Stays inside, like the digest */
  readonly measure?: ValueMeasure;
  /** it stands for a value to come, is a default that everybody knows, or says where the value is kept */
  readonly placeholder?: true;
}

export interface At {
  /** 1-based */
  readonly line: number;
}

export interface Declaration extends At {
  readonly kind: 'declaration';
  readonly name: string;
  readonly role: DeclarationRole;
  readonly phase: Phase;
  /** the unit in this file that gets it; absent for an env file, whose loaders are units elsewhere, and where all units of the file get it */
  readonly unit?: string;
  /**
   * Absent when the value comes from elsewhere (a secret, a pass-through, an expression). Beside
   * `from: 'variable'` it is the shape of the text with its fallbacks filled in, so host and port still hold.
   */
  readonly value?: ValueShape;
  /** where an absent value comes from */
  readonly from?: 'host' | 'secret' | 'config-map' | 'variable' | 'field' | 'expression';
  /** of a reference: the object and key it names (`app-secrets`, `db-password`) */
  readonly reference?: { readonly object: string; readonly key: string; readonly optional: boolean };
  /** a schema: whether start-up fails without it. An example file: a commented line is not required */
  readonly required?: boolean;
  /** a schema or `ARG X=1`: whether the declaration itself has a fallback */
  readonly defaulted?: boolean;
  /** of a workflow: it holds for one step of its unit, or a step hands it on */
  readonly scope?: 'step';
  /** an env file: how the loaders read it, where they do not agree */
  readonly readings?: readonly LoaderReading[];
  /** a schema: digest of a literal fallback, see {@link ValueShape} */
  readonly fallback?: string;
  /** a schema or a typing: what it accepts of the text, as far as the file says */
  readonly accepts?: Accepts;
}

/**
 * - `required`: the code fails or misbehaves without it (asserted, or used with no fallback)
 * - `defaulted`: a fallback stands at the read
 * - `guarded`: tested before use, or read by a call that answers "absent" instead of failing (`os.Getenv`, `os.environ.get`)
 * - `prefix`: the name is computed; `name` is the constant prefix, or empty when nothing is known
 */
export type ReadStrength = 'required' | 'defaulted' | 'guarded' | 'prefix';

export interface Read extends At {
  readonly kind: 'read';
  readonly name: string;
  readonly strength: ReadStrength;
  readonly phase: Phase;
  /** the idiom, as a reader of that language would name it: `process.env`, `os.environ`, `interpolation`, `shell` */
  readonly via: string;
  /** the unit in this file that reads it, where the file says (compose interpolation, a workflow job) */
  readonly unit?: string;
  /** the file also runs in a browser (`'use client'`), where there is only what a bundler put into it */
  readonly client?: true;
  /** digest of a literal fallback, see {@link ValueShape} */
  readonly fallback?: string;
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
  /** of an `image-stage`: the stage or image it starts from; of a compose service: what it `extends`, `base` or `common.yml#base` */
  readonly extends?: string;
  /** of a compose service: dotted keys that it clears in the files it is laid over (`!reset`, `!override`) */
  readonly replaces?: readonly string[];
  /** of a function or a hosted process: the file or folder of its code, as written, relative like `build.context`; or the archive made of it */
  readonly code?: string;
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

/** A named task that other files can call: `scripts.build`, a make target. */
export interface Script extends At {
  readonly kind: 'script';
  readonly runner: 'npm' | 'make' | 'just' | 'composer' | 'poetry' | (string & {});
  readonly name: string;
  readonly text?: string;
  /** name of the package whose manifest has it */
  readonly package?: string;
}

/** A call of such a task. `directory` is where it runs, relative to the repository root, null when unknown. */
export interface Invocation extends At {
  readonly kind: 'invocation';
  readonly runner: Script['runner'];
  readonly name: string;
  readonly directory: string | null;
  readonly unit?: string;
  /** the workspace package it runs for, where it is chosen by name and not by folder (`--filter web`) */
  readonly package?: string;
  /** `pnpm x`, `poetry run x`: a task of that name or, where there is none, an executable */
  readonly shorthand?: true;
}

/** A workflow step or job that something else defines (`uses:`). */
export interface Action extends At {
  readonly kind: 'action';
  /** `actions/checkout`, `acme/ci/.github/workflows/test.yml`; of this repository: `./.github/actions/setup` */
  readonly name: string;
  /** tag, branch or commit; null for one of this repository */
  readonly ref: string | null;
  /** what stands behind it on the line, usually the version that a commit stands for */
  readonly comment?: string;
  /** the job that uses it */
  readonly unit?: string;
}

/** An image is built from the repository by a command or a CI step. All paths relative to the repository root. */
export interface ImageBuild extends At {
  readonly kind: 'image-build';
  readonly context: string;
  readonly dockerfile: string;
  readonly target?: string;
  /** repositories of the images that it makes, as written: `ghcr.io/acme/api` */
  readonly tags?: readonly string[];
  readonly unit: string;
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
  | Runtime
  | Package
  | Requirement
  | Manifest
  | Lockfile
  | Override
  | CatalogEntry
  | Edge
  | HealthCheck
  | Port
  | Mount
  | CopySource
  | Command
  | Script
  | Invocation
  | Action
  | ImageBuild
  | IgnorePattern
  | Include
  | ServiceName
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
  | Operation;

export type FactKind = Fact['kind'];
export type FactOf<K extends FactKind> = Extract<Fact, { readonly kind: K }>;
