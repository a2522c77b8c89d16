import { child, isObject, items, own, stringAt } from '../at.ts';
import type { At } from '../at.ts';
import type { Documents } from '../documents.ts';
import { alternativesIn } from './alternatives-in.ts';
import { constantChoice, readKeywords, saysSomething } from './keywords.ts';
import { meet, nullParts, orNull } from './meet.ts';
import { anyParts, anything, neverParts, unknownParts } from './shape.ts';
import type { Branch, Group, Parts, Shape } from './shape.ts';
import { matchesPattern } from './text-verdict.ts';
import { anyType, number, typeBits } from './types.ts';
import { plainTypes, unionOfBranches, withoutCovered, withoutTypes } from './union-of-branches.ts';

/** `$ref` replaces its siblings up to 3.0 and stands beside them from 3.1 on. */
export type SchemaDialect = 'draft-4' | 'draft-2020-12';

const deepest = 100;

const referenceKeys = ['$ref', '$dynamicRef', '$recursiveRef'] as const;

/** Reads the schemas of one side into their normal form, each one once. */
export class Shaper {
  readonly #documents: Documents;
  readonly #dialect: SchemaDialect;
  readonly #ids = new WeakMap<object, string>();
  readonly #own = new Map<string, Shape>();
  readonly #shapes = new Map<string, Shape>();
  readonly #underWay = new Set<string>();
  #count = 0;

  constructor(documents: Documents, dialect: SchemaDialect) {
    this.#documents = documents;
    this.#dialect = dialect;
  }

  /** A schema to be read, references followed. */
  readonly parts = (at: At): Parts => {
    const settled = this.#settle(at);
    if (!settled) return unknownParts;
    if (settled.node === true || settled.node === undefined) return anyParts;
    if (settled.node === false) return { ...neverParts, parts: [settled] };
    if (!isObject(settled.node)) return anyParts;
    return { id: this.#idOf(settled.node), parts: [settled] };
  };

  /** What the mapping of a discriminator leads to: a reference, or the name of a component. */
  target(at: At, reference: string): Parts {
    const isName = /^[\w.-]+$/.test(reference) && !/\.(?:json|ya?ml)$/i.test(reference);
    return this.parts({ ...at, node: { $ref: isName ? `#/components/schemas/${reference}` : reference } });
  }

  shape(parts: Parts): Shape {
    const known = parts.made ?? this.#shapes.get(parts.id);
    if (known) return known;
    let shape = anything;
    for (const part of parts.parts) shape = meet(shape, this.#ownShape(part));
    shape = settled(shape);
    this.#shapes.set(parts.id, shape);
    return shape;
  }

  #idOf(node: object): string {
    const known = this.#ids.get(node);
    if (known !== undefined) return known;
    this.#count += 1;
    const id = String(this.#count);
    this.#ids.set(node, id);
    return id;
  }

  /** Follows references as long as nothing beside them adds to what they mean. */
  #settle(at: At): At | undefined {
    let current = at;
    for (let step = 0; step < deepest; step += 1) {
      const hasReference = referenceKeys.some((key) => stringAt(current, key) !== undefined);
      if (!hasReference) return current;
      if (this.#dialect === 'draft-2020-12' && saysSomething(current.node)) return current;
      const [target, another] = this.#targets(current);
      if (another) return current;
      if (!target) return undefined;
      current = target;
    }
    this.#documents.gap('reference-dangling', `A chain of references in ${at.path} has no end`);
    return undefined;
  }

  #ownShape(at: At): Shape {
    const id = this.#idOf(at.node as object);
    const known = this.#own.get(id);
    if (known) return known;
    if (this.#underWay.has(id)) return anything; // An `allOf` that holds itself adds nothing.
    if (this.#underWay.size > deepest) {
      this.#documents.gap('too-deep', `Schemas of ${at.path} are combined more than ${deepest} levels deep`);
      return anything;
    }
    this.#underWay.add(id);
    const shape = this.#combine(at);
    this.#underWay.delete(id);
    this.#own.set(id, shape);
    return shape;
  }

  #combine(at: At): Shape {
    let shape: Shape = withoutTypes(readKeywords(at, this.parts));
    for (const part of this.#conjuncts(at)) shape = meet(shape, this.#shapeOf(part));
    for (const kind of ['anyOf', 'oneOf'] as const) {
      const group = child(at, kind);
      if (Array.isArray(group.node) && group.node.length > 0) shape = meet(shape, this.#group(kind, group));
    }
    const unevaluated = own(at.node, 'unevaluatedProperties');
    // Where other properties have a schema, none is left unevaluated.
    if (
      unevaluated !== undefined &&
      !shape.additional &&
      own(at.node, 'additionalProperties') === undefined
    ) {
      const additional = this.parts(child(at, 'unevaluatedProperties'));
      if (additional.id !== anyParts.id) shape = { ...shape, additional };
    }
    const nullable = own(at.node, 'nullable') === true || own(at.node, 'x-nullable') === true;
    return nullable ? orNull({ ...shape, types: impliedTypes(shape) }) : shape;
  }

  /** Schemas that must hold too: `allOf`, a `$ref` with siblings, and what a condition without a doubt leaves. */
  #conjuncts(at: At): readonly Parts[] {
    const chosen = constantChoice(at.node);
    const always = chosen === undefined ? [] : [child(at, chosen)];
    const all = [...items(child(at, 'allOf')), ...always].map(this.parts);
    return [...this.#targets(at).map(this.parts), ...all];
  }

  /** What the references of a schema lead to. */
  #targets(at: At): readonly At[] {
    const [plain, moving, recursive] = referenceKeys.map((key) => stringAt(at, key));
    const isNew = this.#dialect === 'draft-2020-12';
    return [
      plain === undefined ? undefined : this.#documents.target(at.path, plain, at.pointer),
      moving === undefined || !isNew ? undefined : this.#documents.dynamic(at, moving),
      recursive === undefined || !isNew ? undefined : this.#documents.target(at.path, recursive, at.pointer),
    ].filter((target) => target !== undefined);
  }

  #shapeOf(parts: Parts): Shape {
    if (parts.made) return parts.made;
    let shape = anything;
    for (const part of parts.parts) shape = meet(shape, this.#ownShape(part));
    return shape;
  }

  /** One `anyOf` or `oneOf`, as the simplest thing that means the same. */
  #group(kind: Group['kind'], at: At): Shape {
    const listed: Branch[] = alternativesIn(kind, at).map((item) => ({
      parts: this.parts(item),
      ...nameOf(item),
    }));
    const branches = withoutCovered(kind, listed);
    const union = unionOfBranches(kind, branches, this.parts);
    if (union) return union;
    const rest = branches.filter(({ parts }) => plainTypes(parts) !== typeBits.null);
    const [only] = rest;
    if (only && rest.length === 1) {
      const shape = this.#shapeOf(only.parts);
      return rest.length === branches.length ? shape : orNull(shape);
    }
    const listOfRest = rest.length === branches.length ? undefined : unionOfBranches(kind, rest, this.parts);
    if (listOfRest) return orNull(listOfRest);
    const all = rest.length === branches.length ? rest : [...rest, { parts: nullParts }];
    return { ...anything, groups: [{ kind, branches: all }] };
  }
}

function nameOf(at: At): { readonly name?: string } {
  const reference = stringAt(at, '$ref');
  const name = reference === undefined ? undefined : /([^/#]+)$/.exec(reference)?.[1];
  return name === undefined ? {} : { name };
}

/** Everybody who writes `properties` without a type means an object. */
function impliedTypes(shape: Shape): number {
  if (shape.types !== anyType || shape.values) return shape.types;
  if (shape.properties.size > 0 || shape.patternProperties.size > 0 || shape.additional)
    return typeBits.object;
  return shape.items || shape.prefix.length > 0 ? typeBits.array : anyType;
}

/** What only shows when all parts are known. */
function settled(shape: Shape): Shape {
  // Steps of a whole number are another way to ask for an integer.
  const isWhole = shape.multiples.some((value) => Number.isInteger(value));
  const types = impliedTypes(shape) & (isWhole ? ~typeBits.fraction : anyType);
  let { lower, upper } = shape;
  if ((types & number) === typeBits.integer) {
    if (lower)
      lower = { value: lower.open ? Math.floor(lower.value) + 1 : Math.ceil(lower.value), open: false };
    if (upper)
      upper = { value: upper.open ? Math.ceil(upper.value) - 1 : Math.floor(upper.value), open: false };
  }
  const bounded = {
    ...shape,
    types,
    ...(lower ? { lower } : {}),
    ...(upper ? { upper } : {}),
    ...(isWhole ? { multiples: shape.multiples.filter((value) => value !== 1) } : {}),
    required: allRequired(shape),
  };
  if (!shape.values) return { ...bounded, never: shape.never || types === 0 };
  const values = new Map([...shape.values].filter(([, value]) => allows(bounded, value)));
  const isEmpty = types === 0 || (values.size === 0 && (types & typeBits.null) === 0);
  return {
    ...bounded,
    values,
    patterns: leftPatterns(shape.patterns, values),
    never: shape.never || isEmpty,
  };
}

/** What is required, and what must stand beside it. */
function allRequired({ required, dependentRequired }: Shape): ReadonlySet<string> {
  if (required.size === 0 || dependentRequired.size === 0) return required;
  const all = new Set(required);
  for (const name of all) for (const beside of dependentRequired.get(name) ?? []) all.add(beside);
  return all;
}

/** A pattern that every listed value matches says nothing beside the list. */
function leftPatterns(patterns: Shape['patterns'], values: ReadonlyMap<string, unknown>): Shape['patterns'] {
  if (patterns.size === 0) return patterns;
  const texts = [...values.values()].filter((value) => typeof value === 'string');
  return new Set(
    [...patterns].filter((pattern) => texts.some((text) => matchesPattern(pattern, text) !== true)),
  );
}

/** Whether a listed value keeps to the bounds that stand beside the list. */
function allows(shape: Shape, value: unknown): boolean {
  if (typeof value === 'string') {
    // Lengths count code points.
    const length = Array.from(value).length;
    if (length < (shape.minLength ?? 0) || length > (shape.maxLength ?? Infinity)) return false;
    return [...shape.patterns].every((pattern) => matchesPattern(pattern, value) !== false);
  }
  if (typeof value !== 'number') return true;
  const { lower, upper } = shape;
  if (lower && (lower.open ? value <= lower.value : value < lower.value)) return false;
  return !(upper && (upper.open ? value >= upper.value : value > upper.value));
}
