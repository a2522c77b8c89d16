import type { Format } from '../format.ts';

/** OpenAPI descriptions: JSON and YAML, Swagger 2.0 and OpenAPI 3.x. */
export const openapi: Format = {
  id: 'openapi',
  title: 'OpenAPI description',
  stage: 'contracts',
  matches: (path) => /\.(?:json|ya?ml)$/i.test(path),
  recognises: looksLikeOpenApi,
  limit: 50 << 20,
  read: async (file) => (await import('./read.ts')).readOpenApi(file),
};

/** Files called as OpenAPI descriptions are: when such a file cannot be read, that is worth saying. */
export const openapiFile: Format = {
  id: 'openapi-file',
  title: openapi.title,
  stage: openapi.stage,
  matches: (path) => /(?:^|\/)(?:openapi|swagger)(?:[._-]?v?\d[\d.]*)?\.(?:json|ya?ml)$/i.test(path),
  limit: 50 << 20,
  read: openapi.read,
};

/** A version at the top level, as far as that can be told without parsing. */
export function looksLikeOpenApi(text: string): boolean {
  if (/^\s*\{/.test(text.slice(0, 1000))) {
    return (
      /"(?:openapi|swagger)"\s*:\s*"\d+\.\d/.test(text) && /"(?:paths|webhooks|components)"\s*:/.test(text)
    );
  }
  return /^(["']?)(?:openapi|swagger)\1[ \t]*:[ \t]*["']?\d/m.test(text);
}
