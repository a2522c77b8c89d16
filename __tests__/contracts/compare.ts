import { compareContracts } from '../../src/contracts/openapi/compare-contracts.ts';
import type { CompareOptions, ContractComparison } from '../../src/contracts/openapi/compare-contracts.ts';
import type { Direction } from '../../src/contracts/change.ts';

type Json = Readonly<Record<string, unknown>>;

/** A description with one operation whose request and response have these schemas. */
export function describeApi(schemas: Readonly<Partial<Record<Direction, unknown>>>, rest: Json = {}): Json {
  const content = (schema: unknown): Json => ({ content: { 'application/json': { schema } } });
  return {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: {
      '/things': {
        post: {
          ...(schemas.request === undefined ? {} : { requestBody: content(schemas.request) }),
          responses: {
            200: { description: 'ok', ...(schemas.response === undefined ? {} : content(schemas.response)) },
          },
        },
      },
    },
    ...rest,
  };
}

/** Compares two documents, and the files beside them. */
export function compareDocuments(
  old: Json,
  next: Json,
  options: CompareOptions & { readonly files?: readonly [Json, Json]; readonly asIs?: boolean } = {},
): ContractComparison {
  const source = (document: Json, files: Json | undefined): Parameters<typeof compareContracts>[0] => ({
    path: 'api/openapi.json',
    contract: {
      dialect: 'openapi',
      version: String(document['openapi'] ?? document['swagger']),
      // As a parser leaves it: no object stands in two places.
      document: options.asIs === true ? document : (JSON.parse(JSON.stringify(document)) as Json),
      lineOf: () => 1,
    },
    resolve: (path) =>
      files && Object.hasOwn(files, path)
        ? { dialect: 'openapi', version: '', document: files[path], lineOf: () => 1 }
        : undefined,
  });
  return compareContracts(source(old, options.files?.[0]), source(next, options.files?.[1]), options);
}

/** `kind level`, of everything that is not compatible. */
export function incompatible(comparison: ContractComparison): readonly string[] {
  return comparison.changes
    .filter(({ level }) => level !== 'compatible')
    .map(({ kind, level }) => `${kind} ${level}`)
    .sort();
}

/** What two schemas mean for a request and for a response. */
export function compareSchemas(
  old: unknown,
  next: unknown,
  version = '3.1.0',
): Record<Direction, readonly string[]> {
  const of = (direction: Direction): readonly string[] =>
    incompatible(
      compareDocuments(
        { ...describeApi({ [direction]: old }), openapi: version },
        { ...describeApi({ [direction]: next }), openapi: version },
      ),
    );
  return { request: of('request'), response: of('response') };
}
