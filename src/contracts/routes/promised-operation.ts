import { stringAt } from '../at.ts';
import { Documents } from '../documents.ts';
import { listOperations } from '../openapi/list-operations.ts';
import type { NamedContract } from '../pair-contracts.ts';
import { partsOf } from './route.ts';
import type { Route } from './route.ts';

/** An operation of a contract, as routes are held against it. */
export interface PromisedOperation {
  /** `GET /users/{id}` */
  readonly name: string;
  /** lower case */
  readonly method: string;
  /** of its path alone, `{}` for a parameter */
  readonly parts: readonly string[];
  /** of the paths of its servers */
  readonly prefixes: readonly (readonly string[])[];
  readonly operationId?: string;
  readonly contract: string;
  /** 1-based */
  readonly line: number;
}

/** Operations that clients may call; of those whose path is made of plain parts and parameters. */
export function promisedOperations({ path, contract }: NamedContract): readonly PromisedOperation[] {
  const documents = new Documents(path, contract.document, () => undefined);
  return listOperations(documents).flatMap((place): readonly PromisedOperation[] => {
    const parts = partsOf([place.path]);
    if (parts === null || !parts.some((part) => part !== '{}')) return [];
    const prefixes = place.prefixes.map((prefix) => partsOf([prefix]) ?? []);
    const { name, method, at } = place;
    const id = stringAt(at, 'operationId');
    const line = contract.lineOf(at.pointer);
    return [
      {
        name,
        method,
        parts,
        prefixes,
        contract: path,
        line,
        ...(id === undefined ? {} : { operationId: id }),
      },
    ];
  });
}

/** `whole`: all of its path, `end`: what comes before may be stated elsewhere, `beyond`: below something unknown. */
export type Service = 'whole' | 'end' | 'beyond';

/** How a route may serve an operation; null where it does not. */
export function servesBy(
  route: Pick<Route, 'method' | 'parts'>,
  operation: PromisedOperation,
): Service | null {
  if (route.method !== null && route.method !== operation.method) return null;
  const { parts, prefixes } = operation;
  const own = route.parts;
  if (own.length >= parts.length) {
    if (!endsWith(own, parts)) return null;
    // Where an API is mounted, the contract may leave out.
    const mount = own.slice(0, own.length - parts.length);
    return isUsual(mount) || prefixes.some((prefix) => endsWith(prefix, mount)) ? 'whole' : 'beyond';
  }
  const isEnd = [...prefixes, []].some((prefix) => endsWith([...prefix, ...parts], own));
  if (!isEnd) return null;
  return isUsual(parts.slice(0, parts.length - own.length)) ? 'whole' : 'end';
}

/** `/api/v1` */
function isUsual(parts: readonly string[]): boolean {
  return parts.every((part) => /^(?:api|rest|v\d+)$/i.test(part));
}

/** Parts that are no parameters. */
export function constantsOf(parts: readonly string[]): readonly string[] {
  return parts.filter((part) => part !== '{}');
}

function endsWith(all: readonly string[], end: readonly string[]): boolean {
  const from = all.length - end.length;
  return from >= 0 && end.every((part, index) => part.toLowerCase() === all[from + index]?.toLowerCase());
}
