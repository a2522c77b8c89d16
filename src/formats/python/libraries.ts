import { ancestors } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { constantOf, literalText } from './names.ts';

/** A name that is bound to a library's reader: `env = Env()`, `from decouple import config`. */
export interface Library {
  /** it raises when there is neither a value nor a default */
  readonly raises: boolean;
  /** the second argument is the default; otherwise it says how to convert */
  readonly secondIsDefault: boolean;
  /** variables that have a default where the reader is made */
  readonly defaults: ReadonlySet<string>;
  /** what is put before names at that place: `with env.prefixed("APP_"):` */
  readonly prefixAt: (node: SyntaxNode) => string;
}

const none: ReadonlySet<string> = new Set();
const noPrefix = (): string => '';

/** The library behind a name in this file; undefined when it is something else. */
export function libraryOf(name: string, syntax: Syntax): Library | undefined {
  return /^\w+$/.test(name) ? syntax.once(`library ${name}`, () => findLibrary(name, syntax)) : undefined;
}

function findLibrary(name: string, syntax: Syntax): Library | undefined {
  const { text } = syntax;
  const imported = new RegExp(
    `\\bfrom\\s+([\\w.]+)\\s+import\\s+(?:\\(\\s*)?(?:[\\w, ]{0,200}?\\b)?${name}\\b(?!\\s+as\\b)`,
  ).exec(text)?.[1];
  if (imported === 'decouple')
    return { raises: true, secondIsDefault: true, defaults: none, prefixAt: noPrefix };
  const maker = madeBy(name, syntax);
  const made = maker?.childForFieldName('function')?.text ?? '';
  if (/^(AutoConfig|decouple\.AutoConfig)$/.test(made) || (made === 'Config' && text.includes('decouple')))
    return { raises: true, secondIsDefault: true, defaults: none, prefixAt: noPrefix };
  if (made === 'Config' && text.includes('starlette'))
    return { raises: true, secondIsDefault: false, defaults: none, prefixAt: noPrefix };
  if (/^(?:(?:environs|environ)\.)?(?:Env|FileAwareEnv)$/.test(made) && /\benvirons?\b/.test(text))
    return { raises: true, secondIsDefault: true, defaults: schemeOf(maker), prefixAt };
  // An `env` from another file may have defaults there.
  return name === 'env' && imported
    ? { raises: false, secondIsDefault: true, defaults: none, prefixAt }
    : undefined;
}

/** The call whose result is bound to a name. */
function madeBy(name: string, syntax: Syntax): SyntaxNode | undefined {
  for (const node of syntax.words(name)) {
    const value = node.parent?.type === 'assignment' ? constantOf(node, syntax) : null;
    if (value?.type === 'call') return value;
  }
  return undefined;
}

/** `environ.Env(DEBUG=(bool, False))`: a pair of a cast and a default. */
function schemeOf(maker: SyntaxNode | undefined): ReadonlySet<string> {
  const entries = maker?.childForFieldName('arguments')?.namedChildren ?? [];
  const withDefault = entries.filter(
    (entry) => entry.type === 'keyword_argument' && entry.childForFieldName('value')?.type === 'tuple',
  );
  return new Set(withDefault.map((entry) => entry.childForFieldName('name')?.text ?? ''));
}

function prefixAt(node: SyntaxNode): string {
  let prefix = '';
  for (const around of ancestors(node)) {
    if (around.type !== 'with_statement') continue;
    const items = around.namedChildren.find((child) => child.type === 'with_clause')?.namedChildren ?? [];
    for (const item of items) {
      const call = item.childForFieldName('value');
      if (call?.type !== 'call' || !call.childForFieldName('function')?.text.endsWith('.prefixed')) continue;
      prefix = (literalText(call.childForFieldName('arguments')?.firstNamedChild ?? null) ?? '') + prefix;
    }
  }
  return prefix;
}
