import { code, text } from '../../report/text.ts';
import { nullParts } from '../schema/meet.ts';
import { anything } from '../schema/shape.ts';
import type { Parts, Shape } from '../schema/shape.ts';
import type { Shaper } from '../schema/shaper.ts';
import { scalar, typeBits, writtenAsText } from '../schema/types.ts';
import { compareContent } from './compare-content.ts';
import { directionOf, lawLevel, tell } from './comparison.ts';
import type { Exchange } from './comparison.ts';
import { sharedName } from './fields.ts';
import { compareLifecycle, isExempt, removalLevel } from '../lifecycle.ts';
import type { ApiOperation, Parameter } from './model.ts';

const rule = 'contract-parameter-changed';

/** Parameters by name and place; those of the path by position. */
export function compareParameters(exchange: Exchange, old: ApiOperation, next: ApiOperation): void {
  const left = new Map(next.parameters.map((parameter) => [keyOf(parameter, next), parameter]));
  const gone: Parameter[] = [];
  for (const parameter of old.parameters) {
    const key = keyOf(parameter, old);
    const other = left.get(key);
    left.delete(key);
    if (other) compareParameter(exchange, parameter, other);
    else if (parameter.in !== 'path') gone.push(parameter);
  }
  for (const parameter of gone) {
    const moved = [...left.values()].find(({ name }) => name === parameter.name);
    if (moved) left.delete(keyOf(moved, next));
    if (moved) parameterMoved(exchange, parameter, moved);
    else parameterRemoved(exchange, parameter);
  }
  for (const parameter of left.values()) if (parameter.in !== 'path') parameterAdded(exchange, parameter);
}

function keyOf({ in: where, name }: Parameter, operation: ApiOperation): string {
  if (where === 'header') return `header ${name.toLowerCase()}`;
  const position = where === 'path' ? operation.templateNames.indexOf(name) : -1;
  // Counted from the end: a prefix that moved to the server may take parameters along.
  return position === -1 ? `${where} ${name}` : `path #${operation.templateNames.length - position}`;
}

function subjectOf(exchange: Exchange, { at, name }: Parameter): string {
  const isShared = sharedName(at, 'parameters', 'parameter') !== undefined;
  return isShared ? `parameter ${name}` : `${exchange.operation} parameter ${name}`;
}

function parameterMoved(exchange: Exchange, old: Parameter, next: Parameter): void {
  tell(exchange, exchange.operation, {
    rule,
    kind: 'parameter-moved',
    level: 'breaking',
    direction: 'request',
    subject: subjectOf(exchange, next),
    phrase: text`moved from ${[old.in]} to ${[next.in]}`,
    old: old.at,
    new: next.at,
  });
}

function parameterRemoved(exchange: Exchange, parameter: Parameter): void {
  const { lifecycle } = parameter;
  const removal = removalLevel(lifecycle, exchange.comparison.today);
  const direction = directionOf(exchange, 'request');
  // Who does not know a parameter ignores it; who waits for one misses it. A date that was announced has to be kept.
  const unannounced = direction === 'response' && parameter.required ? 'breaking' : 'warn';
  const announced = lifecycle.deprecated
    ? lifecycle.sunset === undefined
      ? 'compatible'
      : removal.level
    : unannounced;
  tell(exchange, exchange.operation, {
    rule,
    kind: 'parameter-removed',
    level: isExempt(lifecycle) ? 'compatible' : announced,
    direction,
    subject: subjectOf(exchange, parameter),
    phrase: [removal.words],
    old: parameter.at,
    new: null,
  });
}

function parameterAdded(exchange: Exchange, parameter: Parameter): void {
  tell(exchange, exchange.operation, {
    rule,
    kind: parameter.required ? 'required-parameter-added' : 'parameter-added',
    ...lawLevel(directionOf(exchange, 'request'), parameter.required ? 'narrowed' : 'same'),
    subject: subjectOf(exchange, parameter),
    phrase: parameter.required ? ['is new and required'] : ['is new'],
    old: null,
    new: parameter.at,
  });
}

function compareParameter(exchange: Exchange, old: Parameter, next: Parameter): void {
  if (exchange.comparison.sameness.same(old.at, next.at)) return;
  const subject = subjectOf(exchange, next);
  const direction = directionOf(exchange, 'request');
  const spots = { rule, subject, direction, old: old.at, new: next.at } as const;
  const { operation } = exchange;
  for (const { kind, level, words } of compareLifecycle(old.lifecycle, next.lifecycle)) {
    tell(exchange, operation, { ...spots, rule: 'contract-lifecycle-changed', kind, level, phrase: [words] });
  }
  if (isExempt(old.lifecycle)) return;
  if (old.required !== next.required) {
    const kind = next.required ? 'parameter-became-required' : 'parameter-became-optional';
    const phrase = next.required ? ['is now required'] : ['is no longer required'];
    const law = lawLevel(direction, next.required ? 'narrowed' : 'widened');
    tell(exchange, operation, { ...spots, ...law, kind, phrase });
  }
  const isDocument = next.content.length > 0;
  if (old.content.length > 0 !== isDocument) {
    const phrase = isDocument
      ? text`is now written as ${code(next.content[0]?.mediaType ?? '')}`
      : text`is no longer written as ${code(old.content[0]?.mediaType ?? '')}`;
    tell(exchange, operation, { ...spots, kind: 'parameter-style-changed', level: 'breaking', phrase });
    return;
  }
  if (isDocument) {
    compareContent(exchange, direction, 'parameter', old.content, next.content, {
      subject,
      old: old.at,
      new: next.at,
    });
    return;
  }
  compareWriting(exchange, old, next, subject);
  compareEmpty(exchange, old, next, subject);
  compareSchema(exchange, old, next, subject);
}

/** A list or object is written otherwise: the same payload is another text. */
function compareWriting(exchange: Exchange, old: Parameter, next: Parameter, subject: string): void {
  if (old.style === next.style) return;
  const { comparison, operation } = exchange;
  const before = comparison.old.shaper.shape(old.schema).types;
  const after = comparison.new.shaper.shape(next.schema).types;
  const compound = typeBits.array | typeBits.object;
  const reserved = old.style.includes('reserved') !== next.style.includes('reserved');
  // `;id=1` and `.1` are other texts than `1`, whatever the type.
  const marked = [old, next].some(({ style }) => /^(?:matrix|label)/.test(style));
  const plain = ({ style }: Parameter): string => style.replace(' exploded', '');
  const isMarked = marked && plain(old) !== plain(next);
  if (!reserved && !isMarked && (before & after & compound) === 0) return;
  tell(exchange, operation, {
    rule,
    kind: 'parameter-style-changed',
    level: 'breaking',
    direction: 'request',
    subject,
    phrase: text`is written otherwise: ${[next.style]} instead of ${[old.style]}`,
    old: old.at,
    new: next.at,
  });
}

/** `allowEmptyValue` adds the empty text to what is accepted, unless the schema takes it anyway. */
function compareEmpty(exchange: Exchange, old: Parameter, next: Parameter, subject: string): void {
  if (old.takesEmpty === next.takesEmpty) return;
  const { old: before, new: after } = exchange.comparison;
  const taken = [
    takesEmptyText(before.shaper.shape(old.schema)),
    takesEmptyText(after.shaper.shape(next.schema)),
  ];
  // What a schema came to take or refuse is told of the schema.
  if (taken.some((isTaken) => isTaken)) return;
  const direction = directionOf(exchange, 'request');
  tell(exchange, exchange.operation, {
    rule,
    kind: next.takesEmpty ? 'empty-value-allowed' : 'empty-value-forbidden',
    ...lawLevel(direction, next.takesEmpty ? 'widened' : 'narrowed'),
    subject,
    phrase: next.takesEmpty ? ['may now be empty'] : ['may no longer be empty'],
    old: old.at,
    new: next.at,
  });
}

function takesEmptyText(shape: Shape): boolean {
  const isLimited = shape.patterns.size + shape.formats.size + shape.groups.length > 0;
  const isListed = shape.values !== undefined && !shape.values.has('""');
  return (shape.types & typeBits.string) !== 0 && (shape.minLength ?? 0) === 0 && !isLimited && !isListed;
}

function compareSchema(exchange: Exchange, old: Parameter, next: Parameter, subject: string): void {
  const { walk, collector, old: before, new: after } = exchange.comparison;
  const oldSchema = inText(before.shaper, old.schema);
  const nextSchema = inText(after.shaper, next.schema);
  const compound = typeBits.array | typeBits.object;
  const list = after.shaper.shape(nextSchema);
  const isScalar = (before.shaper.shape(oldSchema).types & compound) === 0;
  const items = list.prefix.length === 0 && (list.minItems ?? 0) <= 1 ? list.items : undefined;
  const direction = directionOf(exchange, 'request');
  if (direction === 'request' && isScalar && (list.types & ~typeBits.null) === typeBits.array && items) {
    // A list of one is written like its item.
    tell(exchange, exchange.operation, {
      rule,
      kind: 'parameter-became-list',
      level: 'compatible',
      direction: 'request',
      subject,
      phrase: ['may now be a list'],
      old: old.at,
      new: next.at,
    });
    collector.root(
      exchange.operation,
      'parameter',
      walk.pair(oldSchema, inText(after.shaper, items), 'request'),
    );
    return;
  }
  collector.root(exchange.operation, 'parameter', walk.pair(oldSchema, nextSchema, direction));
}

/** In a path, query or header a string without further limits takes numbers and booleans too. */
function inText(shaper: Shaper, whole: Parts): Parts {
  const parts = withoutNull(shaper, whole);
  const shape = shaper.shape(parts);
  if (shape.types === typeBits.array && shape.items && shape.prefix.length === 0) {
    const items = inText(shaper, shape.items);
    if (items === shape.items) return parts;
    return { id: `text ${parts.id}`, parts: parts.parts, made: { ...shape, items } };
  }
  const isFree =
    (shape.types & typeBits.string) !== 0 &&
    shape.types !== anything.types &&
    !shape.values &&
    shape.patterns.size === 0 &&
    shape.formats.size === 0 &&
    (shape.minLength ?? 0) <= 1 &&
    shape.maxLength === undefined &&
    shape.groups.length === 0;
  if (!isFree) return parts;
  const made: Shape = { ...shape, types: shape.types | scalar | writtenAsText };
  return { id: `text ${parts.id}`, parts: parts.parts, made };
}

/** There is no text for null: that a parameter may be it only says that it may be left out. */
function withoutNull(shaper: Shaper, parts: Parts): Parts {
  const shape = shaper.shape(parts);
  const types = shape.types & ~typeBits.null;
  // What says nothing of types says nothing of null, unless it is one of several alternatives.
  const isFree = shape.types === anything.types && shape.groups.length === 0;
  if (types === shape.types || types === 0 || isFree) return parts;
  const groups = shape.groups.map((group) => ({
    ...group,
    branches: group.branches.filter((branch) => branch.parts.id !== nullParts.id),
  }));
  return { id: `told ${parts.id}`, parts: parts.parts, made: { ...shape, types, groups } };
}
