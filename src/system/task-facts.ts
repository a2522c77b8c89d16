import type { At } from './facts.ts';

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
  /** of one of this repository: inputs about images, once for each way of filling the job's matrix in */
  readonly inputs?: readonly Readonly<Record<string, string>>[];
}

/** An image is built from the repository by a command or a CI step. All paths relative to the repository root. */
export interface ImageBuild extends At {
  readonly kind: 'image-build';
  readonly context: string;
  readonly dockerfile: string;
  readonly target?: string;
  /** repositories of the images that it makes, as written: `ghcr.io/acme/api`; what is not known of a name is `$x` */
  readonly tags?: readonly string[];
  /** names of the build arguments that it is given */
  readonly args?: readonly string[];
  /** by an action that is not known: the Dockerfile may be meant as seen from the context */
  readonly guessed?: true;
  readonly unit: string;
}

/**
 * An action or a workflow that others call builds an image from what they give it: its texts hold `${{ inputs.x }}`, and
 * paths are as written.
 */
export interface ImageBuildTemplate extends At {
  readonly kind: 'image-build-template';
  readonly context: string;
  readonly dockerfile?: string;
  readonly target?: string;
  readonly tags: readonly string[];
  readonly args?: readonly string[];
  readonly defaults: Readonly<Record<string, string>>;
  readonly unit: string;
}

/** Compose files that a command, or `COMPOSE_FILE` of an env file, starts together, the first to be laid over by the next. */
export interface ComposeStart extends At {
  readonly kind: 'compose-start';
  /** relative to the repository root; where nobody knows in which folder the command runs, to that folder */
  readonly paths: readonly string[];
  readonly placed?: false;
  readonly unit: string;
}

export type TaskFact = Script | Invocation | Action | ImageBuild | ImageBuildTemplate | ComposeStart;
