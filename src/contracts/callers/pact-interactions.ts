import { escapePattern } from '../../formats/escape-pattern.ts';
import { own } from '../at.ts';
import { Lines } from '../../formats/lines.ts';
import type { CalledOperation } from './called-operation.ts';

/** Contracts that consumers wrote down, by convention: `pacts/web-orders.json`. */
export function isPactPath(path: string): boolean {
  return /(?:^|\/)pacts?\/[^/]+\.json$/.test(path);
}

/** Lines of a Pact file whose interactions ask for an operation; none where the file is no valid JSON. */
export function pactInteractions(text: string, operation: CalledOperation): readonly number[] {
  const address = addressOf(operation);
  const found: number[] = [];
  let from = 0;
  for (const { method, path } of requestsIn(text)) {
    const at = text.indexOf(JSON.stringify(path), from);
    // Interactions are listed in the order of the file.
    if (at !== -1) from = at + 1;
    if (at !== -1 && method === operation.method && address.test(path)) found.push(new Lines(text).at(at));
  }
  return found;
}

/** Paths that a request for the operation may have, below one of its servers. */
function addressOf({ path, prefixes }: CalledOperation): RegExp {
  const known = prefixes.filter((prefix) => prefix !== '').map(escapePattern);
  const parts = path
    .replace(/\/+$/, '')
    .split(/\{[^{}]*\}/)
    .map(escapePattern);
  return new RegExp(
    `^(?:${[...known, String.raw`(?:\/api)?(?:\/v\d+)?`].join('|')})${parts.join('[^/]+')}/?$`,
  );
}

interface PactRequest {
  /** lower case */
  readonly method: string;
  readonly path: string;
}

function requestsIn(text: string): readonly PactRequest[] {
  const interactions = own(parsed(text), 'interactions');
  if (!Array.isArray(interactions)) return [];
  return interactions.flatMap((interaction: unknown) => {
    const request = own(interaction, 'request');
    const [method, path] = [own(request, 'method'), own(request, 'path')];
    return typeof method === 'string' && typeof path === 'string'
      ? [{ method: method.toLowerCase(), path }]
      : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Something else with such a name; it says nothing about calls.
  }
}
