import { Unreadable } from '../format.ts';
import { grammarOf } from '../javascript/read.ts';
import { readSyntax } from '../tree-sitter/syntax.ts';
import { enumsOf } from './enums.ts';
import { exportsOf } from './exports.ts';
import type { PayloadModule } from './payload-module.ts';
import { routersOf } from './routers.ts';
import { schemasOf } from './schemas.ts';

/** Reads what a JavaScript or TypeScript file offers to others; null when it cannot be parsed. */
export async function readPayloads(path: string, text: string): Promise<PayloadModule | null> {
  try {
    return await readSyntax(grammarOf(path, text), text, (syntax) => ({
      exports: exportsOf(syntax),
      routers: routersOf(syntax),
      ...schemasOf(syntax),
      enums: enumsOf(syntax),
    }));
  } catch (error) {
    // Its reader for variables tells that a file cannot be parsed.
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
