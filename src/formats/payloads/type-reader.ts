import { literalText } from '../javascript/names.ts';
import { numberIn } from '../javascript/schema-steps.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { utilityType } from './utility-types.ts';
import { union } from './zod/constructors.ts';
import { plain, somethingType, typeOf, unknownType } from './zod/zod-type.ts';
import type { ZodField, ZodType } from './zod/zod-type.ts';

const deepest = 30;

/** Reads interfaces and type aliases of one file as far as they are plain data. */
export class TypeReader {
  readonly #syntax: Syntax;
  readonly #declarations: ReadonlyMap<string, SyntaxNode>;
  readonly #known = new Map<string, ZodType>();
  readonly #underWay = new Set<string>();
  #depth = 0;

  constructor(syntax: Syntax, declarations: ReadonlyMap<string, SyntaxNode>) {
    this.#syntax = syntax;
    this.#declarations = declarations;
  }

  /** The type that is declared under a name. */
  named(name: string): ZodType {
    const known = this.#known.get(name);
    if (known) return known;
    const declaration = this.#declarations.get(name);
    // What it is depends on its parameters, or on what another file says.
    if (!declaration || this.#underWay.has(name) || declaration.childForFieldName('type_parameters'))
      return somethingType;
    this.#underWay.add(name);
    const found =
      declaration.type === 'interface_declaration'
        ? this.#interface(declaration)
        : this.#read(declaration.childForFieldName('value'));
    this.#underWay.delete(name);
    this.#known.set(name, found);
    return found;
  }

  #interface(declaration: SyntaxNode): ZodType {
    const fields = this.#fields(declaration.childForFieldName('body'));
    const above = declaration.namedChildren.find(({ type }) => type === 'extends_type_clause');
    let all: ReadonlyMap<string, ZodField> | undefined = fields;
    for (const node of above?.namedChildren ?? []) {
      const { body } = /^(?:type_identifier|generic_type)$/.test(node.type)
        ? this.#read(node)
        : somethingType;
      all = all && body.kind === 'object' ? new Map([...body.fields, ...all]) : undefined;
    }
    return all ? typeOf({ kind: 'object', fields: all, others: 'any' }) : somethingType;
  }

  #read(node: SyntaxNode | null): ZodType {
    this.#syntax.checkTime();
    if (!node || this.#depth >= deepest) return somethingType;
    this.#depth += 1;
    const found = this.#typeOf(node);
    this.#depth -= 1;
    return found;
  }

  #typeOf(node: SyntaxNode): ZodType {
    switch (node.type) {
      case 'predefined_type':
        return /^(?:string|number|boolean)$/.test(node.text) ? plain({ type: node.text }) : unknownType;
      case 'literal_type':
        return literal(node.firstNamedChild);
      case 'parenthesized_type':
      case 'readonly_type':
        return this.#read(node.firstNamedChild);
      case 'union_type':
        return this.#union(node);
      case 'array_type':
        return typeOf({ kind: 'list', item: this.#read(node.firstNamedChild), bounds: {} });
      case 'object_type': {
        const fields = this.#fields(node);
        return fields ? typeOf({ kind: 'object', fields, others: 'any' }) : somethingType;
      }
      case 'type_identifier':
        return this.named(node.text);
      case 'generic_type':
        return this.#generic(node);
      case 'intersection_type':
        return this.#both(node);
      default:
        return somethingType;
    }
  }

  /** `Omit<User, 'id' | 'name'>`, `Array<User>` */
  #generic(node: SyntaxNode): ZodType {
    const name = node.childForFieldName('name')?.text ?? '';
    const [first, second] = node.childForFieldName('type_arguments')?.namedChildren ?? [];
    const type = this.#read(first ?? null);
    if (name === 'Array' || name === 'ReadonlyArray') return typeOf({ kind: 'list', item: type, bounds: {} });
    const keys = second ? alternatives(second).map((part) => literalText(part.firstNamedChild)) : [];
    const known = keys.filter((key) => key !== undefined);
    const listed = known.length > 0 && known.length === keys.length ? known : null;
    return (type.body.kind === 'object' ? utilityType(name, type.body, listed) : null) ?? somethingType;
  }

  /** Fields of both; of an intersection with something else nothing is known. */
  #both(node: SyntaxNode): ZodType {
    const fields = new Map<string, ZodField>();
    for (const part of node.namedChildren) {
      const { body } = this.#read(part);
      if (body.kind !== 'object') return somethingType;
      for (const [name, field] of body.fields) if (!fields.has(name)) fields.set(name, field);
    }
    return typeOf({ kind: 'object', fields, others: 'any' });
  }

  /** `undefined` among the alternatives says that it may be missing. */
  #union(node: SyntaxNode): ZodType {
    const parts = alternatives(node);
    const rest = parts.filter(({ text }) => text !== 'undefined');
    const whole = union(rest.map((part) => this.#read(part)));
    const types = values(rest);
    const found = types ?? whole;
    return rest.length < parts.length ? { ...found, absent: 'optional' } : found;
  }

  /** Members of an interface or object type; undefined where it has others than properties. */
  #fields(body: SyntaxNode | null): ReadonlyMap<string, ZodField> | undefined {
    const fields = new Map<string, ZodField>();
    for (const member of body?.namedChildren ?? []) {
      if (member.type === 'comment' || member.type === 'method_signature') continue;
      const key = member.type === 'property_signature' ? member.childForFieldName('name') : null;
      if (!key || !/^(?:property_identifier|string|number)$/.test(key.type)) return undefined;
      const type = this.#read(member.childForFieldName('type')?.firstNamedChild ?? null);
      const isOptional = member.children.some((child) => child.text === '?');
      fields.set(literalText(key) ?? key.text, {
        type: isOptional ? { ...type, absent: 'optional' } : type,
        line: lineOf(member),
      });
    }
    return fields;
  }
}

function literal(node: SyntaxNode | null): ZodType {
  if (node?.type === 'null') return plain({ type: 'null' });
  if (node?.type === 'undefined') return { ...somethingType, absent: 'optional' };
  const value = valueIn(node);
  return value === undefined ? somethingType : plain({ enum: [value] });
}

function valueIn(node: SyntaxNode | null): string | number | boolean | undefined {
  if (node?.type === 'true' || node?.type === 'false') return node.type === 'true';
  return literalText(node) ?? (node ? numberIn(node) : undefined);
}

/** A union of literals alone is a list of values. */
function values(parts: readonly SyntaxNode[]): ZodType | undefined {
  const found = parts.map((part) =>
    part.type === 'literal_type' ? valueIn(part.firstNamedChild) : undefined,
  );
  return found.length > 0 && !found.includes(undefined) ? plain({ enum: found }) : undefined;
}

/** `a | b | c` is a union of a union. */
function alternatives(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.type === 'union_type') open.push(...next.namedChildren);
    else if (next.type !== 'comment') found.push(next);
  }
  return found.reverse();
}
