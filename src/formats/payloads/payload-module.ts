import type { JsonObject } from '../../contracts/at.ts';

/** What a JavaScript or TypeScript file offers to others, as far as payloads are concerned. */
export interface PayloadModule {
  readonly exports: Exports;
  readonly routers: readonly Router[];
  /** null where it has none */
  readonly schemas: SchemaSet | null;
  readonly inputs: readonly ProcedureInput[];
  /** by name, and by the name of the member */
  readonly enums: ReadonlyMap<string, ReadonlyMap<string, EnumMember>>;
}

export interface EnumMember {
  readonly line: number;
  /** absent where it is computed */
  readonly value?: string | number;
}

/** What a procedure of tRPC takes in. */
export interface ProcedureInput {
  /** of its schema among those of the file: `orderRouter.byId input` */
  readonly schema: string;
  /** the constant that it hangs from: a router, or the procedure itself */
  readonly holder: string;
  /** keys that lead to it from a router; none for a procedure that is a constant */
  readonly keys: readonly string[];
  /** where the input is nothing but a name: what it is called here */
  readonly refersTo?: string;
  readonly line: number;
}

/** Schemas of one file as one JSON Schema: each stands under `$defs` by its name. */
export interface SchemaSet {
  /** what may have to be there counts as required */
  readonly least: JsonObject;
  /** what may have to be there counts as optional */
  readonly most: JsonObject;
  /** 1-based, by JSON pointer */
  readonly lines: ReadonlyMap<string, number>;
  readonly names: readonly string[];
  /** those of them that are types only: nothing is checked with them */
  readonly types: ReadonlySet<string>;
}

export interface Exports {
  /** by the name that others import; declared in this file or passed on by name */
  readonly names: ReadonlyMap<string, ExportedName>;
  /** modules of which everything is passed on */
  readonly stars: readonly string[];
  /** exports in a way that does not list names: `module.exports`, `export =` */
  readonly isOpen: boolean;
}

export interface ExportedName {
  /** 1-based */
  readonly line: number;
  /** declared here; false for what is only passed on */
  readonly isDeclared: boolean;
}

/** Procedures and further routers by their keys: `router({ byId: publicProcedure.query(…) })`. */
export interface Router {
  /** of the constant that it is bound to */
  readonly name: string;
  readonly line: number;
  readonly entries: ReadonlyMap<string, RouterEntry>;
  /** takes in others in a way that does not list their keys */
  readonly isOpen: boolean;
}

export interface RouterEntry {
  readonly line: number;
  /** names that it is made of: the constant of another router or procedure */
  readonly name?: string;
  /** a router that is written in place */
  readonly router?: Router;
  readonly isProcedure: boolean;
}
