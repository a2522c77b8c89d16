import { code, text } from '../../report/text.ts';
import type { At } from '../at.ts';
import type { Direction } from '../change.ts';
import { directionOf, lawLevel, tell } from './comparison.ts';
import type { Exchange } from './comparison.ts';
import type { Part } from './collector.ts';
import { compareEncoding } from './compare-encoding.ts';
import { sharedName } from './fields.ts';
import type { Body, Content } from './model.ts';

interface Holder {
  readonly subject: string;
  readonly old: At;
  readonly new: At;
}

/** Media types of one message, and the schema of each. */
export function compareContent(
  exchange: Exchange,
  direction: Direction,
  part: Part,
  old: readonly Content[],
  next: readonly Content[],
  holder: Holder,
): void {
  const { walk, collector } = exchange.comparison;
  const rule = ruleOf(direction, part);
  const spots = { rule, direction, subject: holder.subject } as const;
  const found = new Set<Content>();
  for (const content of old) {
    const { mediaType } = content;
    const same =
      next.find((other) => other.mediaType === mediaType) ??
      next.find((other) => isNearlySame(other.mediaType, mediaType) && !isIn(old, other));
    const wider = same ?? next.find((other) => covers(other.mediaType, mediaType));
    const match = wider ?? next.find((other) => covers(mediaType, other.mediaType));
    if (!match) {
      const phrase = text`no longer has ${code(mediaType)}`;
      const at = { old: content.at, new: null };
      tell(exchange, exchange.operation, {
        ...spots,
        ...at,
        kind: 'media-type-removed',
        level: 'breaking',
        phrase,
      });
      continue;
    }
    found.add(match);
    collector.root(exchange.operation, part, walk.pair(content.schema, match.schema, direction));
    compareEncoding(exchange, direction, holder.subject, content, match);
    if (match === same) continue;
    const phrase = text`has ${code(match.mediaType)} instead of ${code(mediaType)}`;
    const at = { old: content.at, new: match.at };
    const law = lawLevel(direction, match === wider ? 'widened' : 'narrowed');
    const level = law.level === 'breaking' && direction === 'response' ? 'warn' : law.level;
    tell(exchange, exchange.operation, { ...spots, ...at, kind: 'media-type-changed', level, phrase });
  }
  for (const content of next) {
    if (found.has(content) || old.some(({ mediaType }) => covers(mediaType, content.mediaType))) continue;
    const phrase = text`also has ${code(content.mediaType)}`;
    const at = { old: null, new: content.at };
    tell(exchange, exchange.operation, {
      ...spots,
      ...at,
      kind: 'media-type-added',
      level: 'compatible',
      phrase,
    });
  }
}

function ruleOf(
  direction: Direction,
  part: Part,
): 'contract-parameter-changed' | 'contract-request-narrowed' | 'contract-response-changed' {
  if (part === 'parameter') return 'contract-parameter-changed';
  return direction === 'request' ? 'contract-request-narrowed' : 'contract-response-changed';
}

/** Whether one says parameters and the other none: `application/json; v=1`. */
function isNearlySame(one: string, other: string): boolean {
  return bareOf(one) === bareOf(other) && (bareOf(one) === one || bareOf(other) === other);
}

function bareOf(mediaType: string): string {
  return mediaType.split(';')[0] ?? '';
}

function isIn(contents: readonly Content[], { mediaType }: Content): boolean {
  return contents.some((content) => content.mediaType === mediaType);
}

/** Whether a range such as `application/*` takes in a media type. */
function covers(range: string, type: string): boolean {
  if (range === '*/*' || range === '*') return true;
  return range.endsWith('/*') && type.startsWith(range.slice(0, -1));
}

/** The body that the caller of an operation sends. */
export function compareBody(
  exchange: Exchange,
  old: Body | undefined,
  next: Body | undefined,
  operation: { readonly old: At; readonly new: At },
): void {
  const direction = directionOf(exchange, 'request');
  const body = next ?? old;
  const shared = body && sharedName(body.at, 'requestBodies', 'request body');
  const subject = old && next && shared !== undefined ? shared : `${exchange.operation} request`;
  const rule = ruleOf(direction, 'body');
  const spots = { rule, subject, old: old?.at ?? operation.old, new: next?.at ?? operation.new } as const;
  const name = exchange.operation;
  if (old && next) {
    if (old.required !== next.required) {
      const kind = next.required ? 'body-became-required' : 'body-became-optional';
      const phrase = next.required ? ['is now required'] : ['is no longer required'];
      const law = lawLevel(direction, next.required ? 'narrowed' : 'widened');
      tell(exchange, name, { ...spots, ...law, kind, phrase });
    }
    compareContent(exchange, direction, 'body', old.content, next.content, {
      ...spots,
      old: old.at,
      new: next.at,
    });
  } else if (next) {
    const law = lawLevel(direction, next.required ? 'narrowed' : 'same');
    const kind = next.required ? 'required-body-added' : 'body-added';
    const phrase = next.required ? ['is new and required'] : ['is new'];
    tell(exchange, name, { ...spots, ...law, old: null, kind, phrase });
  } else if (old) {
    tell(exchange, name, {
      ...spots,
      new: null,
      direction,
      level: 'breaking',
      kind: 'body-removed',
      phrase: ['was removed'],
    });
  }
}
