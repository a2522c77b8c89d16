import type { Accepts } from '../../system/accepted-values.ts';
import type { Declaration } from '../../system/facts.ts';
import { digestOf } from '../../system/value-shape.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { textsOf } from './access.ts';
import { phaseAt } from './found-read.ts';
import { argumentsOf, callOf, literalText, literalValue } from './names.ts';
import { acceptsOfField } from './settings-accepts.ts';

/** Variables that pydantic settings classes check: fields of `BaseSettings` and of what derives from it in this file. */
export function settingsOf(syntax: Syntax, path: string): readonly Declaration[] {
  if (!/\w*Base\w*Settings\b/.test(syntax.text)) return [];
  const classes = syntax.root.descendantsOfType('class_definition');
  const settings = new Map<string, Options>();
  const found: Declaration[] = [];
  for (const owner of classes) {
    const bases = (owner.childForFieldName('superclasses')?.namedChildren ?? []).map((base) => base.text);
    const parent = bases.map((base) => settings.get(base)).find((options) => options !== undefined);
    if (!parent && !bases.some((base) => /^(?:\w+\.)?\w*Base\w*Settings$/.test(base))) continue;
    const options = optionsOf(owner, parent ?? { prefix: '', caseSensitive: false });
    settings.set(owner.childForFieldName('name')?.text ?? '', options);
    for (const { field, names, rule, accepts } of fieldsOf(owner, options, syntax)) {
      for (const name of names) {
        const required = rule.required && names.length === 1 && !isGiven(owner, fieldName(field), syntax);
        const at = { line: lineOf(field), phase: phaseAt(path) };
        found.push({
          kind: 'declaration',
          name,
          role: 'validated',
          ...at,
          required,
          defaulted: rule.defaulted,
          ...(rule.fallback === undefined ? {} : { fallback: rule.fallback }),
          ...(accepts ? { accepts } : {}),
        });
      }
    }
  }
  return found;
}

/** Code of this file fills the field in when it makes the object: `Settings(secret=…)`, `Settings(**found)`. */
function isGiven(owner: SyntaxNode, field: string, syntax: Syntax): boolean {
  const name = owner.childForFieldName('name')?.text ?? '';
  const given = syntax.once(`given ${name}`, () => {
    const calls = [...syntax.words(name)].flatMap((node) => callOf(node) ?? []);
    const splat = calls.some((call) =>
      call.childForFieldName('arguments')?.namedChildren.some(({ type }) => type === 'dictionary_splat'),
    );
    return { splat, names: new Set(calls.flatMap((call) => [...argumentsOf(call).named.keys()])) };
  });
  return given.splat || given.names.has(field);
}

function fieldName(field: SyntaxNode): string {
  return field.childForFieldName('left')?.text ?? '';
}

interface Options {
  readonly prefix: string;
  readonly caseSensitive: boolean;
}

/** `model_config = SettingsConfigDict(env_prefix="APP_")`, or `class Config:` of the first version. */
function optionsOf(owner: SyntaxNode, inherited: Options): Options {
  const body = owner.childForFieldName('body')?.namedChildren ?? [];
  const config = body.find(
    (statement) =>
      (statement.type === 'class_definition' && statement.childForFieldName('name')?.text === 'Config') ||
      statement.firstNamedChild?.childForFieldName('left')?.text === 'model_config',
  );
  const text = config?.text ?? '';
  const prefix = /\benv_prefix['"]?\s*[=:]\s*['"](\w*)['"]/.exec(text)?.[1];
  const caseSensitive = /\bcase_sensitive['"]?\s*[=:]\s*(True|False)/.exec(text)?.[1];
  return {
    prefix: prefix ?? inherited.prefix,
    caseSensitive: caseSensitive === undefined ? inherited.caseSensitive : caseSensitive === 'True',
  };
}

interface Field {
  readonly field: SyntaxNode;
  /** variables that may fill it; the first that is there wins */
  readonly names: readonly string[];
  readonly rule: { readonly required: boolean; readonly defaulted: boolean; readonly fallback?: string };
  readonly accepts: Accepts | undefined;
}

function fieldsOf(owner: SyntaxNode, { prefix, caseSensitive }: Options, syntax: Syntax): readonly Field[] {
  const body = owner.childForFieldName('body')?.namedChildren ?? [];
  return body.flatMap((statement): readonly Field[] => {
    const field = statement.type === 'expression_statement' ? statement.firstNamedChild : null;
    const name = field?.type === 'assignment' ? field.childForFieldName('left') : null;
    const type = field?.childForFieldName('type');
    if (!field || name?.type !== 'identifier' || !type) return [];
    if (/^_|^model_config$/.test(name.text) || type.text.includes('ClassVar')) return [];
    const value = field.childForFieldName('right');
    const call = fieldCall(value) ?? type.descendantsOfType('call').find((node) => fieldCall(node));
    const own = call ? aliasesOf(call) : [];
    const plain = caseSensitive ? prefix + name.text : (prefix + name.text).toUpperCase();
    const names =
      own.length > 0 ? own.map((alias) => (caseSensitive ? alias : alias.toUpperCase())) : [plain];
    const accepts = acceptsOfField(type, call, owner, name.text, syntax);
    return [{ field, names, rule: ruleOf(value, call, type), accepts }];
  });
}

function fieldCall(node: SyntaxNode | null): SyntaxNode | undefined {
  return node?.type === 'call' && /^(?:\w+\.)?Field$/.test(node.childForFieldName('function')?.text ?? '')
    ? node
    : undefined;
}

/** `env="X"`, `alias="X"`, `validation_alias=AliasChoices("X", "Y")`: prefixes do not apply to them. */
function aliasesOf(call: SyntaxNode): readonly string[] {
  const { named } = argumentsOf(call);
  const value = named.get('validation_alias') ?? named.get('env') ?? named.get('alias');
  if (value?.type !== 'call') return textsOf(value);
  return argumentsOf(value).positional.flatMap((choice) => literalText(choice) ?? []);
}

function ruleOf(value: SyntaxNode | null, call: SyntaxNode | undefined, type: SyntaxNode): Field['rule'] {
  const optional = /\bOptional\[|\|\s*None\b|\bNone\s*\|/.test(type.text);
  if (value && value.id !== call?.id) return withDefault(value);
  if (!call) return { required: !optional, defaulted: false };
  const { positional, named } = argumentsOf(call);
  const own = positional[0] ?? named.get('default') ?? named.get('default_factory');
  if (!own || own.type === 'ellipsis') return { required: !optional, defaulted: false };
  return withDefault(own);
}

function withDefault(value: SyntaxNode): Field['rule'] {
  const text = literalValue(value);
  const fallback = text === undefined ? {} : { fallback: digestOf(text) };
  return { required: false, defaulted: value.type !== 'none', ...fallback };
}
