import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';
import { packagedGrammars } from './packaged-grammars.ts';

export type Grammar = keyof typeof packagedGrammars;

let runtime: Promise<void> | undefined;
const languages = new Map<Grammar, Promise<Language>>();

/** A parser for the grammar; runtime and grammar are loaded once per process. Whoever asks deletes it. */
export async function createParser(grammar: Grammar): Promise<Parser> {
  runtime ??= Parser.init({ wasmBinary: wasm('tree-sitter', 'web-tree-sitter/web-tree-sitter.wasm') });
  await runtime;
  let language = languages.get(grammar);
  if (!language) {
    language = Language.load(wasm(grammar, packagedGrammars[grammar]));
    languages.set(grammar, language);
  }
  const parser = new Parser();
  parser.setLanguage(await language);
  return parser;
}

/** Built, the files lie in `grammars/` beside the chunk; run from source, in their packages. */
function wasm(name: string, file: string): Buffer {
  const beside = fileURLToPath(new URL(`./grammars/${name}.wasm`, import.meta.url));
  if (existsSync(beside)) return readFileSync(beside);
  return readFileSync(createRequire(import.meta.url).resolve(file));
}
