import { isHidden } from './accepts-inside.ts';
import { accepts } from './accepts.ts';
import { propertyOf } from './meet.ts';
import { countsNear } from './samples.ts';
import type { Samples } from './samples.ts';
import type { Parts, Shape } from './shape.ts';
import { literalPattern } from './text-verdict.ts';

/** For places that a schema says nothing about. */
const anyValues: readonly unknown[] = ['x', 1, null, {}];
const mostNames = 60;

type Values = readonly unknown[];

/** Lists at the limits of two schemas. */
export function sampleLists(samples: Samples, shape: Shape, other: Shape): readonly Values[] {
  const limits = [shape.minItems, shape.maxItems, other.minItems, other.maxItems];
  const wanted = [...shape.contains, ...other.contains].flatMap(({ min, max }) => [min, max]);
  const tuple = [shape.prefix.length, other.prefix.length];
  const counts = countsNear([...limits, ...wanted, ...tuple], 24);
  const rest = shape.items ?? shape.unevaluatedItems;
  const fits = (value: unknown): boolean =>
    !rest || accepts(samples.view, samples.view.shapeOf(rest), value) === true;
  const contained = shape.contains.flatMap(({ parts }) => samples.valid(parts).filter(fits));
  const free = valuesOf(samples, rest);
  const at = (index: number, choice: Values): unknown => {
    const parts = shape.prefix[index];
    const values = parts ? valuesOf(samples, parts) : choice;
    return values[index % Math.max(1, values.length)];
  };
  const choices: readonly Values[] = [
    free,
    ...free.slice(0, 3).map((value) => [value]),
    ...(contained.length > 0
      ? [contained, ...contained.slice(0, 2).map((value) => [value]), [...contained, ...free]]
      : []),
  ];
  const lists = counts.flatMap((count) =>
    choices.map((choice) => Array.from({ length: count }, (_, index) => at(index, choice))),
  );
  // An item of which no valid value is known cannot be there.
  return lists.filter((list) => !list.includes(undefined));
}

function valuesOf(samples: Samples, parts: Parts | undefined): Values {
  return parts && parts.id !== 't' ? samples.valid(parts) : anyValues;
}

type Members = Readonly<Record<string, unknown>>;

/** Objects at the limits of two schemas: what must be there, with and without each thing that may. */
export function sampleObjects(samples: Samples, shape: Shape, other: Shape): readonly Members[] {
  const names = namesOf(shape, other).filter((name) => !isHidden(samples.view, shape, name));
  const valueAt = (name: string): unknown => valuesOf(samples, propertyOf(shape, name))[0];
  const withAll = (base: Members, more: readonly string[]): Members => {
    const added = more
      .map((name) => [name, valueAt(name)] as const)
      .filter(([, value]) => value !== undefined);
    return { ...base, ...Object.fromEntries(added) };
  };
  const required = [...shape.required].filter((name) => !isHidden(samples.view, shape, name));
  const least = withAll({}, needed(shape, required));
  const optional = names.filter((name) => !Object.hasOwn(least, name));
  const found: Members[] = [
    least,
    withAll(
      least,
      optional.filter((name) => shape.properties.has(name)),
    ),
  ];
  for (const name of optional) {
    found.push(withAll(least, needed(shape, [name])));
    if (!propertyOf(shape, name)) found.push(...anyValues.map((value) => ({ ...least, [name]: value })));
  }
  const limits = [shape.minProperties, shape.maxProperties, other.minProperties, other.maxProperties];
  const have = Object.keys(least).length;
  const spare = [...optional, ...Array.from({ length: 12 }, (_, index) => `other${index}`)];
  for (const count of countsNear(limits, 12)) {
    if (count > have) found.push(withAll(least, spare.slice(0, count - have)));
  }
  return found;
}

/** Names that either schema knows, and one that neither knows. */
function namesOf(shape: Shape, other: Shape): readonly string[] {
  const patterns = [...shape.patternProperties.keys(), ...other.patternProperties.keys()];
  return [
    ...new Set([
      ...shape.properties.keys(),
      ...other.required,
      ...other.properties.keys(),
      ...other.dependentRequired.keys(),
      ...patterns.flatMap((pattern) => literalPattern(pattern)?.words ?? []),
      'other',
    ]),
  ].slice(0, mostNames);
}

/** Names with all that must stand beside them. */
function needed(shape: Shape, names: readonly string[]): readonly string[] {
  const all = new Set(names);
  for (const name of all) for (const beside of shape.dependentRequired.get(name) ?? []) all.add(beside);
  return [...all];
}
