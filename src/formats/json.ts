import { parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node as JsonAst, ParseError } from 'jsonc-parser';
import { Unreadable } from './format.ts';
import { conflictLine, Lines } from './lines.ts';
import type { MapEntry, Node } from './node.ts';

/**
 * JSON with the line of every part. `comments` also allows comments and trailing
 * commas, as tsconfig, turbo and wrangler files do. Throws {@link Unreadable}.
 * For big files where lines matter for few parts, use `JSON.parse` and look lines up.
 */
export function readJson(text: string, options: { readonly comments?: boolean } = {}): Node {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const lines = new Lines(text);
  const errors: ParseError[] = [];
  const root = parse(text, errors, options.comments === true);
  const [error] = errors;
  if (error || !root) {
    const line = lines.at(error?.offset ?? 0);
    throw new Unreadable(
      'unparsable',
      `Invalid JSON at line ${line}: ${error ? printParseErrorCode(error.error) : 'empty'}`,
    );
  }
  return convert(root, lines);
}

function parse(text: string, errors: ParseError[], loose: boolean): JsonAst | undefined {
  try {
    return parseTree(text, errors, { disallowComments: !loose, allowTrailingComma: loose });
  } catch (error) {
    if (error instanceof RangeError) throw new Unreadable('too-deep', 'JSON is nested too deeply');
    throw error;
  }
}

function convert(ast: JsonAst, lines: Lines, depth = 0): Node {
  if (depth > 500) throw new Unreadable('too-deep', 'JSON is nested more than 500 levels deep');
  const line = lines.at(ast.offset);
  if (ast.type === 'array') {
    return {
      kind: 'list',
      line,
      items: (ast.children ?? []).map((child) => convert(child, lines, depth + 1)),
    };
  }
  if (ast.type === 'object') {
    const map = new Map<string, MapEntry>();
    for (const { children } of ast.children ?? []) {
      const [key, value] = children ?? [];
      if (!key || !value) continue;
      const name = String(key.value);
      map.set(name, {
        key: name,
        line: lines.at(key.offset),
        node: convert(value, lines, depth + 1),
        merged: false,
      });
    }
    return { kind: 'map', line, entries: map };
  }
  const value = ast.value as string | number | boolean | null;
  return { kind: 'scalar', line, value, text: value === null ? '' : String(value) };
}
