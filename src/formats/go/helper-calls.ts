import type { Read } from '../../system/facts.ts';
import { isField, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, guarded, strengthOf } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { variableName } from '../tree-sitter/naming.ts';
import { defaultedBy, handlingOf } from './handling.ts';
import { argumentsOf, definesFunction, literalText } from './names.ts';

/** Calls that give a variable's name, spelled as variables are, to something named after the environment. */
const call = /(?<![\w.])(?:(\w{1,30})\.)?(\w{1,40})\(\s{0,40}["`][A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*["`]/g;

const helper =
  /^(?:get|read|require|must(?:get)?|optional|fetch|parse|load|lookup|check|from)?_?(?:optional|required|os)?_?env(?:iron(?:ment)?)?_?(?:var(?:iable)?|value|string|str|int\d*|uint\d*|num|bool(?:ean)?|flag|float\d*|list|slice|url|duration|(?:as|or|with)\w+|required|optional|default|fallback)?$/i;

/** A cheap look for {@link helperReadsOf}. */
export function callsHelpers(text: string): boolean {
  return /[eE]nv\w{0,30}(?:\.\w{1,30})?\(\s{0,40}["`][A-Z]|\bEnvVars?\b|\bEnvar\(|\benv\.Provider\(/.test(
    text,
  );
}

/** Reads by helpers from other files, by flags that take a variable, and by loaders of a prefix. */
export function helperReadsOf(syntax: Syntax): readonly Read[] {
  const found: Read[] = [];
  for (const match of syntax.text.matchAll(call)) {
    const [all, owner = '', name = ''] = match;
    if (!isHelper(owner, name) || definesFunction(name, syntax)) continue;
    syntax.checkTime();
    const at = match.index + all.lastIndexOf('(');
    const list = syntax.root.descendantForIndex(at, at + 1)?.parent;
    if (list?.type !== 'argument_list' || list.parent?.type !== 'call_expression') continue;
    const [first, second] = argumentsOf(list.parent);
    const variable = literalText(first ?? null);
    if (!first || variable === undefined) continue;
    const use = useOf(name, list.parent, second, syntax);
    const via = owner === '' ? name : `${owner}.${name}`;
    found.push({ kind: 'read', name: variable, line: lineOf(first), phase: 'run', via, ...strengthOf(use) });
  }
  return [...found, ...flagReadsOf(syntax), ...providersOf(syntax)];
}

/** `GetEnv`, `utils.MustGetenv`, `env.String`; not `Setenv`, nor what the standard library has. */
function isHelper(owner: string, name: string): boolean {
  if (/^(os|syscall|t|b)$/.test(owner)) return false;
  if (/^(env|envutil|envutils|osenv|envvar|environ)$/i.test(owner))
    return /^(Must|Get|Lookup|Read|Require|String|Int|Bool|Duration|Float|Var)/.test(name);
  return helper.test(name);
}

function useOf(name: string, node: SyntaxNode, second: SyntaxNode | undefined, syntax: Syntax): Use {
  if (/must|require/i.test(name)) return asserted;
  if (second) return defaultedBy(second);
  const use = handlingOf(node, syntax);
  return use.handling === 'asserted' || use.handling === 'defaulted' ? use : guarded;
}

/** `EnvVars: []string{"A"}` of urfave/cli, `.Envar("A")` of kingpin: the command line can give the value, too. */
function flagReadsOf(syntax: Syntax): readonly Read[] {
  return ['EnvVars', 'EnvVar', 'Envar'].flatMap((word) =>
    [...syntax.words(word)].flatMap((node) => {
      const key = node.parent?.type === 'literal_element' ? node.parent : undefined;
      const isKey = key?.parent?.type === 'keyed_element' && isField(key, 'key');
      const call = node.parent?.type === 'selector_expression' ? node.parent.parent : null;
      const value = isKey
        ? key.parent?.childForFieldName('value')
        : call?.type === 'call_expression'
          ? call
          : null;
      if (!value) return [];
      const hasDefault = isKey && /[{,\n]\s*Value:/.test(key.parent?.parent?.text ?? '');
      const texts = value.descendantsOfType(['interpreted_string_literal', 'raw_string_literal']);
      return texts.flatMap((text) =>
        (literalText(text) ?? '').split(',').flatMap((name): readonly Read[] => {
          if (!variableName.test(name.trim())) return [];
          const strength = hasDefault ? 'defaulted' : 'guarded';
          return [{ kind: 'read', name: name.trim(), line: lineOf(text), strength, phase: 'run', via: word }];
        }),
      );
    }),
  );
}

/** koanf's `env.Provider("APP_", …)`. */
function providersOf(syntax: Syntax): readonly Read[] {
  return [...syntax.words('Provider')].flatMap((node): readonly Read[] => {
    const call = node.parent?.parent;
    if (node.parent?.text !== 'env.Provider' || call?.type !== 'call_expression') return [];
    const name = literalText(argumentsOf(call)[0] ?? null) ?? '';
    return [
      { kind: 'read', name, line: lineOf(call), strength: 'prefix', phase: 'run', via: 'env.Provider' },
    ];
  });
}
