import type { Spot } from '../change.ts';
import { builtIn, namedType } from './model.ts';
import type {
  DirectiveDefinition,
  FieldDefinition,
  RootKind,
  SchemaDocument,
  TypeDefinition,
  TypeKind,
  ValueDefinition,
} from './model.ts';

/** A type with its extensions, wherever they stand. */
export interface SchemaType {
  readonly name: string;
  readonly kind: TypeKind;
  readonly definitions: readonly TypeDefinition[];
  readonly isEntity: boolean;
  readonly isOneOf: boolean;
  readonly interfaces: ReadonlySet<string>;
  readonly members: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, FieldDefinition>;
  readonly values: ReadonlyMap<string, ValueDefinition>;
  /** the file in which a member stands; in which the type is defined, without one */
  readonly spot: (member?: string, argument?: string) => Spot;
}

/** A place that names a type. */
export interface Reference {
  readonly from: string;
  readonly position: 'input' | 'output' | 'union';
}

export const rootNames: Readonly<Record<RootKind, string>> = {
  query: 'Query',
  mutation: 'Mutation',
  subscription: 'Subscription',
};

/** The files of one schema, put together. */
export class Schema {
  readonly types = new Map<string, SchemaType>();
  readonly directives = new Map<string, { readonly definition: DirectiveDefinition; readonly spot: Spot }>();
  readonly #roots = new Map<RootKind, string>();
  #references: ReadonlyMap<string, readonly Reference[]> | undefined;

  constructor({ parts }: SchemaDocument) {
    const found = new Map<string, [TypeDefinition, string][]>();
    for (const { path, blocks } of parts) {
      for (const { block } of blocks) {
        for (const [kind, name] of block.roots) this.#roots.set(kind, name);
        for (const definition of block.directives)
          this.directives.set(definition.name, {
            definition,
            spot: { path, pointer: `/@${definition.name}` },
          });
        for (const definition of block.types) {
          const known = found.get(definition.name);
          if (known) known.push([definition, path]);
          else found.set(definition.name, [[definition, path]]);
        }
      }
    }
    for (const [name, sources] of found) this.types.set(name, typeOf(name, sources));
  }

  /** The kind of operations that a type holds. */
  rootKind(name: string): RootKind | undefined {
    return (Object.keys(rootNames) as RootKind[]).find((kind) => this.rootName(kind) === name);
  }

  /** A type of the usual name is a root where no `schema { … }` says otherwise. */
  rootName(kind: RootKind): string | undefined {
    return this.#roots.get(kind) ?? (this.#roots.has('query') ? undefined : rootNames[kind]);
  }

  /** The type that holds the operations of a kind. */
  root(kind: RootKind): SchemaType | undefined {
    return this.types.get(this.rootName(kind) ?? '');
  }

  /** Where a type is named. */
  references(name: string): readonly Reference[] {
    this.#references ??= referencesIn(this);
    return this.#references.get(name) ?? [];
  }
}

function typeOf(name: string, sources: readonly (readonly [TypeDefinition, string])[]): SchemaType {
  const definitions = sources.map(([definition]) => definition);
  const main = sources.find(([{ isExtension }]) => !isExtension) ?? sources[0];
  const byName = <T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
    new Map(items.map((item) => [item.name, item]));
  let fields: ReadonlyMap<string, FieldDefinition> | undefined;
  return {
    name,
    kind: main?.[0].kind ?? 'object',
    definitions,
    isEntity: definitions.some(({ isEntity }) => isEntity),
    isOneOf: definitions.some(({ isOneOf }) => isOneOf === true),
    interfaces: new Set(definitions.flatMap(({ interfaces }) => interfaces)),
    members: new Set(definitions.flatMap(({ members }) => members)),
    get fields() {
      fields ??= byName(definitions.flatMap((definition) => definition.fields));
      return fields;
    },
    values: byName(definitions.flatMap(({ values }) => values)),
    spot: (member, argument) => {
      const holds = ({ fields: own, values }: TypeDefinition): boolean =>
        [...own, ...values].some((each) => each.name === member);
      const source = member === undefined ? main : (sources.find(([each]) => holds(each)) ?? main);
      const pointer = [name, member, argument].filter((each) => each !== undefined).join('/');
      return { path: source?.[1] ?? '', pointer: `/${pointer}` };
    },
  };
}

function referencesIn(schema: Schema): ReadonlyMap<string, readonly Reference[]> {
  const found = new Map<string, Reference[]>();
  const add = (type: string, reference: Reference): void => {
    const name = namedType(type);
    const known = found.get(name);
    if (known) known.push(reference);
    else found.set(name, [reference]);
  };
  for (const { name: from, kind, definitions } of schema.types.values()) {
    for (const { fields, members } of definitions) {
      for (const member of members) add(member, { from, position: 'union' });
      for (const { type, args } of fields) {
        add(type, { from, position: kind === 'input' ? 'input' : 'output' });
        for (const arg of args) add(arg.type, { from, position: 'input' });
      }
    }
  }
  return found;
}

/** Names that the files of a schema use and do not define. */
export function missingNames(documents: readonly SchemaDocument[]): ReadonlySet<string> {
  const defined = new Set(builtIn);
  const used = new Set<string>();
  for (const { blocks } of documents.flatMap(({ parts }) => parts)) {
    for (const { block } of blocks) {
      for (const { name, isExtension, fields, members, interfaces } of block.types) {
        (isExtension ? used : defined).add(name);
        for (const each of [...members, ...interfaces]) used.add(each);
        for (const { type, args } of fields)
          for (const each of [type, ...args.map((arg) => arg.type)]) used.add(namedType(each));
      }
    }
  }
  return new Set([...used].filter((name) => !defined.has(name)));
}

/** What clients can ask of a schema: `Query.user`. */
export function rootFields(document: SchemaDocument): readonly string[] {
  const schema = new Schema(document);
  return [...schema.types.values()].flatMap(({ name, fields }) =>
    schema.rootKind(name) === undefined ? [] : [...fields.keys()].map((field) => `${name}.${field}`),
  );
}
