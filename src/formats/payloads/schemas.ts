import type { JsonObject } from '../../contracts/at.ts';
import { escapePointer } from '../../contracts/at.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import type { SchemaSet } from './payload-module.ts';
import { emit } from './zod/emit.ts';
import { ZodReader } from './zod/zod-reader.ts';

/** Schemas of zod that are bound to constants at the top of a file, as JSON Schemas of what they take in. */
export function schemasOf(syntax: Syntax): SchemaSet | null {
  if (!/\bz\.\w/.test(syntax.text) || !/\bzod\b/.test(syntax.text)) return null;
  const constants = constantsOf(syntax);
  const values = new Map([...constants].map(([name, { value }]) => [name, value]));
  const reader = new ZodReader(syntax, values);
  const lines = new Map<string, number>();
  const least: Record<string, JsonObject> = {};
  const most: Record<string, JsonObject> = {};
  for (const [name, { line }] of constants) {
    const type = reader.constant(name);
    if (type.body.kind === 'unknown') continue;
    const pointer = `/$defs/${escapePointer(name)}`;
    lines.set(pointer, line);
    least[name] = emit(type, pointer, 'required', (at, inner) => lines.set(at, inner));
    most[name] = emit(type, pointer, 'optional', () => undefined);
  }
  const names = Object.keys(least);
  return names.length === 0 ? null : { least: { $defs: least }, most: { $defs: most }, lines, names };
}

interface Constant {
  readonly value: SyntaxNode;
  readonly line: number;
}

function constantsOf(syntax: Syntax): ReadonlyMap<string, Constant> {
  const found = new Map<string, Constant>();
  for (const statement of syntax.root.namedChildren) {
    const declaration =
      statement.type === 'export_statement' ? statement.childForFieldName('declaration') : statement;
    if (declaration?.type !== 'lexical_declaration' || declaration.child(0)?.text !== 'const') continue;
    for (const declarator of declaration.namedChildren) {
      const name = declarator.childForFieldName('name');
      const value = declarator.childForFieldName('value');
      if (name?.type === 'identifier' && value && !value.hasError)
        found.set(name.text, { value, line: lineOf(name) });
    }
  }
  return found;
}
