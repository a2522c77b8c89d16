import type { PlacedRoute, RouteFile } from './lost-routes.ts';
import { partsOf } from './route.ts';
import type { Route } from './route.ts';

/** Routes that may answer a check: they are read, and stand at an address of their own. */
export function mayAnswer({ method, parts }: Pick<Route, 'method' | 'parts'>): boolean {
  return (
    (method === null || method === 'get' || method === 'head') &&
    parts.length > 0 &&
    parts.every((part) => part !== '{}')
  );
}

/**
 * Routes of changed files that no longer stand where they stood. One that moved behind a prefix is gone from its
 * address, unlike for those who write down only the end of it.
 */
export function movedAway(files: readonly RouteFile[]): readonly PlacedRoute[] {
  const found = new Map<string, PlacedRoute>();
  const after = files.flatMap(({ head }) => head.routes);
  for (const { base } of files)
    for (const route of base.routes) {
      if (!mayAnswer(route) || after.some((other) => answers(other, route.parts))) continue;
      // Its address, or the end of it, is still written there in a form that was not read.
      const ends = [route.literal, `/${route.parts.at(-1) ?? ''}`];
      if (files.some(({ head }) => ends.some((end) => isQuoted(head.text, end)))) continue;
      const key = route.parts.join('/');
      if (!found.has(key)) found.set(key, route);
    }
  return [...found.values()];
}

/** Whether a route may be what stands at an address: where it is mounted, its file need not say. */
export function answers(route: Pick<Route, 'method' | 'parts'>, address: readonly string[]): boolean {
  const { method, parts } = route;
  if (method !== null && method !== 'get' && method !== 'head') return false;
  const from = address.length - parts.length;
  return (
    from >= 0 &&
    parts.every((part, index) => part === '{}' || part.toLowerCase() === address[from + index]?.toLowerCase())
  );
}

/** Whether a route stood at the address: under the usual prefixes that its file may leave out, and no others. */
export function stoodAt({ parts }: Pick<Route, 'parts'>, address: readonly string[]): boolean {
  const from = address.length - parts.length;
  return (
    from >= 0 &&
    address.slice(0, from).every((part) => /^(?:api|v\d+)$/i.test(part)) &&
    parts.every((part, index) => part === address[from + index])
  );
}

/** The parts of an address that a check asks for; null for the root, and for what is not written out. */
export function addressParts(address: string): readonly string[] | null {
  const parts = /[{}$<>*]/.test(address) ? null : partsOf([address]);
  return parts === null || parts.length === 0 ? null : parts;
}

function isQuoted(text: string, literal: string): boolean {
  return /\w/.test(literal) && ['"', "'", '`'].some((mark) => text.includes(mark + literal + mark));
}
