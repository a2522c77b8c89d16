import type { Format } from '../format.ts';

/** https://www.asyncapi.com/docs/reference/specification/latest */
export const asyncapi: Format = {
  id: 'asyncapi',
  title: 'AsyncAPI document',
  stage: 'contracts',
  matches: (path) => /\.(?:json|ya?ml)$/i.test(path),
  recognises: (text) =>
    /^\s*\{/.test(text.slice(0, 1000))
      ? /"asyncapi"\s*:\s*"\d+\.\d/.test(text)
      : /^(["']?)asyncapi\1[ \t]*:[ \t]*["']?\d/m.test(text),
  limit: 20 << 20,
  read: async (file) => (await import('./read.ts')).readAsyncApi(file),
};
