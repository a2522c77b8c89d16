import type { Read } from '../../system/facts.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, guarded } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { functionNamed } from './environment.ts';
import { defaultedBy } from './fallback.ts';
import type { Guards } from '../tree-sitter/guards.ts';
import { handlingOf } from './handling.ts';
import { literalText } from './names.ts';
import { foundRead } from './found-read.ts';
import type { FoundRead } from './found-read.ts';

/**
 * Calls that give a variable's name, spelled as variables are, to something that is named after the
 * environment or the configuration: helpers from other files, NestJS' `ConfigService`, env-var, Adonis.
 */
const call =
  /(?<![\w$])(?:\w{0,30}[eE]nv\w{0,30}|\w{0,30}[cC]onfig(?:Service)?[?!]{0,2}\.get(?:OrThrow)?|[eE]nv\.get)(?:<[^<>()\n]{1,40}>)?\(\s{0,40}['"`][A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*['"`]/;

const helper =
  /^(?:get|read|require|must(?:get)?|optional|fetch|parse|assert|ensure|check|need|mandatory|try|from|process)?_?(?:optional|required|process)?_?env(?:ironment)?_?(?:var(?:iable)?|value|string|str|int(?:eger)?|num(?:ber)?|bool(?:ean)?|float|list|array|url|json|or\w+|required|optional|with\w+)?s?$/i;

/** A cheap look for {@link helperReadsOf}. */
export function callsHelpers(text: string): boolean {
  return call.test(text);
}

/** Reads by helpers that this file does not define; what they do without a value is taken from name and arguments. */
export function helperReadsOf(syntax: Syntax, guards: Guards, path: string): readonly FoundRead[] {
  const found: FoundRead[] = [];
  const pattern = new RegExp(call, 'g');
  for (let match = pattern.exec(syntax.text); match; match = pattern.exec(syntax.text)) {
    syntax.checkTime();
    const at = match.index + match[0].lastIndexOf('(');
    const node = syntax.root.descendantForIndex(at, at + 1)?.parent?.parent;
    const read = node?.type === 'call_expression' ? readOf(node, syntax, guards, path) : undefined;
    if (read) found.push(read);
  }
  return found;
}

function readOf(node: SyntaxNode, syntax: Syntax, guards: Guards, path: string): FoundRead | undefined {
  const callee = node.childForFieldName('function');
  const property = callee?.childForFieldName('property');
  const [first = null, second] = node.childForFieldName('arguments')?.namedChildren ?? [];
  const name = literalText(first);
  if (!callee || !first || name === undefined) return undefined;
  const word = (property ?? callee).text;
  const isGetter = property !== null && property !== undefined && /^get(OrThrow)?$/.test(word);
  if (isGetter ? !isConfiguration(callee) : !helper.test(word) || functionNamed(word, syntax))
    return undefined;
  const via = isGetter ? callee.text.slice(-40).replace(/^this\./, '') : word;
  const idiom = { via: via.replaceAll(/[^\w.$]/g, ''), phase: 'run' } satisfies Pick<Read, 'via' | 'phase'>;
  const use = useOf(node, word, second, syntax);
  return foundRead(name, lineOf(first), guards.cover(node, name, use) ? guarded : use, idiom, path);
}

/** `this.configService`, `config`, `env`. */
function isConfiguration(callee: SyntaxNode): boolean {
  return /(?:config(?:service)?|^env)[?!]*$/i.test(callee.childForFieldName('object')?.text ?? '');
}

function useOf(node: SyntaxNode, word: string, second: SyntaxNode | undefined, syntax: Syntax): Use {
  if (/require|must|throw|assert|ensure|mandatory/i.test(word)) return asserted;
  const chained = chain(node);
  if (/\.default\(/.test(chained)) return { handling: 'defaulted' };
  if (/\.required\(\)/.test(chained)) return asserted;
  if (second?.type === 'object') return /\binfer:/.test(second.text) ? guarded : { handling: 'defaulted' };
  if (second) return defaultedBy(second);
  const use = handlingOf(node, syntax);
  // What the helper does without a value is not known here.
  return use.handling === 'direct' ? guarded : use;
}

/** `env.get('X').default('y').required().asString()` of env-var: what is called on the result. */
function chain(node: SyntaxNode): string {
  let outer = node;
  for (let level = 0; level < 8; level += 1) {
    const next = outer.parent?.type === 'member_expression' ? outer.parent.parent : null;
    if (next?.type !== 'call_expression') break;
    outer = next;
  }
  return outer.text.slice(node.text.length, node.text.length + 500);
}
