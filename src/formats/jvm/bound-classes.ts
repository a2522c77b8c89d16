import type { ConfigRead } from '../../system/app-config-facts.ts';
import type { NullableLanguage } from '../nullable/language.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { annotationName, argumentOf } from './annotations.ts';

const classes = ['class_declaration', 'record_declaration', 'interface_declaration'];
const required = /^(?:NotNull|NotBlank|NotEmpty)$/;

/** Classes, records and interfaces that a prefix of the configuration is bound to: one key for each field. */
export function boundClasses(syntax: Syntax, language: NullableLanguage): readonly ConfigRead[] {
  const words = ['ConfigurationProperties', 'ConfigMapping'].flatMap((word) => [...syntax.words(word)]);
  return words.flatMap((word) => {
    const annotation = upTo(word, ['annotation']);
    const holder = annotation?.parent?.parent;
    if (!annotation || !holder || !classes.includes(holder.type)) return [];
    const prefix = argumentOf(annotation, language, 'prefix', 'value', '')?.text;
    return prefix === undefined ? [] : fieldsOf(holder).flatMap((field) => readOf(field, prefix, holder));
  });
}

function upTo(node: SyntaxNode, types: readonly string[]): SyntaxNode | undefined {
  let current: SyntaxNode | null = node;
  for (let level = 0; current && level < 6; level += 1) {
    if (types.includes(current.type)) return current;
    current = current.parent;
  }
  return undefined;
}

/** Fields of the class itself, components of a record, parameters of a primary constructor. */
function fieldsOf(holder: SyntaxNode): readonly SyntaxNode[] {
  const body =
    holder.childForFieldName('body') ?? holder.namedChildren.find(({ type }) => type === 'class_body');
  const parameters = holder.childForFieldName('parameters')?.namedChildren ?? [];
  const constructor = holder.namedChildren.find(({ type }) => type === 'primary_constructor');
  return [
    ...parameters,
    ...(constructor?.namedChild(0)?.namedChildren ?? []),
    ...(body?.namedChildren ?? []),
  ].filter(({ type }) =>
    /^(?:field_declaration|formal_parameter|class_parameter|property_declaration)$/.test(type),
  );
}

function readOf(field: SyntaxNode, prefix: string, holder: SyntaxNode): readonly ConfigRead[] {
  const modifiers = field.namedChildren.find(({ type }) => type === 'modifiers');
  if (/\bstatic\b/.test(modifiers?.text ?? '')) return [];
  const declarator = field.childForFieldName('declarator') ?? field;
  const name =
    declarator.childForFieldName('name') ??
    field.namedChildren.find(({ type }) => type === 'variable_declaration')?.namedChild(0) ??
    field.namedChildren.find(({ type }) => type === 'identifier');
  if (!name) return [];
  const annotations = (modifiers?.namedChildren ?? []).map(annotationName);
  const isNeeded =
    annotations.some((each) => required.test(each)) && /@Validated\b/.test(holder.text.slice(0, 3000));
  const hasValue =
    declarator.childForFieldName('value') !== null ||
    annotations.includes('DefaultValue') ||
    /=/.test(field.text.replace(/\([^()]*\)/g, ''));
  return [
    {
      kind: 'config-read',
      family: 'jvm',
      key: prefix === '' ? name.text : `${prefix}.${name.text}`,
      line: lineOf(name),
      strength: hasValue ? 'defaulted' : isNeeded ? 'required' : 'guarded',
      via: '@ConfigurationProperties',
      relaxed: true,
      section: true,
    },
  ];
}
