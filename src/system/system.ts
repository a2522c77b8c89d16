import type { Opinion } from '../contracts/second-opinion/second-opinion.ts';
import type { PayloadChange } from '../contracts/payloads/payload-change.ts';
import type { ProtobufPolicies } from '../contracts/protobuf/policy.ts';
import type { ContractDocument, GapReason } from '../formats/format.ts';
import type { Stage } from '../stages/rule.ts';
import type { Fact, FactKind, FactOf } from './facts.ts';
import type { Advisory } from './advisories.ts';
import type { LiteralPair } from './backing-services.ts';
import type { CatalogUses } from './catalog-uses.ts';
import type { EditedClient } from './edited-clients.ts';
import type { ProbedRoute } from './probed-routes.ts';
import type { ReusedNumber } from './number-history.ts';
import type { PackageUses } from './package-uses.ts';
import type { Databases } from './schema/databases.ts';
import type { UnrunMigration } from './schema/migration-runs.ts';
import type { SchemaUses } from './schema/schema-uses.ts';
import type { StaleClient } from './stale-clients.ts';
import type { UnroutedOperations } from './unrouted-operations.ts';
import type { UnservedRoute } from './unserved-routes.ts';

/** A fact and the path of the file it stands in. */
export type Located<F extends Fact = Fact> = F & { readonly file: string };

export type EntryKind = 'file' | 'executable' | 'symlink' | 'submodule';

/** The files of one commit. Paths relative to the root, `/` between parts; a folder is known by what is in it. */
export interface Tree {
  readonly size: number;
  /** a file, symlink or submodule stands exactly there */
  readonly has: (path: string) => boolean;
  readonly kindOf: (path: string) => EntryKind | undefined;
  /** something stands below it; `` is the root */
  readonly hasFolder: (path: string) => boolean;
  readonly paths: () => Iterable<string>;
  /** all paths below a folder */
  readonly under: (folder: string) => readonly string[];
}

/** One file of one side, read. */
export interface ReadFile {
  readonly path: string;
  readonly format: string;
  readonly facts: readonly Located[];
  readonly contract?: ContractDocument;
}

/** Why a file could not be read. */
export interface Unreadable {
  readonly stage: Stage;
  readonly format: string;
  readonly reason: GapReason;
  readonly detail: string;
}

/** A place where a word that is in play stands in a text file that no reader explains further. */
export interface Mention {
  readonly path: string;
  readonly line: number;
  readonly subject: string;
  readonly kind: SubjectKind;
  /** in a comment line, or told as an example: it explains and does nothing */
  readonly aside?: true;
}

/** Kinds of names that a change can bring into play. */
export type SubjectKind =
  | 'variable'
  /** a variable that a changed file no longer reads, as a word in code */
  | 'variable-in-code'
  /** the telling part of an entry of a store outside of the repository */
  | 'store-entry'
  /** a Terraform variable that a command line gives */
  | 'template-input'
  | 'host'
  | 'script'
  | 'path'
  | 'operation'
  | 'package';

/**
 * What a commit says about the system around the code: facts of every file that
 * could matter for the change (for an audit: of every file).
 */
export interface System {
  readonly side: 'base' | 'head';
  readonly tree: Tree;
  /** what was read, by path */
  readonly files: ReadonlyMap<string, ReadFile>;
  /** all facts of a kind, in order of path and line */
  readonly facts: <K extends FactKind>(kind: K) => readonly Located<FactOf<K>>[];
  /** places that name a subject in play, outside of what readers explain; comments included */
  readonly mentions: (kind: SubjectKind, subject: string) => readonly Mention[];
  /** files that could not be read as a whole, with the stage they feed */
  readonly unreadable: ReadonlyMap<string, Unreadable>;
  /** names that the settings say are provided from outside, and names platforms provide */
  readonly isProvided: (variable: string) => boolean;
}

export type ChangeStatus = 'added' | 'removed' | 'modified' | 'renamed' | 'type-changed';

export interface ChangedFile {
  readonly status: ChangeStatus;
  /** at head; at base when removed */
  readonly path: string;
  /** at base, when renamed */
  readonly from?: string;
}

export interface Change {
  readonly base: System;
  readonly head: System;
  readonly files: readonly ChangedFile[];
  /** ISO day on which the change is judged: announced dates are held against it */
  readonly today?: string;
  /** where code of head uses packages that moved or were dropped, looked up before the rules run */
  readonly uses?: PackageUses;
  /** where build scripts of head take what moved in a version catalog, or is gone from it */
  readonly catalogUses?: CatalogUses;
  /** backing services that code and templates name, looked up where the change moves one */
  readonly services?: LiteralPair;
  /** which databases the migrations of the change are for, told where it brings any */
  readonly databases?: Databases;
  /** tables and columns that the change takes away, and who uses them, looked up where there are any */
  readonly schema?: SchemaUses;
  /** migrations that will not run, and commands that ran migrations and are gone */
  readonly unrun?: readonly UnrunMigration[];
  /** known vulnerabilities that come in, where a database was asked */
  readonly advisories?: readonly Advisory[];
  /** what is promised of the changed `.proto` files */
  readonly protobuf?: ProtobufPolicies;
  /** new numbers of `.proto` files that an earlier commit took from something else */
  readonly reusedNumbers?: readonly ReusedNumber[];
  /** generated code that its contract left behind */
  readonly staleClients?: readonly StaleClient[];
  /** generated code that changed although its contract did not */
  readonly editedClients?: readonly EditedClient[];
  /** operations of contracts whose routes the change took away */
  readonly unservedRoutes?: readonly UnservedRoute[];
  /** routes that the change took away from checks of services */
  readonly probedRoutes?: readonly ProbedRoute[];
  /** operations that contracts gained without a route */
  readonly unroutedOperations?: readonly UnroutedOperations[];
  /** what packages of the repository no longer offer each other, looked up before the rules run */
  readonly payloads?: readonly PayloadChange[];
  /** what another tool says about the contracts, asked before the rules run */
  readonly opinions?: readonly Opinion[];
}

/** Something that should have been read and was not. */
export interface Gap {
  readonly stage: Stage;
  readonly path: string | null;
  readonly side: 'base' | 'head' | 'both';
  readonly reason: GapReason;
  readonly detail: string;
}
