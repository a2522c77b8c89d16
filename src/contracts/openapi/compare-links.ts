import { code, text } from '../../report/text.ts';
import { stringAt } from '../at.ts';
import { canonical } from '../schema/canonical.ts';
import { directionOf, tell } from './comparison.ts';
import type { Exchange } from './comparison.ts';
import type { ApiResponse, Link } from './model.ts';

/**
 * What a response says one may call next. It is a hint about operations that are compared by themselves and
 * promises no payload, so whatever happens to it is told and breaks nobody.
 */
export function compareLinks(exchange: Exchange, old: ApiResponse, next: ApiResponse, subject: string): void {
  const direction = directionOf(exchange, 'response');
  const told = { rule: 'contract-response-changed', level: 'compatible', direction, subject } as const;
  const left = new Map(next.links.map((link) => [link.name, link]));
  for (const link of old.links) {
    const other = left.get(link.name);
    left.delete(link.name);
    const spots = { old: link.at, new: other?.at ?? null };
    const name = code(link.name);
    if (!other) {
      const phrase = text`no longer has the link ${name}`;
      tell(exchange, exchange.operation, { ...told, ...spots, kind: 'link-removed', phrase });
    } else if (targetOf(link) !== targetOf(other)) {
      const phrase = text`has a link ${name} that leads elsewhere`;
      tell(exchange, exchange.operation, { ...told, ...spots, kind: 'link-changed', phrase });
    }
  }
  for (const { name, at } of left.values()) {
    const phrase = text`has the new link ${code(name)}`;
    tell(exchange, exchange.operation, { ...told, old: null, new: at, kind: 'link-added', phrase });
  }
}

function targetOf({ at }: Link): string {
  const keys = ['operationId', 'operationRef'] as const;
  return canonical(keys.map((key) => stringAt(at, key) ?? ''));
}
