import type { Accepts } from './accepted-values.ts';
import type { LoaderReading } from './env-load-facts.ts';
import type { At } from './facts.ts';
import type { ValueMeasure } from './value-measure.ts';

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
  /** an env file: the path or stage itself where the name and the value say that an image is built from it */
  readonly path?: string;
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
  /** it is only handed back to whoever called, whose types say that it may be absent */
  readonly leftToCallers?: true;
}
