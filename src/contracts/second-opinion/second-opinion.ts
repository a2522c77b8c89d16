import { referencesIn } from '../references.ts';
import type { ContractComparison } from '../openapi/compare-contracts.ts';
import { methods } from '../openapi/model.ts';
import { pathShape } from '../openapi/paths.ts';
import type { NamedContract } from '../pair-contracts.ts';
import { runOpenApiDiff } from './run-openapi-diff.ts';
import type { Difference } from './run-openapi-diff.ts';

/** A break that openapi-diff sees where the comparison here sees no change. */
export interface Opinion {
  /** as the package calls it: `request.body.scope.remove` */
  readonly code: string;
  /** `PUT /users/{id}` */
  readonly subject: string;
  readonly old: NamedContract;
  readonly new: NamedContract;
  /** JSON pointer of the operation */
  readonly pointer: string;
}

export interface ComparedContracts {
  readonly old: NamedContract;
  readonly new: NamedContract;
  readonly comparison: Pick<ContractComparison, 'unexplained'>;
}

/** Characters of JSON above which the package is not asked: it needs minutes, or runs out of memory. */
const longest = 500_000;

/** Asks openapi-diff about a pair of contracts. It reads Swagger 2.0 and OpenAPI 3.0, each alone and in one file. */
export async function secondOpinion(pair: ComparedContracts): Promise<readonly Opinion[]> {
  const format = formatOf(pair.old);
  if (format === undefined || format !== formatOf(pair.new)) return [];
  // What was seen here was judged; what is written as before holds no difference.
  if (pair.comparison.unexplained.length === 0) return [];
  // A reference to another file would be fetched.
  if (!standsAlone(pair.old) || !standsAlone(pair.new)) return [];
  const source = JSON.stringify(pair.old.contract.document);
  const destination = JSON.stringify(pair.new.contract.document);
  if (source === destination || Math.max(source.length, destination.length) > longest) return [];
  const differences = await runOpenApiDiff({ format, source, destination });
  return opinionsOf(pair, differences);
}

function formatOf({ contract: { dialect, version } }: NamedContract): 'swagger2' | 'openapi3' | undefined {
  if (dialect !== 'openapi') return undefined;
  if (version === '2.0') return 'swagger2';
  return version.startsWith('3.0') ? 'openapi3' : undefined;
}

function standsAlone({ contract }: NamedContract): boolean {
  return [...referencesIn(contract.document)].every((reference) => reference.startsWith('#'));
}

/** One opinion for an operation, and only where nothing at all was seen here: what was seen was judged. */
export function opinionsOf(pair: ComparedContracts, differences: readonly Difference[]): readonly Opinion[] {
  const unexplained = new Set(pair.comparison.unexplained.map(shapeOf));
  const opinions = new Map<string, Opinion>();
  for (const { code, source, destination } of differences) {
    const place = placeOf(destination[0] ?? source[0] ?? '');
    if (!place || opinions.has(place.subject) || !unexplained.has(shapeOf(place.subject))) continue;
    opinions.set(place.subject, { code, ...place, old: pair.old, new: pair.new });
  }
  return [...opinions.values()];
}

function shapeOf(operation: string): string {
  const space = operation.indexOf(' ');
  return `${operation.slice(0, space)} ${pathShape(operation.slice(space + 1))}`;
}

/** `paths./a.b/{id}.put.responses` has dots on both sides of what matters. */
function placeOf(location: string): Pick<Opinion, 'subject' | 'pointer'> | undefined {
  const operation = new RegExp(`^paths\\.(/.*?)\\.(${methods.join('|')})(?:\\.|$)`).exec(location);
  const [, path, method] = operation ?? [];
  if (path === undefined || method === undefined) return undefined;
  const pointer = `/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`;
  return { subject: `${method.toUpperCase()} ${path}`, pointer };
}
