import { enclosing, lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';

/** A `$X` or `${X…}` that the shell expands. */
export interface Expansion {
  readonly name: string;
  readonly line: number;
  /** of the `$`, 0-based */
  readonly offset: number;
  /** `-`: `${X:-d}`, `${X-d}` and `${X:=d}`; `?`: `${X:?e}`; `+`: `${X:+a}`; empty: anything else */
  readonly operator: '' | '-' | '=' | '?' | '+';
  /** what stands behind the operator */
  readonly word: string;
  /** `${!X}`: X holds the name; `${!X*}`: all that start with X */
  readonly indirect: 'no' | 'name' | 'prefix';
  readonly node: SyntaxNode;
}

/** All expansions of a script in order, those in here-documents included. */
export function expansionsOf(syntax: Syntax): readonly Expansion[] {
  const found: Expansion[] = [];
  for (const node of syntax.root.descendantsOfType(['simple_expansion', 'expansion', 'heredoc_body'])) {
    syntax.checkTime();
    if (node.type === 'heredoc_body') found.push(...inHereDocument(node));
    else if (!enclosing(node, 'heredoc_body'))
      found.push(...parse(node.text, lineOf(node), node.startIndex, node));
  }
  return found;
}

/** The grammar loses expansions at some places of a here-document, so its text is searched. */
function inHereDocument(body: SyntaxNode): readonly Expansion[] {
  const start = body.parent?.namedChildren.find(({ type }) => type === 'heredoc_start')?.text ?? '';
  if (/['"\\]/.test(start)) return [];
  const { text } = body;
  const found = text.matchAll(/\\.|\$\{[#!]?\w+(?:[^{}]|\{[^{}]*\}){0,500}?\}|\$[A-Za-z_]\w*/gs);
  return [...found].flatMap((match) => {
    if (match[0].startsWith('\\')) return [];
    const line = lineOf(body) + (text.slice(0, match.index).match(/\n/g)?.length ?? 0);
    return parse(match[0], line, body.startIndex + match.index, body);
  });
}

function parse(text: string, line: number, offset: number, node: SyntaxNode): readonly Expansion[] {
  const plain = /^\$([A-Za-z_]\w*)$/.exec(text)?.[1];
  const at = { line, offset, node };
  if (plain !== undefined) return [{ name: plain, ...at, operator: '', word: '', indirect: 'no' }];
  const braces = /^\$\{([#!]?)([A-Za-z_]\w*)(?:\[[^\]]*\])?(?::?([-=?+]))?([\s\S]*)\}$/.exec(text);
  if (!braces) return [];
  const [, mark = '', name = '', sign = '', word = ''] = braces;
  const operator = sign as Expansion['operator'];
  const indirect = mark !== '!' ? 'no' : /^[*@]$/.test(word) ? 'prefix' : 'name';
  return [{ name, ...at, operator: mark === '#' ? '' : operator, word, indirect }];
}

/** Text of a word that holds no expansion, quotes taken off. */
export function literalWord(text: string): string | undefined {
  if (/[$`]/.test(text)) return undefined;
  return /^"[^"]*"$|^'[^']*'$/.test(text) ? text.slice(1, -1) : text;
}
