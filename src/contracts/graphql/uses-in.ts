import { parse } from 'graphql';
import type { DefinitionNode, SelectionSetNode, TypeNode, ValueNode } from 'graphql';
import { isRequired, namedType } from './model.ts';
import type { Schema } from './schema.ts';

/** A schema of which operations may hold what it no longer has. */
export interface ChangedSchema {
  readonly before: Schema;
  readonly after: Schema;
  readonly coordinates: ReadonlySet<string>;
}

export interface Use {
  readonly coordinate: string;
  /** 1-based, from the start of the document */
  readonly line: number;
}

/** What an operation or fragment holds of what changed; fields are followed by their types, not by their names. */
export function usesIn(text: string, schema: ChangedSchema): readonly Use[] {
  let definitions: readonly DefinitionNode[];
  try {
    ({ definitions } = parse(text, { maxTokens: 1_000_000 }));
  } catch {
    return []; // Something else that begins like an operation; the schema's own files are told of by their reader.
  }
  return definitions.flatMap((definition) => new Reader(schema).read(definition));
}

class Reader {
  readonly #schema: ChangedSchema;
  readonly #uses: Use[] = [];
  /** it holds what neither version of the schema has: it is sent to another one */
  #isForeign = false;

  constructor(schema: ChangedSchema) {
    this.#schema = schema;
  }

  read(node: DefinitionNode): readonly Use[] {
    if (!('selectionSet' in node)) return [];
    for (const { type, loc } of node.variableDefinitions ?? [])
      this.#note(nameIn(type), loc?.startToken.line);
    const root =
      'operation' in node
        ? (this.#schema.before.rootName(node.operation) ?? '')
        : node.typeCondition.name.value;
    if (!('operation' in node)) this.#note(root, node.typeCondition.loc?.startToken.line);
    this.#selections(node.selectionSet, root);
    return this.#isForeign ? [] : this.#uses;
  }

  #note(coordinate: string, line: number | undefined): void {
    if (this.#schema.coordinates.has(coordinate)) this.#uses.push({ coordinate, line: line ?? 1 });
  }

  #selections({ selections }: SelectionSetNode, typeName: string): void {
    const { before, after } = this.#schema;
    const type = before.types.get(typeName);
    if (!type && !after.types.has(typeName)) this.#isForeign = true;
    for (const node of selections) {
      const line = node.loc?.startToken.line;
      if ('selectionSet' in node && !('name' in node)) {
        const condition = node.typeCondition?.name.value;
        if (condition !== undefined) this.#note(condition, line);
        this.#selections(node.selectionSet, condition ?? typeName);
      }
      if (!('arguments' in node)) continue;
      const name = node.name.value;
      const field = type?.fields.get(name);
      if (name.startsWith('__') || name === 'inserted') continue;
      const now = after.types.get(typeName)?.fields.get(name);
      if (!field) {
        if (!now) this.#isForeign = true;
        continue;
      }
      const coordinate = `${typeName}.${name}`;
      this.#note(coordinate, line);
      const given = new Set((node.arguments ?? []).map((arg) => arg.name.value));
      for (const arg of node.arguments ?? []) {
        this.#note(`${coordinate}(${arg.name.value}:)`, arg.loc?.startToken.line);
        const known = field.args.find((each) => each.name === arg.name.value);
        if (known) this.#value(arg.value, namedType(known.type));
      }
      const wasThere = new Set(field.args.map((arg) => arg.name));
      for (const arg of now?.args ?? [])
        if (isRequired(arg) && !wasThere.has(arg.name) && !given.has(arg.name))
          this.#note(`${coordinate}(${arg.name}:)`, line);
      if (node.selectionSet) this.#selections(node.selectionSet, namedType(field.type));
    }
  }

  #value(node: ValueNode, typeName: string): void {
    const line = node.loc?.startToken.line;
    if ('values' in node) for (const value of node.values) this.#value(value, typeName);
    else if ('fields' in node) {
      const type = this.#schema.before.types.get(typeName);
      for (const { name, value } of node.fields) {
        this.#note(`${typeName}.${name.value}`, line);
        this.#value(value, namedType(type?.fields.get(name.value)?.type ?? ''));
      }
    } else if ('value' in node && typeof node.value === 'string')
      this.#note(`${typeName}.${node.value}`, line);
  }
}

function nameIn(node: TypeNode): string {
  return 'name' in node ? node.name.value : nameIn(node.type);
}
