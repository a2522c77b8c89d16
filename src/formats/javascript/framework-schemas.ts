import { isField } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { optionOf } from './schema-steps.ts';

/** A cheap look for schemas of Adonis and Astro. */
export const frameworkSchemas = /\bEnv\.schema\b|\benvField\b/;

/** `Env.create(url, { … })` and `Env.rules({ … })` of Adonis; `schema: { … }` with fields of Astro. */
export function* frameworkSchemasOf(syntax: Syntax): Generator<SyntaxNode> {
  for (const name of ['create', 'rules']) {
    for (const node of syntax.words(name)) {
      const call = node.parent?.parent;
      if (call?.type !== 'call_expression' || node.parent?.childForFieldName('object')?.text !== 'Env')
        continue;
      const object = call
        .childForFieldName('arguments')
        ?.namedChildren.findLast(({ type }) => type === 'object');
      if (object) yield object;
    }
  }
  for (const node of syntax.words('schema')) {
    const value =
      node.parent?.type === 'pair' && isField(node, 'key') ? node.parent.childForFieldName('value') : null;
    if (value?.type === 'object' && /\benvField\./.test(value.text.slice(0, 2000))) yield value;
  }
}

/** Astro puts what is public, or meant for browsers, into the bundle. */
export function isInlinedField(field: SyntaxNode): boolean {
  if (!field.text.startsWith('envField.')) return false;
  const [options] = field.childForFieldName('arguments')?.namedChildren ?? [];
  const isOne = (option: string, value: string): boolean =>
    optionOf(options, option)?.text.includes(value) === true;
  return isOne('context', 'client') || isOne('access', 'public');
}
