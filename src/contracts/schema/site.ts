import { text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { ContractRuleId, Direction, Level, Move, Spot } from '../change.ts';
import { escapePointer, own } from '../at.ts';
import type { Discriminator, Parts, Shape } from './shape.ts';
import type { Witness } from './witness.ts';

/** A change of one schema, seen from one direction. */
export interface SchemaChange {
  readonly kind: string;
  readonly move: Move;
  /** where the severity law is not the last word */
  readonly level?: Level;
  /** where it is not a matter of requests, responses or parameters */
  readonly rule?: ContractRuleId;
  /** what happened, to be read behind the name of the schema: "is now required" */
  readonly phrase: Text;
  /** why an unknown move could not be judged */
  readonly reason?: string;
  readonly old: Spot | null;
  readonly new: Spot | null;
  /** the side that gives the place its name */
  readonly namedAt: 'old' | 'new';
  /** name of the property that it is about */
  readonly about?: string;
  /** a payload that shows it, made when it is asked for */
  readonly witness?: () => Witness | undefined;
}

/** Two schemas being compared in one direction, and where to say what was found. */
export interface Site {
  readonly old: Shape;
  readonly new: Shape;
  readonly direction: Direction;
  /** ISO day against which announced removals are held */
  readonly today: string;
  readonly report: (change: SchemaChange) => void;
  /** whether two schemas are the same text by text, or nothing can be told of them */
  readonly areEqual: (old: Parts, next: Parts) => boolean;
  /** compares two schemas that stand inside these */
  readonly inner: (old: Parts, next: Parts) => void;
  /** the move between two schemas, without saying anything */
  readonly relate: (old: Parts, next: Parts, reading?: Reading) => Move;
  readonly shapeOf: (side: 'old' | 'new', parts: Parts) => Shape;
  /** the schema that a value of a discriminator stands for */
  readonly target: (side: 'old' | 'new', discriminator: Discriminator, reference: string) => Parts;
}

/** Whether a property that is not declared counts as allowed (`exact`) or as not there (`declared`). */
export type Reading = 'exact' | 'declared';

export interface Details {
  readonly level?: Level;
  readonly rule?: ContractRuleId;
  readonly reason?: string;
  /** keyword at which it happened, or a declared property */
  readonly keyword?: string;
  readonly property?: string;
  /** the property that it is about, where that is not declared */
  readonly about?: string;
}

export function report(site: Site, kind: string, move: Move, phrase: Text, details: Details = {}): void {
  const { level, rule, reason, keyword, property, about = property } = details;
  site.report({
    kind,
    move,
    phrase,
    ...(level === undefined ? {} : { level }),
    ...(rule === undefined ? {} : { rule }),
    ...(reason === undefined ? {} : { reason }),
    ...(about === undefined ? {} : { about }),
    old: spotOf(site.old, keyword, property),
    new: spotOf(site.new, keyword, property),
    namedAt: property !== undefined && !site.new.properties.has(property) ? 'old' : 'new',
  });
}

/** Where a schema says something: at the property, at the keyword, else where the schema begins. */
export function spotOf(shape: Shape, keyword?: string, property?: string): Spot | null {
  const declared = property === undefined ? undefined : shape.properties.get(property);
  if (declared && property !== undefined) {
    // What a reference into nowhere is declared as has no place of its own.
    const holder = shape.sources.find(({ node }) => own(own(node, 'properties'), property) !== undefined);
    if (holder)
      return { path: holder.path, pointer: `${holder.pointer}/properties/${escapePointer(property)}` };
    const [first] = declared.parts;
    if (first) return { path: first.path, pointer: first.pointer };
  }
  if (keyword !== undefined) {
    const source = shape.sources.find(({ node }) => own(node, keyword) !== undefined);
    if (source) return { path: source.path, pointer: `${source.pointer}/${keyword}` };
  }
  const [first] = shape.sources;
  return first ? { path: first.path, pointer: first.pointer } : null;
}

/** Values of a contract for a sentence; long ones are cut. */
export function show(value: unknown): { readonly code: string } {
  const words = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return { code: words.length > 60 ? `${words.slice(0, 57)}…` : words };
}

export function phrase(words: TemplateStringsArray, ...values: Parameters<typeof text>[1][]): Text {
  return text(words, ...values);
}
