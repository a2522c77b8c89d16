import type { Format } from '../format.ts';

/** Editors and platforms keep copies of schemas there which are somebody else's promise. */
const notOwn = /(?:^|\/)(?:\.vscode|\.github|\.idea|\.devcontainer)\//;

/** https://json-schema.org: files that say so at their top; tools' own schemas that are only copied are nobody's promise here. */
export const jsonSchema: Format = {
  id: 'json-schema',
  title: 'JSON Schema',
  stage: 'contracts',
  matches: (path) => /\.(?:json|ya?ml)$/i.test(path) && !notOwn.test(path),
  recognises: (text) => {
    const top = text.slice(0, 2000);
    const says = /^\s*\{/.test(top)
      ? /^\s{0,10}"\$schema"\s*:\s*"https?:\/\/json-schema\.org\/|^\s*\{[^{}[\]]{0,1500}"\$schema"\s*:\s*"https?:\/\/json-schema\.org\//m
      : /^["']?\$schema["']?[ \t]*:[ \t]*["']?https?:\/\/json-schema\.org\//m;
    return (
      says.test(top) &&
      !/"\$?id"\s*:\s*"https?:\/\/(?:[\w.-]*\.)?(?:schemastore\.(?:org|azurewebsites\.net)|json-schema\.org)\//.test(
        top,
      )
    );
  },
  limit: 20 << 20,
  read: async (file) => (await import('./read.ts')).readJsonSchema(file),
};
