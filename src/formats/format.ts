import type { Fact } from '../system/facts.ts';
import type { Stage } from '../stages/rule.ts';
import type { BlockMemory } from './block-memory.ts';

/** A file's text as it stood in a commit, decoded: no byte order mark, line ends as they were. */
export interface SourceFile {
  /** relative to the repository root, `/` between parts */
  readonly path: string;
  readonly text: string;
  /** the settings say that it is of this format, whatever its text looks like */
  readonly isStated?: true;
}

/** Why something that should have been read was not, or not wholly. */
export type GapReason =
  | 'unparsable'
  | 'merge-conflict'
  | 'encoding'
  | 'too-large'
  | 'too-deep'
  | 'unsupported-version'
  | 'unsupported-format'
  | 'missing-object'
  | 'reference-refused'
  | 'reference-dangling'
  | 'time-limit'
  | 'reader-crashed'
  | 'rule-crashed'
  | 'not-fetched';

/** A part of a file that could not be read; the rest of the facts stands. */
export interface PartialGap {
  readonly reason: GapReason;
  /** one sentence for a person, with the line if known; no values from the file */
  readonly detail: string;
}

/** A contract document: an OpenAPI description, an AsyncAPI document, a JSON Schema, a GraphQL schema. Compared as a whole by stage 4, so it is kept beside the facts. */
export interface ContractDocument {
  readonly dialect: 'openapi' | 'asyncapi' | 'json-schema' | 'avro' | 'graphql' | 'protobuf';
  /** as written: `2.0`, `3.0.3`, `3.1.0`; of a JSON Schema the name of its draft, of a GraphQL schema `SDL` */
  readonly version: string;
  readonly document: unknown;
  /** 1-based line of a JSON pointer (`/paths/~1users/get`) or its nearest ancestor that is in the text */
  readonly lineOf: (pointer: string) => number;
  /** the settings name it */
  readonly stated?: StatedContract;
}

/** What the settings of a repository say of a contract file, where neither its name nor its text does. */
export interface StatedContract {
  /** glob pattern, from the root of the repository */
  readonly path: string;
  /** the dialect in which it is read */
  readonly as: ContractDocument['dialect'];
  /** of a JSON Schema: `request` where others send such data, `response` where they receive it */
  readonly direction?: 'request' | 'response';
}

export interface Reading {
  readonly facts: readonly Fact[];
  readonly gaps?: readonly PartialGap[];
  readonly contract?: ContractDocument;
}

/**
 * One file format: text in, facts out, no judgement. The `format.ts` of each
 * format is small and eager; what it needs to read loads on first use.
 */
export interface Format {
  /** kebab-case: `compose`, `pnpm-lock` */
  readonly id: string;
  /** as its users call it: `Compose file` */
  readonly title: string;
  /** the stage whose findings are missing when such a file cannot be read */
  readonly stage: Stage;
  /** by path alone; the first format in the registry that matches and recognises wins */
  readonly matches: (path: string) => boolean;
  /** for names that several formats share (`*.yaml`): a cheap look at the text */
  readonly recognises?: (text: string) => boolean;
  /** bytes above which the file is a gap; default 5 MiB. Lockfiles and contracts set more */
  readonly limit?: number;
  /**
   * Facts in order of line. Throws {@link Unreadable} when the file as a whole cannot be read;
   * anything else thrown is a bug in the reader and becomes a `reader-crashed` gap.
   * @param memory what this reader made of parts of other files; the facts are the same without it, only later
   */
  readonly read: (file: SourceFile, memory?: BlockMemory) => Reading | Promise<Reading>;
}

/** The file as a whole could not be read. Its message is for a person and holds no value from the file. */
export class Unreadable extends Error {
  readonly reason: GapReason;
  constructor(reason: GapReason, detail: string) {
    super(detail);
    this.name = 'Unreadable';
    this.reason = reason;
  }
}
