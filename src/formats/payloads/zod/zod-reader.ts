import { constantOf, literalText, unwrap } from '../../javascript/names.ts';
import { argumentsOf } from '../../javascript/schema-steps.ts';
import { lineOf } from '../../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../../tree-sitter/syntax.ts';
import { construct } from './constructors.ts';
import { applyMethod } from './methods.ts';
import { applyObjectMethod, objectMethods } from './objects.ts';
import { somethingType, typeOf, unknownType } from './zod-type.ts';
import type { Body, ZodField, ZodType } from './zod-type.ts';

const deepest = 40;

/** Reads the schemas of zod in one file. Constants are read once, and referred to by their names. */
export class ZodReader {
  readonly #syntax: Syntax;
  readonly #constants: ReadonlyMap<string, SyntaxNode>;
  readonly #known = new Map<string, ZodType>();
  readonly #underWay = new Set<string>();
  #depth = 0;

  /** @param constants values of the constants at the top of the file, by name */
  constructor(syntax: Syntax, constants: ReadonlyMap<string, SyntaxNode>) {
    this.#syntax = syntax;
    this.#constants = constants;
  }

  /** The schema that a constant is bound to. */
  constant(name: string): ZodType {
    const known = this.#known.get(name);
    if (known) return known;
    if (this.#underWay.has(name)) return unknownType;
    this.#underWay.add(name);
    const found = this.read(this.#constants.get(name));
    this.#underWay.delete(name);
    this.#known.set(name, found);
    return found;
  }

  readonly read = (given: SyntaxNode | undefined): ZodType => {
    this.#syntax.checkTime();
    if (!given || this.#depth >= deepest) return unknownType;
    this.#depth += 1;
    const found = this.#read(unwrap(given));
    this.#depth -= 1;
    return found;
  };

  #read(node: SyntaxNode | null): ZodType {
    if (node?.type === 'identifier') return this.#reference(node);
    if (node?.type === 'member_expression') return this.#member(node);
    if (node?.type !== 'call_expression') return unknownType;
    const callee = unwrap(node.childForFieldName('function'));
    if (callee?.type !== 'member_expression') return unknownType;
    const name = callee.childForFieldName('property')?.text ?? '';
    const object = unwrap(callee.childForFieldName('object'));
    const args = argumentsOf(node);
    if (object?.text === 'z') return construct(name, args, undefined, this.#reading());
    if (object?.type === 'member_expression' && object.childForFieldName('object')?.text === 'z')
      return construct(name, args, object.childForFieldName('property')?.text, this.#reading());
    const type = this.read(object ?? undefined);
    if (!objectMethods.test(name))
      return applyMethod(this.#followed(type, name), name, args, this.#reading());
    const followed = this.#followed(type, name);
    if (followed.body.kind !== 'object' || followed.isOver) return { ...unknownType, absent: type.absent };
    return applyObjectMethod(followed, followed.body, name, args, {
      read: this.read,
      fieldsOf: this.#fields,
    });
  }

  #reading() {
    return { syntax: this.#syntax, read: this.read, object: this.#object };
  }

  #reference(node: SyntaxNode): ZodType {
    const name = node.text;
    if (!this.#constants.has(name)) return unknownType;
    const isCycle = this.#underWay.has(name);
    const target = this.constant(name);
    // Where it leads back to itself, whether it may be left out is not known yet.
    if (isCycle) return { ...typeOf({ kind: 'reference', name }), absent: 'unsure' };
    if (target.body.kind === 'unknown') return target;
    return { ...target, body: { kind: 'reference', name }, nullable: false };
  }

  /** For words that change what they are put behind, the constant itself. */
  #followed(type: ZodType, name: string): ZodType {
    if (
      type.body.kind !== 'reference' ||
      /^(?:optional|nullable|nullish|default|prefault|array|or|and)$/.test(name)
    )
      return type;
    const target = this.constant(type.body.name);
    return { ...target, absent: type.absent, nullable: target.nullable || type.nullable };
  }

  /** `Base.shape.name`: one field of an object. */
  #member(node: SyntaxNode): ZodType {
    const name = node.childForFieldName('property')?.text ?? '';
    const shape = unwrap(node.childForFieldName('object'));
    if (shape?.type !== 'member_expression' || shape.childForFieldName('property')?.text !== 'shape')
      return unknownType;
    return this.#shapeOf(shape)?.get(name)?.type ?? unknownType;
  }

  #shapeOf(node: SyntaxNode): ReadonlyMap<string, ZodField> | undefined {
    const { body } = this.#followed(this.read(node.childForFieldName('object') ?? undefined), 'shape');
    return body.kind === 'object' ? body.fields : undefined;
  }

  readonly #object = (node: SyntaxNode | undefined, others: 'any' | 'refused'): ZodType => {
    const fields = this.#fields(node);
    const body: Body | undefined = fields && { kind: 'object', fields, others };
    return body ? typeOf(body) : somethingType;
  };

  /** Fields of an object literal, written here or bound to a constant. */
  readonly #fields = (given: SyntaxNode | undefined): ReadonlyMap<string, ZodField> | undefined => {
    const node = unwrap(given?.type === 'identifier' ? constantOf(given, this.#syntax) : (given ?? null));
    if (node?.type === 'member_expression' && node.childForFieldName('property')?.text === 'shape')
      return this.#shapeOf(node);
    if (node?.type !== 'object' || node.hasError) return undefined;
    const fields = new Map<string, ZodField>();
    for (const part of node.namedChildren) {
      if (part.type === 'comment') continue;
      const found = this.#field(part);
      if (!found) return undefined;
      for (const [name, field] of found) fields.set(name, field);
    }
    return fields;
  };

  #field(part: SyntaxNode): ReadonlyMap<string, ZodField> | undefined {
    if (part.type === 'spread_element') return this.#fields(part.firstNamedChild ?? undefined);
    if (part.type === 'shorthand_property_identifier') {
      const value = this.#constants.has(part.text) ? this.#named(part.text) : unknownType;
      return new Map([[part.text, { type: value, line: lineOf(part) }]]);
    }
    // `get parent() { … }`: how zod writes schemas that hold themselves.
    const key = part.childForFieldName(part.type === 'method_definition' ? 'name' : 'key');
    const name =
      key && (literalText(key) ?? (/^(?:property_identifier|number)$/.test(key.type) ? key.text : undefined));
    if (!key || name === undefined || name === null || name.includes('\\')) return undefined;
    const value =
      part.type === 'pair' ? this.read(part.childForFieldName('value') ?? undefined) : unknownType;
    return new Map([[name, { type: value, line: lineOf(key) }]]);
  }

  #named(name: string): ZodType {
    const target = this.constant(name);
    return target.body.kind === 'unknown'
      ? target
      : { ...target, body: { kind: 'reference', name }, nullable: false };
  }
}
