import { code, text } from '../../report/text.ts';
import { child, children, own, stringAt } from '../at.ts';
import type { At } from '../at.ts';
import type { Direction } from '../change.ts';
import { lawLevel, tell } from './comparison.ts';
import type { Exchange } from './comparison.ts';
import { typeBits } from '../schema/types.ts';
import type { Parts, Shape } from '../schema/shape.ts';
import type { Shaper } from '../schema/shaper.ts';
import type { Content } from './model.ts';

/** Only forms are written part by part. */
const isForm = (mediaType: string): boolean =>
  mediaType.startsWith('multipart/') || mediaType === 'application/x-www-form-urlencoded';

/** How the parts of a form are written: their content types, style and headers. */
export function compareEncoding(
  exchange: Exchange,
  direction: Direction,
  subject: string,
  old: Content,
  next: Content,
): void {
  if (!isForm(old.mediaType) || !isForm(next.mediaType)) return;
  compareFields(exchange, direction, subject, old, next);
  const [before, after] = [child(old.at, 'encoding'), child(next.at, 'encoding')];
  const names = new Set([...children(before), ...children(after)].map(([name]) => name));
  const [oldSchema, nextSchema] = [
    exchange.comparison.old.shaper.shape(old.schema),
    exchange.comparison.new.shaper.shape(next.schema),
  ];
  for (const name of names) {
    const [was, is] = [oldSchema.properties.get(name), nextSchema.properties.get(name)];
    // A word about a part that is not there says nothing; that it came or went is told by the schema.
    if (!was || !is) continue;
    const isCompound = (shape: Shape): boolean => (shape.types & (typeBits.array | typeBits.object)) !== 0;
    const part: Part = {
      exchange,
      direction,
      subject: `${subject}.${name}`,
      holder: { old: old.at, new: next.at },
      old: child(before, name),
      new: child(after, name),
      isCompound:
        isCompound(exchange.comparison.old.shaper.shape(was)) &&
        isCompound(exchange.comparison.new.shaper.shape(is)),
    };
    compareContentType(part);
    // In a multipart form a style says something only where it is written.
    const isWritten = [part.old, part.new].every((at) => stringAt(at, 'style') !== undefined);
    if (isWritten || !old.mediaType.startsWith('multipart/')) compareStyle(part);
    compareHeaders(part);
  }
}

/** Fields of a Swagger 2.0 form: lists in them are written as their `collectionFormat` says. */
function compareFields(
  exchange: Exchange,
  direction: Direction,
  subject: string,
  old: Content,
  next: Content,
): void {
  const { old: before, new: after } = exchange.comparison;
  const typesOf = (parts: Parts | undefined, shaper: Shaper): number =>
    parts ? shaper.shape(parts).types : 0;
  for (const [name, style] of next.styles ?? []) {
    const was = old.styles?.get(name);
    const types =
      typesOf(before.shaper.shape(old.schema).properties.get(name), before.shaper) &
      typesOf(after.shaper.shape(next.schema).properties.get(name), after.shaper);
    if (was === undefined || was === style || (types & typeBits.array) === 0) continue;
    tell(exchange, exchange.operation, {
      rule: direction === 'request' ? 'contract-request-narrowed' : 'contract-response-changed',
      subject: `${subject}.${name}`,
      ...lawLevel(direction, 'changed'),
      kind: 'part-style-changed',
      phrase: text`is written otherwise: ${[style]} instead of ${[was]}`,
      old: old.at,
      new: next.at,
    });
  }
}

interface Part {
  readonly exchange: Exchange;
  readonly direction: Direction;
  readonly subject: string;
  /** the form that the part is of */
  readonly holder: { readonly old: At; readonly new: At };
  readonly old: At;
  readonly new: At;
  /** a list or an object: only they are written in different ways */
  readonly isCompound: boolean;
}

function spotsOf({ direction, subject, holder, old, new: next }: Part) {
  const rule =
    direction === 'request' ? ('contract-request-narrowed' as const) : ('contract-response-changed' as const);
  return {
    rule,
    subject,
    old: old.node === undefined ? holder.old : old,
    new: next.node === undefined ? holder.new : next,
  };
}

/** Content types that a part may have, in order; undefined where its schema decides. */
function contentTypesOf(at: At): readonly string[] | undefined {
  const types = (stringAt(at, 'contentType') ?? '').toLowerCase().split(',');
  const named = types.map((type) => type.split(';')[0]?.trim() ?? '').filter((type) => type !== '');
  return named.length > 0 ? named : undefined;
}

function compareContentType(part: Part): void {
  const { exchange, direction } = part;
  const [before, after] = [contentTypesOf(part.old), contentTypesOf(part.new)];
  const spots = spotsOf(part);
  if (!before || !after) {
    if (before === after) return;
    const reason = 'What it is without a word depends on its schema';
    const phrase = after
      ? text`now has the content type ${code(after.join(', '))}`
      : text`no longer has the content type ${code((before ?? []).join(', '))}`;
    const kind = after ? 'part-content-type-added' : 'part-content-type-removed';
    tell(exchange, exchange.operation, { ...spots, direction, kind, level: 'warn', reason, phrase });
    return;
  }
  const takes = (range: string, type: string): boolean =>
    range === type || range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
  const isWithin = (some: readonly string[], all: readonly string[]): boolean =>
    some.every((type) => all.some((range) => takes(range, type)));
  const [isWider, isNarrower] = [isWithin(before, after), isWithin(after, before)];
  if (isWider && isNarrower) return;
  const law = lawLevel(direction, isWider ? 'widened' : isNarrower ? 'narrowed' : 'changed');
  const phrase = text`has the content type ${code(after.join(', '))} instead of ${code(before.join(', '))}`;
  tell(exchange, exchange.operation, { ...spots, ...law, kind: 'part-content-type-changed', phrase });
}

/** Style with what it means where nothing is said; a word about any of them replaces the content type. */
function styleOf(at: At): string {
  const style = stringAt(at, 'style') ?? 'form';
  const explode = own(at.node, 'explode');
  const isExploded = typeof explode === 'boolean' ? explode : style === 'form';
  const isReserved = own(at.node, 'allowReserved') === true;
  return `${style}, ${isExploded ? '' : 'not '}exploded${isReserved ? ', reserved' : ''}`;
}

function compareStyle(part: Part): void {
  const { exchange, direction } = part;
  const [before, after] = [styleOf(part.old), styleOf(part.new)];
  const isSameText = before.endsWith('reserved') === after.endsWith('reserved');
  if (before === after || (isSameText && !part.isCompound)) return;
  tell(exchange, exchange.operation, {
    ...spotsOf(part),
    ...lawLevel(direction, 'changed'),
    kind: 'part-style-changed',
    phrase: text`is written otherwise: ${[after]} instead of ${[before]}`,
  });
}

/** Headers of a part: those that must be there. `Content-Type` is told by its own word. */
function compareHeaders(part: Part): void {
  const { exchange, direction } = part;
  const headers = (at: At): ReadonlyMap<string, At> =>
    new Map(
      [...children(child(at, 'headers'))].flatMap(([name, header]) =>
        name.toLowerCase() === 'content-type' ? [] : [[name.toLowerCase(), header]],
      ),
    );
  const [before, after] = [headers(part.old), headers(part.new)];
  const isNeeded = (header: At | undefined): boolean => own(header?.node, 'required') === true;
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [old, next] = [before.get(name), after.get(name)];
    if (isNeeded(old) === isNeeded(next)) continue;
    const spots = spotsOf(part);
    const words = isNeeded(next) ? ' must now be there' : ' need not be there any more';
    tell(exchange, exchange.operation, {
      ...spots,
      ...lawLevel(direction, isNeeded(next) ? 'narrowed' : 'widened'),
      kind: isNeeded(next) ? 'part-header-became-required' : 'part-header-became-optional',
      phrase: text`has a header that${[words]}: ${code(name)}`,
      old: old ?? spots.old,
      new: next ?? spots.new,
    });
  }
}
