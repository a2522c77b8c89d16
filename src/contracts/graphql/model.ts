/** A GraphQL schema as its files write it: plain values, so that nothing needs the parser again. */

export type TypeKind = 'object' | 'interface' | 'input' | 'enum' | 'union' | 'scalar';

export type RootKind = 'query' | 'mutation' | 'subscription';

interface Named {
  readonly name: string;
  /** 0-based, from the start of its block */
  readonly line: number;
}

/** An argument, or a field of an input. */
export interface InputDefinition extends Named {
  /** as written, without blanks: `[User!]!` */
  readonly type: string;
  /** canonical text of its default */
  readonly default?: string;
  readonly deprecated?: true;
}

export interface FieldDefinition extends InputDefinition {
  readonly args: readonly InputDefinition[];
}

export interface ValueDefinition extends Named {
  readonly deprecated?: true;
}

/** A definition or an extension of a type; fields that its kind does not have are empty. */
export interface TypeDefinition extends Named {
  readonly kind: TypeKind;
  readonly isExtension: boolean;
  readonly interfaces: readonly string[];
  readonly fields: readonly FieldDefinition[];
  readonly values: readonly ValueDefinition[];
  readonly members: readonly string[];
  /** can be asked for by its key: `@key` of federation */
  readonly isEntity: boolean;
  /** an input of which one field must be given: `@oneOf` */
  readonly isOneOf?: true;
}

export interface DirectiveDefinition extends Named {
  readonly args: readonly InputDefinition[];
  readonly isRepeatable: boolean;
  /** those in operations; what may stand in the schema alone is no client's business */
  readonly locations: readonly string[];
}

/** Definitions that stand together. Equal texts are one block, whichever file and side they stand in. */
export interface Block {
  readonly types: readonly TypeDefinition[];
  readonly directives: readonly DirectiveDefinition[];
  /** of `schema { … }` */
  readonly roots: readonly (readonly [RootKind, string])[];
}

/** One file. */
export interface SchemaPart {
  readonly path: string;
  readonly blocks: readonly {
    readonly block: Block;
    /** 1-based line at which it begins */
    readonly line: number;
  }[];
}

/** What a contract of this dialect holds: the files of one schema. */
export interface SchemaDocument {
  readonly parts: readonly SchemaPart[];
}

export function isSchemaDocument(document: unknown): document is SchemaDocument {
  return typeof document === 'object' && document !== null && Object.hasOwn(document, 'parts');
}

export const builtIn: ReadonlySet<string> = new Set(['Int', 'Float', 'String', 'Boolean', 'ID']);

/** The type that lists and exclamation marks stand around. */
export function namedType(type: string): string {
  return type.replace(/[[\]!]/g, '');
}

/** Whether it must be given. */
export function isRequired({ type, default: value }: InputDefinition): boolean {
  return type.endsWith('!') && value === undefined;
}
