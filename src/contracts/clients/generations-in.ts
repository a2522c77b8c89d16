import { folderOf, joinPath, nameOf } from '../../formats/paths.ts';

/** What a setting or a command of a generator says: from which contract it makes which code. */
export interface Generation {
  readonly tool: string;
  /** relative to the root of the repository */
  readonly source: string;
  /** a file or a folder, relative to the root of the repository */
  readonly output: string;
}

/** Endings of files that set generators up or start them. */
export const generationEndings: readonly string[] = [
  '.config.ts',
  '.config.js',
  '.config.mjs',
  '.config.cjs',
  'codegen.ts',
  'codegen.yml',
  'codegen.yaml',
  'openapitools.json',
  'package.json',
  'Makefile',
  '.mk',
  'justfile',
  'Justfile',
  'Taskfile.yml',
  'Taskfile.yaml',
  '.sh',
  'generate.go',
  'gen.go',
];

/** Commands that are given what they read and what they write. */
const command =
  /\b(openapi-typescript-codegen|openapi-typescript|openapi-zod-client|openapi-generator(?:-cli)?|swagger-codegen(?:-cli)?|openapi-ts|orval|oapi-codegen|datamodel-codegen|kiota|swagger-typescript-api|oazapfts|openapi-qraft|kubb)\s([^\n]{1,1500})/g;

/** Generations that a file sets up, by its name. Linear in the text. */
export function generationsIn(path: string, text: string): readonly Generation[] {
  const name = nameOf(path);
  if (/\.config\.[cm]?[jt]s$|codegen\.(?:ts|ya?ml)$/.test(name)) return inSettings(path, text);
  if (name === 'openapitools.json') return inSettings(path, text.replace(/"(\w+)"\s*:/g, '$1:'));
  return inCommands(path, text);
}

function inSettings(path: string, text: string): readonly Generation[] {
  const found: Generation[] = [];
  const quoted = String.raw`\s{0,10}:\s{0,10}(?:\[\s{0,20})?(?:\{[^{}]{0,300}?\b(?:target|path)\s{0,10}:\s{0,10})?["'\x60]([^"'\x60\n]{1,300})["'\x60]`;
  const source = new RegExp(String.raw`\b(?:input|inputSpec|schemaFile|schema)${quoted}`, 'g');
  const output = new RegExp(
    String.raw`\b(?:output|outputFile)${quoted}|\bgenerates\s{0,10}:\s{0,10}\{\s{0,40}["'\x60]([^"'\x60\n]{1,300})["'\x60]`,
    'g',
  );
  const tool = toolOf(path, text);
  const sources = [...text.matchAll(source)];
  const outputs = [...text.matchAll(output)];
  // Each output belongs to one input beside it; what cannot be paired is left out.
  if (tool === null || sources.length !== outputs.length) return [];
  sources.forEach((each, index) => {
    const to = outputs[index];
    found.push(...generation(path, tool, each[1], to?.[1] ?? to?.[2]));
  });
  return found;
}

function toolOf(path: string, text: string): string | null {
  const name = nameOf(path);
  if (name === 'openapitools.json') return 'openapi-generator';
  if (/^orval\b/.test(name)) return 'orval';
  if (/^openapi-ts\b/.test(name)) return '@hey-api/openapi-ts';
  if (/^kubb\b/.test(name)) return 'kubb';
  if (/\bapiFile\b/.test(text) && /\bschemaFile\b/.test(text)) return 'rtk-query-codegen';
  return /codegen\./.test(name) && /\bgenerates\b/.test(text) ? 'graphql-codegen' : null;
}

function inCommands(path: string, text: string): readonly Generation[] {
  const joined = text.replace(/\\\r?\n\s*/g, ' ');
  return [...joined.matchAll(command)].flatMap(([, tool = '', rest = '']) => {
    // Another command, or the end of a script in JSON.
    const words = (rest.split(/&&|\|\||[;|]|"\s*,?\s*$/, 1)[0] ?? '').split(/[\s=]+/).filter(Boolean);
    const after = (...flags: readonly string[]): string | undefined =>
      words[words.findIndex((word) => flags.includes(word)) + 1 || words.length];
    const output = after('-o', '--output', '-output', '--output-dir', '--out');
    const given = after('-i', '--input', '--input-spec', '-d', '--openapi', '--path', '-p');
    const loose = words.find(
      (word, at) => /\.(?:ya?ml|json)$/.test(word) && words[at - 1]?.startsWith('-') !== true,
    );
    return generation(path, tool.replace(/-cli$/, ''), given ?? loose, output);
  });
}

function generation(
  path: string,
  tool: string,
  source: string | undefined,
  output: string | undefined,
): readonly Generation[] {
  if (source === undefined || output === undefined || source.includes('*')) return [];
  const clean = (word: string): string => word.replace(/^["'\\]+|["'\\,]+$/g, '');
  const [from, to] = [joinPath(folderOf(path), clean(source)), joinPath(folderOf(path), clean(output))];
  return from === null || to === null || to === '' || /:\/\//.test(source)
    ? []
    : [{ tool, source: from, output: to }];
}
