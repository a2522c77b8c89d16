import { escapePointer, pointerParts } from '../at.ts';
import type { Spot } from '../change.ts';
import { nameSpot } from '../openapi/name-spot.ts';

/** What people call a place in an AsyncAPI document: `OrderCreated.total`, `Order.id`, `subscribe orders.total`. */
export function namePlace(spot: Spot, document: unknown): string {
  const parts = pointerParts(spot.pointer);
  const at = parts.findIndex((part) => part === 'payload' || part === 'headers');
  if (at === -1 || !['channels', 'components', 'operations'].includes(parts[0] ?? ''))
    return nameSpot(spot, document);
  const holder = holderOf(parts.slice(0, at));
  const isHeaders = parts[at] === 'headers';
  const rest = parts.slice(at + 1);
  // The schema may stand in a wrapper that names its language.
  const inner = !isHeaders && rest[0] === 'schema' ? rest.slice(1) : rest;
  const named = ['', 'components', 'schemas', isHeaders ? `${holder} headers` : holder, ...inner];
  return nameSpot({ path: spot.path, pointer: named.map(escapePointer).join('/') }, document);
}

/** The message, else the channel that it passes over. */
function holderOf(parts: readonly string[]): string {
  const message = parts.lastIndexOf('messages');
  if (message !== -1 && parts[message + 1] !== undefined) return parts[message + 1] ?? '';
  const [, channel = '', action = ''] = parts;
  return action === 'publish' || action === 'subscribe' ? `${action} ${channel}` : channel;
}
