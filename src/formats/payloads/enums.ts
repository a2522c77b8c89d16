import { literalText, unwrap } from '../javascript/names.ts';
import { numberIn } from '../javascript/schema-steps.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import type { EnumMember } from './payload-module.ts';
import { topConstantsOf } from './top-constants.ts';

/** Enums of a file, and the objects that stand for some: `{ … } as const` whose values are made a type of. */
export function enumsOf(syntax: Syntax): ReadonlyMap<string, ReadonlyMap<string, EnumMember>> {
  const found = new Map<string, ReadonlyMap<string, EnumMember>>();
  const { text } = syntax;
  if (!/\benum\b|\bas const\b/.test(text)) return found;
  for (const statement of syntax.root.namedChildren) {
    const outer =
      statement.type === 'export_statement' ? statement.childForFieldName('declaration') : statement;
    const declaration = outer?.type === 'ambient_declaration' ? outer.firstNamedChild : outer;
    const name = declaration?.type === 'enum_declaration' ? declaration.childForFieldName('name') : null;
    const body = declaration?.childForFieldName('body');
    if (name && body && !body.hasError) found.set(name.text, membersOf(body));
  }
  for (const [name, { value }] of topConstantsOf(syntax)) {
    const isConstant =
      value.type === 'object' &&
      /^as\s+const\b/.test(text.slice(value.endIndex, value.endIndex + 20).trimStart());
    const pattern = new RegExp(
      `\\(?typeof ${name.replaceAll('$', '\\$')}\\)?\\s{0,4}\\[\\s{0,4}keyof typeof ${name.replaceAll('$', '\\$')}\\b`,
    );
    if (isConstant && pattern.test(text)) found.set(name, pairsOf(value));
  }
  return found;
}

/** Members without a value count on from the number before; what is computed has no known value, nor has what follows. */
function membersOf(body: SyntaxNode): ReadonlyMap<string, EnumMember> {
  const found = new Map<string, EnumMember>();
  let next: number | undefined = 0;
  for (const part of body.namedChildren) {
    if (part.type === 'comment') continue;
    const isAssigned = part.type === 'enum_assignment';
    const key = isAssigned ? part.childForFieldName('name') : part;
    const value: string | number | undefined = isAssigned ? valueOf(part.childForFieldName('value')) : next;
    next = typeof value === 'number' ? value + 1 : undefined;
    if (key)
      found.set(literalText(key) ?? key.text, {
        line: lineOf(part),
        ...(value === undefined ? {} : { value }),
      });
  }
  return found;
}

function pairsOf(object: SyntaxNode): ReadonlyMap<string, EnumMember> {
  const found = new Map<string, EnumMember>();
  for (const pair of object.namedChildren) {
    const key = pair.type === 'pair' ? pair.childForFieldName('key') : null;
    const value = valueOf(pair.childForFieldName('value'));
    if (key)
      found.set(literalText(key) ?? key.text, {
        line: lineOf(pair),
        ...(value === undefined ? {} : { value }),
      });
  }
  return found;
}

function valueOf(given: SyntaxNode | null): string | number | undefined {
  const node = unwrap(given);
  const text = literalText(node);
  if (text !== undefined) return text.includes('\\') ? undefined : text;
  return node ? numberIn(node) : undefined;
}
