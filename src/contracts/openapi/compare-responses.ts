import { text } from '../../report/text.ts';
import { anyType, typeBits } from '../schema/types.ts';
import { compareContent } from './compare-content.ts';
import { compareLinks } from './compare-links.ts';
import { directionOf, lawLevel, tell } from './comparison.ts';
import type { Exchange } from './comparison.ts';
import { sharedName } from './fields.ts';
import type { ApiOperation, ApiResponse, Header } from './model.ts';

/** What comes back, by status; `2XX` and `default` stand in for what is not named. */
export function compareResponses(exchange: Exchange, old: ApiOperation, next: ApiOperation): void {
  const direction = directionOf(exchange, 'response');
  const rule = direction === 'response' ? 'contract-response-changed' : 'contract-request-narrowed';
  for (const response of old.responses) {
    const other = standIn(next.responses, response.status, !has(old.responses, 'default'));
    if (other) {
      compareResponse(exchange, response, other);
      continue;
    }
    if (next.responses.some(({ status }) => isWithin(status, response.status))) continue;
    const isSuccess = response.status.startsWith('2');
    tell(exchange, exchange.operation, {
      rule,
      kind: isSuccess ? 'success-status-removed' : 'status-removed',
      level: isSuccess ? 'breaking' : 'compatible',
      direction,
      subject: `${exchange.operation} ${response.status} response`,
      phrase: ['was removed'],
      old: response.at,
      new: null,
    });
  }
  for (const response of next.responses) {
    if (has(old.responses, response.status)) continue;
    // By convention `default` describes errors; a new success is not what it stood for.
    const other = standIn(old.responses, response.status, !response.status.startsWith('2'));
    if (other && response.status !== 'default') {
      // An error that is named without a body says nothing of what it looks like.
      if (response.content.length > 0) compareResponse(exchange, other, response);
    } else if (!other) {
      tell(exchange, exchange.operation, {
        rule,
        kind: 'status-added',
        level: 'compatible',
        direction,
        subject: `${exchange.operation} ${response.status} response`,
        phrase: ['is new'],
        old: null,
        new: response.at,
      });
    }
  }
}

function has(responses: readonly ApiResponse[], status: string): boolean {
  return responses.some((response) => response.status === status);
}

/** Whether a status is one of a range such as `2XX`. */
function isWithin(status: string, range: string): boolean {
  return /^[1-5]XX$/.test(range) && /^\d/.test(status) && status.startsWith(range.charAt(0));
}

function standIn(
  responses: readonly ApiResponse[],
  status: string,
  byDefault: boolean,
): ApiResponse | undefined {
  const find = (name: string): ApiResponse | undefined =>
    responses.find((response) => response.status === name);
  const range = /^[1-5]\d\d$/.test(status) ? find(`${status.charAt(0)}XX`) : undefined;
  return find(status) ?? range ?? (byDefault && status !== 'default' ? find('default') : undefined);
}

function compareResponse(exchange: Exchange, old: ApiResponse, next: ApiResponse): void {
  const direction = directionOf(exchange, 'response');
  const subject = subjectOf(exchange, next);
  compareContent(exchange, direction, 'response', old.content, next.content, {
    subject,
    old: old.at,
    new: next.at,
  });
  compareLinks(exchange, old, next, subject);
  const left = new Map(next.headers.map((header) => [header.name.toLowerCase(), header]));
  for (const header of old.headers) {
    const key = header.name.toLowerCase();
    const other = left.get(key);
    left.delete(key);
    compareHeader(exchange, header, other, subject);
  }
  for (const header of left.values()) {
    tell(exchange, exchange.operation, {
      rule: direction === 'response' ? 'contract-response-changed' : 'contract-request-narrowed',
      kind: 'header-added',
      ...lawLevel(direction, header.required ? 'narrowed' : 'same'),
      subject: `${subject} header ${header.name}`,
      phrase: ['is new'],
      old: null,
      new: header.at,
    });
  }
}

/** What several operations share has the name that they share it by. */
function subjectOf({ operation }: Exchange, { at, status }: ApiResponse): string {
  return sharedName(at, 'responses', 'response') ?? `${operation} ${status} response`;
}

function compareHeader(exchange: Exchange, old: Header, next: Header | undefined, response: string): void {
  const { walk, collector, old: before, new: after } = exchange.comparison;
  const direction = directionOf(exchange, 'response');
  const rule = direction === 'response' ? 'contract-response-changed' : 'contract-request-narrowed';
  const subject = `${response} header ${old.name}`;
  const spots = { rule, subject, direction, old: old.at, new: next?.at ?? null } as const;
  if (!next) {
    const level = old.required ? 'breaking' : 'warn';
    tell(exchange, exchange.operation, { ...spots, kind: 'header-removed', level, phrase: ['was removed'] });
    return;
  }
  if (old.required !== next.required) {
    const kind = next.required ? 'header-became-required' : 'header-became-optional';
    const phrase = next.required ? ['is now always there'] : ['may be missing now'];
    const law = lawLevel(direction, next.required ? 'narrowed' : 'widened');
    tell(exchange, exchange.operation, { ...spots, ...law, kind, phrase });
  }
  // Lists of a header are written the same, exploded or not.
  const types = before.shaper.shape(old.schema).types & after.shaper.shape(next.schema).types;
  const isSame = withoutExplode(old.style) === withoutExplode(next.style);
  if (
    old.style !== next.style &&
    (types & (isSame ? typeBits.object : compound)) !== 0 &&
    types !== anyType
  ) {
    const phrase = text`is written otherwise: ${[next.style]} instead of ${[old.style]}`;
    const law = lawLevel(direction, 'changed');
    tell(exchange, exchange.operation, { ...spots, ...law, kind: 'header-style-changed', phrase });
  }
  collector.root(exchange.operation, 'response', walk.pair(old.schema, next.schema, direction));
}

const compound = typeBits.array | typeBits.object;

function withoutExplode(style: string): string {
  return style.replace('simple exploded', 'simple');
}
