import type { Declaration } from '../../system/facts.ts';
import { variableName } from '../tree-sitter/naming.ts';
import { ancestors, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { acceptsOfType } from './field-types.ts';

/** A cheap look for {@link taggedVariablesOf}. */
export function hasTags(text: string): boolean {
  return /\b(?:env|envconfig|split_words):"/.test(text);
}

/** Variables that fill structs by their tags: caarlos0/env, envconfig (both), cleanenv, kong, go-flags. */
export function taggedVariablesOf(syntax: Syntax): readonly Declaration[] {
  if (!hasTags(syntax.text)) return [];
  const fields = syntax.root.descendantsOfType('field_declaration').flatMap((node) => {
    const tag = node.childForFieldName('tag');
    return tag ? [{ node, tags: parseTags(tag.text.slice(1, -1)) }] : [];
  });
  const prefixes = prefixesOf(fields);
  const options = optionsOf(syntax.text);
  return fields.flatMap(({ node, tags }): readonly Declaration[] => {
    const variable = variableOf(node, tags, options);
    if (!variable || /^\*?struct\b/.test(node.childForFieldName('type')?.text ?? '')) return [];
    return pathsTo(node, prefixes).flatMap((prefix): readonly Declaration[] => {
      const name = prefix + variable.name;
      if (!variableName.test(name)) return [];
      const accepts = acceptsOfType(node.childForFieldName('type')?.text ?? '');
      const rule = { ...variable.rule, ...(accepts ? { accepts } : {}) };
      return [{ kind: 'declaration', name, role: 'validated', phase: 'run', line: lineOf(node), ...rule }];
    });
  });
}

type Tags = ReadonlyMap<string, string>;

function parseTags(text: string): Tags {
  return new Map(
    [...text.matchAll(/([\w-]+):"((?:[^"\\]|\\.)*)"/g)].map(([, key = '', value = '']) => [key, value]),
  );
}

interface Options {
  /** of the whole file, caarlos0 */
  readonly prefix: string;
  readonly requiredIfNoDefault: boolean;
  /** of `envconfig.Process`; undefined when that is called elsewhere */
  readonly processed: string | undefined;
}

function optionsOf(text: string): Options {
  const given = /\benv\.Options\{([^}]{0,500})\}/.exec(text)?.[1] ?? '';
  const processed = /\benvconfig\.(?:Must)?Process\(\s*"(\w*)"/.exec(text)?.[1];
  return {
    prefix: /\bPrefix:\s*"(\w+)"/.exec(given)?.[1] ?? '',
    requiredIfNoDefault: /\bRequiredIfNoDef:\s*true/.test(given),
    processed: processed ?? (/\benvconfig\.Process\(\s*\w*[cC]tx/.test(text) ? '' : undefined),
  };
}

interface Variable {
  readonly name: string;
  readonly rule: Pick<Declaration, 'required' | 'defaulted'>;
}

function variableOf(node: SyntaxNode, tags: Tags, options: Options): Variable | undefined {
  const env = tags.get('env');
  if (env !== undefined) return ofEnv(env, tags, options);
  const explicit = tags.get('envconfig');
  if (explicit === undefined && tags.get('split_words') !== 'true') return undefined;
  const field = node.childForFieldName('name')?.text ?? '';
  const own = explicit === undefined || explicit === '' ? inWords(field) : explicit;
  if (own === '-') return undefined;
  const defaulted = tags.has('default');
  const required = !defaulted && tags.get('required') === 'true';
  const name = options.processed ? `${options.processed}_${own}` : own;
  // Without the call in sight a prefix may stand before the name.
  return {
    name: name.toUpperCase(),
    rule: options.processed === undefined && required ? { defaulted } : { required, defaulted },
  };
}

function ofEnv(env: string, tags: Tags, options: Options): Variable | undefined {
  const [name = '', ...flags] = env.split(',').map((part) => part.trim());
  if (name === '' || name === '-') return undefined;
  const defaulted =
    ['envDefault', 'env-default', 'default'].some((key) => tags.has(key)) ||
    flags.some((flag) => flag.startsWith('default='));
  // Options of the command line that a variable can stand in for.
  const isOption = ['short', 'long', 'help', 'cmd', 'arg', 'description'].some((key) => tags.has(key));
  const isRequired =
    flags.some((flag) => /^(required|notEmpty)$/.test(flag)) ||
    tags.get('env-required') === 'true' ||
    tags.get('required') === 'true' ||
    options.requiredIfNoDefault;
  return {
    name: options.prefix + name,
    rule: { required: isRequired && !defaulted && !isOption, defaulted },
  };
}

/** `HTTPPort` is `HTTP_PORT`. */
function inWords(field: string): string {
  return field.replaceAll(/([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])/g, '$1$3_$2$4');
}

type Prefixes = ReadonlyMap<string, readonly { readonly prefix: string; readonly owner: string }[]>;

/** Struct types that are fields of others, with the prefix they get there and the type that has them. */
function prefixesOf(fields: readonly { readonly node: SyntaxNode; readonly tags: Tags }[]): Prefixes {
  const found = new Map<string, { prefix: string; owner: string }[]>();
  for (const { node, tags } of fields) {
    const type = /^\*?(\w+)$/.exec(node.childForFieldName('type')?.text ?? '')?.[1];
    const prefix =
      tags.get('envPrefix') ?? tags.get('env-prefix') ?? /\bprefix=(\w+)/.exec(tags.get('env') ?? '')?.[1];
    if (type === undefined || prefix === undefined) continue;
    found.set(type, [...(found.get(type) ?? []), { prefix, owner: typeAround(node) }]);
  }
  return found;
}

/** All that is put before a field's name on the ways to it. */
function pathsTo(node: SyntaxNode, prefixes: Prefixes): readonly string[] {
  const inner = innerPrefix(node);
  const climb = (type: string, depth: number): readonly string[] => {
    const ways = prefixes.get(type);
    if (!ways || depth > 5) return [''];
    return ways.flatMap(({ prefix, owner }) => climb(owner, depth + 1).map((outer) => outer + prefix));
  };
  return [...new Set(climb(typeAround(node), 0))].slice(0, 20).map((outer) => outer + inner);
}

/** Prefixes of the anonymous structs a field stands in. */
function innerPrefix(node: SyntaxNode): string {
  let prefix = '';
  for (const around of ancestors(node)) {
    const tag = around.type === 'field_declaration' ? around.childForFieldName('tag') : null;
    if (tag) prefix = (parseTags(tag.text.slice(1, -1)).get('envPrefix') ?? '') + prefix;
  }
  return prefix;
}

function typeAround(node: SyntaxNode): string {
  for (const around of ancestors(node))
    if (around.type === 'type_spec') return around.childForFieldName('name')?.text ?? '';
  return '';
}
