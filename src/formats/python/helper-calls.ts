import { enclosing, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, guarded } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { textsOf } from './access.ts';
import { foundRead } from './found-read.ts';
import type { FoundRead } from './found-read.ts';
import { defaultedBy } from './handling.ts';
import { argumentsOf, functionNamed, literalText } from './names.ts';
import { libraryOf } from './libraries.ts';
import type { Library } from './libraries.ts';

/** Calls that give a variable's name, spelled as variables are, to something named after the environment or the configuration. */
const call =
  /(?<![\w.])(?:(\w{0,30}env\w{0,30}|config|\w{0,20}_config)(?:\.\w{1,20})?)\(\s{0,80}['"][A-Z][A-Z0-9_]*['"]/i;

const helper =
  /^(?:get|read|require|must|optional|fetch|parse|load|assert|ensure|check|need|try|from|process|default)?_?(?:optional|required|os|system)?_?env(?:iron(?:ment)?)?_?(?:var(?:iable)?s?|value|string|str|int(?:eger)?|num(?:ber)?|bool(?:ean)?|flag|float|list|array|url|json|path|or_\w+|required|optional|with_\w+)?$/i;

/** A cheap look for {@link helperReadsOf}. */
export function callsHelpers(text: string): boolean {
  return call.test(text) || /\b(?:envvar|env_var|envvar_prefix)\b/.test(text);
}

/** Reads by libraries (environs, django-environ, decouple, Starlette, click) and by helpers from other files. */
export function helperReadsOf(syntax: Syntax, path: string): readonly FoundRead[] {
  const found: FoundRead[] = [];
  const pattern = new RegExp(call, 'gi');
  for (let match = pattern.exec(syntax.text); match; match = pattern.exec(syntax.text)) {
    syntax.checkTime();
    const at = match.index + match[0].lastIndexOf('(');
    const list = syntax.root.descendantForIndex(at, at + 1)?.parent;
    if (list?.type !== 'argument_list' || list.parent?.type !== 'call') continue;
    const read = readOf(list.parent, match[1] ?? '', syntax, path);
    if (read) found.push(read);
  }
  return [...found, ...implicitReadsOf(syntax, path), ...optionReadsOf(syntax, path)];
}

function readOf(node: SyntaxNode, object: string, syntax: Syntax, path: string): FoundRead | undefined {
  const { positional, named } = argumentsOf(node);
  const [first, second] = positional;
  const name = literalText(first ?? null);
  const via = node.childForFieldName('function')?.text ?? object;
  if (!first || name === undefined || /\.(prefixed|read_env|add_\w+|parser_for|dump|seal)$/.test(via))
    return undefined;
  const library = libraryOf(object, syntax);
  const isCall = via === object;
  if (!library && !(isCall && helper.test(object) && !functionNamed(object, syntax))) return undefined;
  const fallback = named.get('default') ?? (library?.secondIsDefault === false ? undefined : second);
  const use = useOf(library, object, `${library?.prefixAt(node) ?? ''}${name}`, fallback);
  return foundRead(`${library?.prefixAt(node) ?? ''}${name}`, lineOf(first), use, via, path);
}

function useOf(
  library: Library | undefined,
  object: string,
  name: string,
  fallback: SyntaxNode | undefined,
): Use {
  if (fallback) return defaultedBy(fallback);
  if (library?.defaults.has(name)) return { handling: 'defaulted' };
  if (library) return library.raises ? asserted : guarded;
  return /require|must|assert|ensure/i.test(object) ? asserted : guarded;
}

/** `env.db()` of django-environ reads `DATABASE_URL`. */
function implicitReadsOf(syntax: Syntax, path: string): readonly FoundRead[] {
  const names = {
    db: 'DATABASE_URL',
    db_url: 'DATABASE_URL',
    cache: 'CACHE_URL',
    email: 'EMAIL_URL',
    email_url: 'EMAIL_URL',
  };
  if (!syntax.text.includes('environ')) return [];
  return Object.entries(names).flatMap(([method, name]) =>
    [...syntax.words(method)].flatMap((node): readonly FoundRead[] => {
      const call = node.parent?.parent;
      const object = node.parent?.childForFieldName('object')?.text ?? '';
      if (node.parent?.type !== 'attribute' || call?.type !== 'call' || !libraryOf(object, syntax)) return [];
      const { positional, named } = argumentsOf(call);
      if (positional.length > 0) return [];
      const fallback = named.get('default');
      return [
        foundRead(
          name,
          lineOf(call),
          fallback ? defaultedBy(fallback) : asserted,
          `${object}.${method}`,
          path,
        ),
      ];
    }),
  );
}

/** `envvar="X"` of click and typer, `env_var=` of ConfigArgParse: the command line can give the value, too. */
function optionReadsOf(syntax: Syntax, path: string): readonly FoundRead[] {
  return ['envvar', 'env_var', 'auto_envvar_prefix', 'envvar_prefix'].flatMap((word) =>
    [...syntax.words(word)].flatMap((node): readonly FoundRead[] => {
      const keyword = node.parent;
      const call = keyword && enclosing(keyword, 'call');
      const value = keyword?.childForFieldName('value') ?? undefined;
      if (keyword?.type !== 'keyword_argument' || !call || !value) return [];
      const via = call.childForFieldName('function')?.text ?? word;
      const fallback = argumentsOf(call).named.get('default');
      return textsOf(value).map((text) => {
        const use = fallback ? defaultedBy(fallback) : guarded;
        if (!word.endsWith('prefix')) return foundRead(text, lineOf(keyword), use, via, path);
        const { read } = foundRead(
          text.endsWith('_') ? text : `${text}_`,
          lineOf(keyword),
          guarded,
          via,
          path,
        );
        return { read: { ...read, strength: 'prefix' }, use: guarded };
      });
    }),
  );
}
