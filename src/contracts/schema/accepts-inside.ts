import type { JsonObject } from '../at.ts';
import { canonical } from './canonical.ts';
import { every, says } from './accepts.ts';
import type { SchemaView } from './accepts.ts';
import { join } from './shape.ts';
import type { Contains, Parts, Shape } from './shape.ts';
import { matchesPattern } from './text-verdict.ts';
import type { Verdict } from './text-verdict.ts';

type Ask = (parts: Parts, value: unknown) => Verdict;

/** What a schema says about the items of a list. */
export function acceptsItems(shape: Shape, list: readonly unknown[], ask: Ask): Verdict {
  if (list.length < (shape.minItems ?? 0) || list.length > (shape.maxItems ?? Infinity)) return false;
  if (shape.uniqueItems && new Set(list.map((item) => canonical(item))).size < list.length) return false;
  // Which items were evaluated elsewhere is not followed.
  const isVague = shape.contains.length + shape.groups.length + shape.conditions.length > 0;
  return every([
    ...list.map((item, index) => (): Verdict => {
      const parts = shape.prefix[index] ?? shape.items;
      if (parts) return ask(parts, item);
      const verdict = shape.unevaluatedItems ? ask(shape.unevaluatedItems, item) : true;
      return verdict === false && isVague ? undefined : verdict;
    }),
    ...shape.contains.map((contains) => () => holdsEnough(contains, list, ask)),
  ]);
}

function holdsEnough({ parts, min, max }: Contains, list: readonly unknown[], ask: Ask): Verdict {
  const verdicts = list.map((item) => ask(parts, item));
  const least = verdicts.filter((verdict) => verdict === true).length;
  const most = least + verdicts.filter((verdict) => verdict === undefined).length;
  if (most < min || least > max) return false;
  return least >= min && most <= max ? true : undefined;
}

/** What a schema says about the properties of an object. */
export function acceptsMembers(view: SchemaView, shape: Shape, value: JsonObject, ask: Ask): Verdict {
  const names = Object.keys(value);
  if (names.length < (shape.minProperties ?? 0) || names.length > (shape.maxProperties ?? Infinity))
    return false;
  const has = (name: string): boolean => Object.hasOwn(value, name);
  for (const name of shape.required) if (!has(name) && !isHidden(view, shape, name)) return false;
  for (const [name, others] of shape.dependentRequired) {
    if (has(name) && [...others].some((other) => !has(other))) return false;
  }
  const { propertyNames } = shape;
  return every([
    ...names.map((name) => () => acceptsMember(shape, name, value[name], ask)),
    ...(propertyNames ? names.map((name) => () => ask(propertyNames, name)) : []),
    ...[...shape.dependentSchemas].map(
      ([name, parts]) =>
        () =>
          has(name) ? ask(parts, value) : true,
    ),
  ]);
}

function acceptsMember(shape: Shape, name: string, value: unknown, ask: Ask): Verdict {
  let parts = shape.properties.get(name);
  let isCovered = parts !== undefined;
  let isVague = false;
  for (const [pattern, other] of shape.patternProperties) {
    const verdict = matchesPattern(pattern, name);
    if (verdict === undefined) isVague = true;
    if (verdict !== true) continue;
    isCovered = true;
    parts = join(parts, other);
  }
  if (isVague) return undefined;
  if (isCovered) return parts ? ask(parts, value) : true;
  const verdict = shape.additional ? ask(shape.additional, value) : true;
  // Which properties were evaluated elsewhere is not followed.
  const elsewhere = shape.groups.length + shape.conditions.length + shape.dependentSchemas.size > 0;
  return verdict === false && elsewhere && says(shape, 'unevaluatedProperties') ? undefined : verdict;
}

/** The client does not send what is read-only and does not receive what is write-only. */
export function isHidden(view: SchemaView, shape: Shape, name: string): boolean {
  const parts = shape.properties.get(name);
  if (!parts) return false;
  const inside = view.shapeOf(parts);
  return view.direction === 'request' ? inside.readOnly : inside.writeOnly;
}
