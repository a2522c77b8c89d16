import { accepts } from './accepts.ts';
import type { SchemaView } from './accepts.ts';
import { meet } from './meet.ts';
import { sampleLists, sampleObjects } from './samples-inside.ts';
import type { Parts, Shape } from './shape.ts';
import { formatSample, literalPattern } from './text-verdict.ts';
import { typeBits, writtenAsText } from './types.ts';

const deepest = 6;
const mostBranches = 24;

/** Small payloads of one side of a comparison. */
export class Samples {
  readonly view: SchemaView;
  readonly #smallest = new Map<string, readonly unknown[]>();
  #depth = 0;

  constructor(view: SchemaView) {
    this.view = view;
  }

  /** Some valid payloads, the smallest first; none where none was found or the schema holds itself. */
  valid(parts: Parts): readonly unknown[] {
    const known = this.#smallest.get(parts.id);
    if (known) return known;
    this.#smallest.set(parts.id, []); // What needs itself has no end.
    const shape = this.view.shapeOf(parts);
    const found = this.of(shape, shape).filter((value) => accepts(this.view, shape, value) === true);
    const smallest = bySize(found).slice(0, 6);
    this.#smallest.set(parts.id, smallest);
    return smallest;
  }

  /** Payloads at the limits of a schema and of another one; not all of them valid. */
  of(shape: Shape, other: Shape): readonly unknown[] {
    if (this.#depth >= deepest || this.view.budget.left < 0) return [];
    this.#depth += 1;
    const found = this.#of(shape, other);
    this.#depth -= 1;
    return found;
  }

  #of(shape: Shape, other: Shape): readonly unknown[] {
    const [group, ...groups] = shape.groups;
    if (group) {
      const rest = { ...shape, groups };
      const hints = other.groups.length > 0 ? { ...other, groups: [] } : other;
      return group.branches
        .slice(0, mostBranches)
        .flatMap(({ parts }) => this.of(meet(rest, this.view.shapeOf(parts)), hints));
    }
    const { types } = shape;
    const can = (bits: number): boolean => (types & bits) !== 0;
    return [
      ...(shape.values?.values() ?? []),
      ...(can(typeBits.string) ? sampleStrings(shape, other) : []),
      ...(can(typeBits.integer | typeBits.fraction) && !can(writtenAsText)
        ? sampleNumbers(shape, other)
        : []),
      ...(can(typeBits.boolean) && !can(writtenAsText) ? [true, false] : []),
      ...(can(typeBits.null) ? [null] : []),
      ...(can(typeBits.array) ? sampleLists(this, shape, other) : []),
      ...(can(typeBits.object) ? sampleObjects(this, shape, other) : []),
    ];
  }
}

/** Each value once, the smallest first; an empty string is a poor example where another one will do. */
export function bySize(values: readonly unknown[]): readonly unknown[] {
  const known = new Map(values.map((value) => [JSON.stringify(value) ?? '', value]));
  const sized = [...known].map(([json, value]) => ({
    value,
    size: json.length + json.split('""').length * 2,
  }));
  return sized.sort((a, b) => a.size - b.size).map(({ value }) => value);
}

/** Numbers around the limits of two schemas, for lengths and counts. */
export function countsNear(limits: readonly (number | undefined)[], most: number): readonly number[] {
  const near = limits.flatMap((limit) => (limit === undefined ? [] : [limit - 1, limit, limit + 1]));
  return [...new Set([0, 1, 2, ...near])].filter(
    (count) => Number.isInteger(count) && count >= 0 && count <= most,
  );
}

function sampleStrings(shape: Shape, other: Shape): readonly string[] {
  const lengths = countsNear([shape.minLength, shape.maxLength, other.minLength, other.maxLength], 110);
  const literals = [...shape.patterns, ...other.patterns].flatMap((pattern) => {
    const literal = literalPattern(pattern);
    return literal ? [literal] : [];
  });
  const formats = [...shape.formats, ...other.formats].flatMap((format) => formatSample(format) ?? []);
  const padded = literals.flatMap(({ words, fromStart, toEnd }) =>
    lengths.map((length) => {
      const padding = 'x'.repeat(Math.max(0, length - words.length));
      return fromStart && toEnd ? words : toEnd ? padding + words : words + padding;
    }),
  );
  return [...lengths.map((length) => 'x'.repeat(length)), ...formats, ...padded];
}

function sampleNumbers(shape: Shape, other: Shape): readonly number[] {
  const limits = [shape.lower, shape.upper, other.lower, other.upper].flatMap((bound) => bound?.value ?? []);
  const near = [0, ...limits].flatMap((value) => [0, -1, 1, 2, 3, 0.5, -0.5].map((more) => value + more));
  const steps = [...new Set([...shape.multiples, ...other.multiples])];
  const multiples = steps.flatMap((step) =>
    [0, ...limits].flatMap((value) => {
      const from = Math.floor(value / step);
      return [from - 1, from, from + 1, from + 2, from + 3].map((times) => times * step);
    }),
  );
  return [...near, ...multiples].filter((value) => Number.isFinite(value));
}
