import { unwrap } from '../javascript/names.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';

export interface TopConstant {
  readonly value: SyntaxNode;
  readonly line: number;
}

/** Constants at the top of a file that are bound to a value, by name. */
export function topConstantsOf(syntax: Syntax): ReadonlyMap<string, TopConstant> {
  return syntax.once('constants at the top', () => {
    const found = new Map<string, TopConstant>();
    for (const statement of syntax.root.namedChildren) {
      const declaration =
        statement.type === 'export_statement' ? statement.childForFieldName('declaration') : statement;
      if (declaration?.type !== 'lexical_declaration' || declaration.child(0)?.text !== 'const') continue;
      for (const declarator of declaration.namedChildren) {
        const name = declarator.childForFieldName('name');
        const value = unwrap(declarator.childForFieldName('value'));
        if (name?.type === 'identifier' && value && !value.hasError)
          found.set(name.text, { value, line: lineOf(name) });
      }
    }
    return found;
  });
}
