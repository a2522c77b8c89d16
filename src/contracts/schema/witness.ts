import { own } from '../at.ts';
import type { Direction, Move } from '../change.ts';
import { accepts } from './accepts.ts';
import type { SchemaView } from './accepts.ts';
import { bySize, Samples } from './samples.ts';
import { anyParts, anything } from './shape.ts';
import type { Parts, Shape } from './shape.ts';

/** A payload that only one of two versions of a schema accepts. */
export interface Witness {
  /** JSON */
  readonly payload: string;
  /** the version that accepts it */
  readonly validIn: 'old' | 'new';
}

/** What is known of a change: which keywords moved, and the property that it is about. */
export interface Moved {
  readonly kind: string;
  readonly move: Move;
  readonly about?: string;
}

interface Side {
  readonly shape: Shape;
  readonly shapeOf: (parts: Parts) => Shape;
}

const mostSteps = 20_000;
/** Characters of a payload that a person still reads. */
const longest = 120;

/**
 * A small payload that was valid and is not any more (for what is received: that is
 * valid now and was not before), because of this change. Made of the schemas alone;
 * undefined where none was found for sure.
 */
export function witnessOf(moved: Moved, direction: Direction, old: Side, next: Side): Witness | undefined {
  const lost = direction === 'request';
  if (moved.move === 'same' || moved.move === (lost ? 'widened' : 'narrowed')) return undefined;
  const [from, to] = lost ? [old, next] : [next, old];
  const budget = { left: mostSteps };
  const fromView: SchemaView = { direction, shapeOf: from.shapeOf, budget };
  const toView: SchemaView = { direction, shapeOf: to.shapeOf, budget };
  const focus = focusOf(moved, to.shape);
  if (!focus) return undefined;
  for (const value of bySize(new Samples(fromView).of(from.shape, to.shape))) {
    const payload = JSON.stringify(value);
    if (payload === undefined || payload.length > longest) continue;
    if (!isAbout(moved, value)) continue;
    if (accepts(toView, focus, value) !== false || accepts(toView, to.shape, value) !== false) continue;
    if (accepts(fromView, from.shape, value) === true) return { payload, validIn: lost ? 'old' : 'new' };
  }
  return undefined;
}

/** Of several payloads that would do, those that show this very change. */
function isAbout({ kind, about }: Moved, value: unknown): boolean {
  if (kind === 'property-removed') return own(value, about ?? '') !== undefined;
  return !kind.endsWith('nullable') || value === null;
}

type Fields = readonly (keyof Shape)[];

/** The keywords that a kind of change is about, by the start of its name. */
const fieldsByKind: readonly (readonly [RegExp, Fields])[] = [
  [/^(?:enum-|became-enum|const-)/, ['values']],
  [/^min-length/, ['minLength']],
  [/^max-length/, ['maxLength']],
  [/^min-items/, ['minItems']],
  [/^max-items/, ['maxItems']],
  [/^min-properties/, ['minProperties']],
  [/^max-properties/, ['maxProperties']],
  [/^m(?:in|ax)-contains|^contains-/, ['contains']],
  [/^min-/, ['lower']],
  [/^max-/, ['upper']],
  [/^multiple-of/, ['multiples']],
  [/^pattern-(?:added|removed|changed)/, ['patterns']],
  [/^format-/, ['formats']],
  [/^unique-items/, ['uniqueItems']],
  [/^dependent-required/, ['dependentRequired']],
  [/^dependent-schema/, ['dependentSchemas']],
  [/^property-names/, ['propertyNames']],
  [/^not-/, ['not']],
  [/^condition-/, ['conditions']],
];

/** Nothing but what changed: a payload that this refuses is refused because of the change. */
function focusOf({ kind, about }: Moved, shape: Shape): Shape | undefined {
  if (/^(?:type-|became-(?:not-)?nullable|schema-|alternatives?-|any-of-)/.test(kind)) return shape;
  if (/^(?:required-property|property-became)/.test(kind)) {
    return { ...anything, required: about === undefined ? shape.required : new Set([about]) };
  }
  if (/^(?:additional-|property-removed|pattern-properties)/.test(kind)) {
    const free = (_: Parts, name: string): readonly [string, Parts] => [name, anyParts];
    const properties = new Map([...shape.properties].map(([name, parts]) => free(parts, name)));
    return {
      ...anything,
      sources: shape.sources,
      properties,
      patternProperties: shape.patternProperties,
      ...(shape.additional ? { additional: shape.additional } : {}),
    };
  }
  const fields = fieldsByKind.find(([pattern]) => pattern.test(kind))?.[1];
  if (!fields) return undefined;
  return { ...anything, ...Object.fromEntries(fields.map((field) => [field, shape[field]])) };
}
