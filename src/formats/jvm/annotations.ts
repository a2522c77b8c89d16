import type { Fact } from '../../system/facts.ts';
import type { NullableLanguage } from '../nullable/language.ts';
import { isVariable, placeholderReads } from '../placeholders.ts';
import { enclosing, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';

/** Annotations whose texts a framework fills in; others have uses of their own for `${}` (MyBatis, validation). */
const filledIn =
  /^(?:Value|Scheduled|Schedules|\w*Listener|FeignClient|\w*Mapping|GetExchange|PostExchange|HttpExchange|PropertySource|CrossOrigin|Retryable|Backoff|TopicPartition|Client|Controller|Get|Post|Put|Delete|Path|SchedulerLock|SendTo|Bean|Cacheable)$/;

/** Keys that annotations ask for. */
export function annotationFacts(syntax: Syntax, language: NullableLanguage): readonly Fact[] {
  const annotations = syntax.root.descendantsOfType(['annotation', 'marker_annotation']);
  return annotations.flatMap((annotation): readonly Fact[] => {
    syntax.checkTime();
    const name = annotationName(annotation);
    if (name === 'ConfigProperty') return configProperty(annotation, language);
    if (name === 'Property') return property(annotation, language);
    if (name === 'EnableConfigServer') return [];
    if (name === 'PropertySource') return propertySource(annotation, language);
    if (!filledIn.test(name)) return [];
    return stringsIn(annotation, language).flatMap(({ text, line }) =>
      placeholderReads(text, () => line, `@${name}`),
    );
  });
}

/** Name of an annotation, without its package. */
export function annotationName(annotation: SyntaxNode): string {
  const name =
    annotation.childForFieldName('name') ??
    annotation.descendantsOfType('user_type')[0] ??
    annotation.firstNamedChild;
  return /(\w+)$/.exec(name?.text ?? '')?.[1] ?? '';
}

interface Piece {
  readonly text: string;
  readonly line: number;
}

function stringsIn(node: SyntaxNode, language: NullableLanguage): readonly Piece[] {
  return node.descendantsOfType(['string_literal', 'multiline_string_literal']).flatMap((each) => {
    const text = language.string(each);
    return text === undefined ? [] : [{ text, line: lineOf(each) }];
  });
}

/** The string that an annotation is given under one of the names; `''` is the one without a name. */
export function argumentOf(
  annotation: SyntaxNode,
  language: NullableLanguage,
  ...names: readonly string[]
): Piece | undefined {
  for (const each of annotation.descendantsOfType(['string_literal', 'multiline_string_literal'])) {
    const pair = enclosing(each, 'element_value_pair', 'value_argument', 'annotation');
    const isNamed = pair !== undefined && pair.type !== 'annotation' && pair.namedChildCount > 1;
    const text = language.string(each);
    if (text !== undefined && names.includes(isNamed ? (pair.namedChild(0)?.text ?? '') : ''))
      return { text, line: lineOf(each) };
  }
  return undefined;
}

/** MicroProfile and Quarkus: start-up fails when there is neither a value nor a default. */
function configProperty(annotation: SyntaxNode, language: NullableLanguage): readonly Fact[] {
  const name = argumentOf(annotation, language, 'name');
  if (!name) return [];
  const defaulted = argumentOf(annotation, language, 'defaultValue') !== undefined;
  return [
    keyRead(
      name,
      '@ConfigProperty',
      defaulted ? 'defaulted' : mayBeNothing(annotation) ? 'guarded' : 'required',
    ),
  ];
}

/** Micronaut. */
function property(annotation: SyntaxNode, language: NullableLanguage): readonly Fact[] {
  const name = argumentOf(annotation, language, 'name');
  if (!name || !/^[a-z][\w-]*(?:\.[\w-]+)+$/.test(name.text)) return [];
  const defaulted = argumentOf(annotation, language, 'defaultValue') !== undefined;
  return [keyRead(name, '@Property', defaulted ? 'defaulted' : 'guarded')];
}

function keyRead({ text, line }: Piece, via: string, strength: 'required' | 'defaulted' | 'guarded'): Fact {
  if (isVariable.test(text)) return { kind: 'read', name: text, line, strength, phase: 'run', via };
  return { kind: 'config-read', family: 'jvm', key: text, line, strength, via };
}

/** The type of what it stands on says that there may be nothing: `Optional<String>`, `String?`. */
function mayBeNothing(annotation: SyntaxNode): boolean {
  const holder = annotation.parent?.parent;
  const head =
    holder?.text
      .slice(annotation.endIndex - holder.startIndex)
      .split('\n', 6)
      .join(' ') ?? '';
  return /\bOptional|\bProvider<|\bInstance<|\bSupplier<|@Nullable|\w\?\s*(?:[,)=]|$)/.test(
    head.slice(0, 300),
  );
}

function propertySource(annotation: SyntaxNode, language: NullableLanguage): readonly Fact[] {
  return stringsIn(annotation, language)
    .filter(({ text }) => /\.ya?ml$/.test(text))
    .map(({ line }) => ({ kind: 'config-source', family: 'jvm', name: '@PropertySource', line }));
}
