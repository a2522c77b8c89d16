import { literalText } from '../javascript/names.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import type { ExportedName, Exports } from './payload-module.ts';

/** Names that a file exports; `default` is not among them, since whoever imports it chooses its name. */
export function exportsOf(syntax: Syntax): Exports {
  const names = new Map<string, ExportedName>();
  const stars: string[] = [];
  let isOpen = /\b(?:module\.exports|exports\.[\w$]+|exports\[)/.test(syntax.text);
  for (const statement of syntax.root.namedChildren) {
    syntax.checkTime();
    if (statement.type !== 'export_statement') {
      // Something that could not be parsed may be an export.
      if (statement.hasError && /\bexport\b/.test(statement.text)) isOpen = true;
      continue;
    }
    const source = literalText(statement.childForFieldName('source'));
    const declaration = statement.childForFieldName('declaration');
    const clause = statement.namedChildren.find(({ type }) => type === 'export_clause');
    const space = statement.namedChildren.find(({ type }) => type === 'namespace_export');
    const isDefault = statement.children.some(({ type }) => type === 'default');
    if (statement.hasError || statement.children.some(({ type }) => type === '=')) isOpen = true;
    if (space) names.set(space.firstNamedChild?.text ?? '', { line: lineOf(space), isDeclared: false });
    else if (clause) {
      for (const part of clause.namedChildren.filter(({ type }) => type === 'export_specifier')) {
        const name = part.childForFieldName('alias') ?? part.childForFieldName('name');
        if (name) names.set(textOf(name), { line: lineOf(part), isDeclared: source === undefined });
      }
    } else if (source !== undefined) stars.push(source);
    else if (declaration && !isDefault)
      for (const name of declaredNames(declaration))
        if (!names.has(name.text)) names.set(name.text, { line: lineOf(name), isDeclared: true });
  }
  return { names, stars, isOpen };
}

function textOf(name: SyntaxNode): string {
  return literalText(name) ?? name.text;
}

function declaredNames(declaration: SyntaxNode): readonly SyntaxNode[] {
  if (declaration.type === 'ambient_declaration') return declaration.namedChildren.flatMap(declaredNames);
  if (!/^(?:lexical|variable)_declaration$/.test(declaration.type)) {
    const name = declaration.childForFieldName('name');
    return name ? [name] : [];
  }
  return declaration.namedChildren.flatMap((declarator) => {
    const name = declarator.childForFieldName('name');
    if (!name) return [];
    return name.type === 'identifier' ? [name] : boundIn(name);
  });
}

/** Names that a pattern binds: `{ a, b: c, ...rest }`. */
function boundIn(pattern: SyntaxNode): readonly SyntaxNode[] {
  return pattern.namedChildren.flatMap((part) => {
    if (/^(?:identifier|shorthand_property_identifier_pattern)$/.test(part.type)) return [part];
    if (part.type === 'pair_pattern') {
      const value = part.childForFieldName('value');
      return value?.type === 'identifier' ? [value] : value ? boundIn(value) : [];
    }
    return boundIn(part);
  });
}
