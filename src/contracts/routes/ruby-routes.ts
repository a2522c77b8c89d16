import type { Written } from './route.ts';
import { blockEnd, prefixesAt } from './scopes.ts';
import type { Scope } from './scopes.ts';

const name = String.raw`(?::(\w{1,80})|["']([^"'\n]{0,200})["'])`;

const actions: readonly (readonly [string, string, boolean])[] = [
  ['index', 'get', false],
  ['create', 'post', false],
  ['show', 'get', true],
  ['update', 'patch', true],
  ['update', 'put', true],
  ['destroy', 'delete', true],
];

/** Rails: `config/routes.rb` and what it is split into. */
export function rubyRoutes(path: string, text: string): readonly Written[] {
  return /(?:^|\/)config\/routes(?:\.rb$|\/)/.test(path) ? [...railsRoutes(text)] : [];
}

function* railsRoutes(text: string): Generator<Written> {
  const scopes: Scope[] = [];
  const lines = new RegExp(
    `^[ \\t]*(namespace|scope|resources|resource|member|collection|get|post|put|patch|delete)\\b[ \\t(]*(?:${name})?([^\\n]*)$`,
    'gm',
  );
  for (const match of text.matchAll(lines)) {
    const [, word = '', symbol, quoted, rest = ''] = match;
    const at = match.index + match[0].length - match[0].trimStart().length;
    const own = symbol ?? quoted ?? '';
    const paths = [...around(prefixesAt(scopes, at))];
    const isBlock = /\bdo\b/.test(rest);
    const scope = (prefix: string): void => {
      if (isBlock) scopes.push({ prefix, from: at, to: blockEnd(text, at) });
    };
    if (word === 'namespace') scope(optionOf(rest, 'path') ?? own);
    else if (word === 'scope')
      scope(symbol === undefined && quoted !== undefined ? quoted : (optionOf(rest, 'path') ?? ''));
    else if (word === 'member') scope('');
    else if (word === 'collection') scope('..');
    else if (word === 'resources' || word === 'resource') {
      const isMany = word === 'resources';
      const base = optionOf(rest, 'path') ?? own;
      yield* expanded([...paths, base], isMany, rest, at);
      scope(isMany ? `${base}/{}` : base);
    } else if (own !== '') yield { method: word, paths: [...paths, own.replace(/\(\.:format\)$/, '')], at };
  }
}

function* expanded(paths: readonly string[], isMany: boolean, rest: string, at: number): Generator<Written> {
  const [only, except] = [listOf(rest, 'only'), listOf(rest, 'except')];
  for (const [action, method, isMember] of actions) {
    if ((only && !only.has(action)) || except?.has(action) === true || (!isMany && action === 'index'))
      continue;
    yield { method, paths: isMany && isMember ? [...paths, '{}'] : paths, at };
  }
}

/** `collection do` inside of resources takes their parameter away again. */
function around(prefixes: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (const prefix of prefixes) {
    if (prefix === '..') found.push((found.pop() ?? '').replace(/\/\{\}$/, ''));
    else found.push(prefix);
  }
  return found;
}

function optionOf(rest: string, key: string): string | undefined {
  return new RegExp(`\\b${key}:\\s{0,4}["']([^"'\\n]{0,200})["']`).exec(rest)?.[1];
}

function listOf(rest: string, key: string): ReadonlySet<string> | undefined {
  const found = new RegExp(`\\b${key}:\\s{0,4}(?:%i)?(?:\\[([^\\]]{0,200})\\]|:(\\w{1,40}))`).exec(rest);
  return found ? new Set((found[1] ?? found[2] ?? '').match(/\w+/g) ?? []) : undefined;
}
