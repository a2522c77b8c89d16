import type { ContractChange } from '../change.ts';

/** What happened to something that one workspace package offers and another one uses. */
export type PayloadChange = ExportRemoved | ProcedureRemoved | SchemaNarrowed | InputNarrowed | EnumRevalued;

export interface PayloadPlace {
  readonly path: string;
  /** 1-based */
  readonly line: number;
}

/** A place of head in another package than the one that changed. */
export interface PayloadUse extends PayloadPlace {
  /** name of the package that it stands in; its folder where it has none */
  readonly package: string;
}

interface Offered {
  /** name of the package that offers it */
  readonly package: string;
  readonly old: PayloadPlace;
  /** null where the file is gone */
  readonly new: PayloadPlace | null;
  /** who uses it at head, in other packages; never empty */
  readonly uses: readonly PayloadUse[];
}

/** A name that is no longer exported and still imported. */
export interface ExportRemoved extends Offered {
  readonly kind: 'export-removed';
  readonly name: string;
}

/** A procedure of a tRPC router that is gone and still called. */
export interface ProcedureRemoved extends Offered {
  readonly kind: 'procedure-removed';
  /** as clients call it: `user.byId` */
  readonly name: string;
}

/** A schema that refuses what it accepted; or a type of data that is queued, which what was queued does not have. */
export interface SchemaNarrowed extends Offered {
  readonly kind: 'schema-narrowed';
  /** as it is exported */
  readonly name: string;
  /** nothing is checked with it: who reads it takes it for granted */
  readonly isType: boolean;
  /** what narrows it, in the order of the file; never empty */
  readonly changes: readonly ContractChange[];
}

/** The input of a procedure of tRPC refuses what it accepted. */
export interface InputNarrowed extends Offered {
  readonly kind: 'input-narrowed';
  /** as clients call it: `user.update` */
  readonly name: string;
  readonly changes: readonly ContractChange[];
  /** packages among those that call it whose old versions stay with people: apps of phones and desktops, extensions */
  readonly lasting: readonly string[];
}

/** Members of an enum have other values under the same names. */
export interface EnumRevalued extends Offered {
  readonly kind: 'enum-revalued';
  readonly name: string;
  /** never empty */
  readonly members: readonly {
    readonly name: string;
    readonly from: string | number;
    readonly to: string | number;
  }[];
}
