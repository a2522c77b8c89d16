import { digestOf } from '../../system/value-shape.ts';
import { ancestors, enclosing, isField } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, combineUses, guarded, unused } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import { afterTest, isPart } from './condition.ts';
import type { MemberOf, NullableLanguage } from './language.ts';

/** How far a value is followed through names it is bound to. */
const farthest = 2;
const mostUses = 60;

/** What the code around an expression does with its value, which is null when the variable is absent. */
export function handlingOf(
  expression: SyntaxNode,
  language: NullableLanguage,
  syntax: Syntax,
  depth = 0,
): Use {
  let node = expression;
  let softly = false;
  for (const parent of ancestors(expression)) {
    syntax.checkTime();
    if (isPart(node, parent)) continue;
    if (language.wrapping.test(parent.type)) {
      node = parent;
      continue;
    }
    const member = language.memberOf(node, parent);
    if (member) {
      const use = ofMember(member, language, softly);
      if (use) return use;
      softly ||= member.safe;
      node = member.whole;
      continue;
    }
    const next = step(node, parent, language, syntax, depth);
    if ('handling' in next) return softly && next.handling === 'unused' ? guarded : next;
    node = next.on;
  }
  return softly ? guarded : unused;
}

function step(
  node: SyntaxNode,
  parent: SyntaxNode,
  language: NullableLanguage,
  syntax: Syntax,
  depth: number,
): Use | { readonly on: SyntaxNode } {
  const fallback = language.fallbackOf(node, parent);
  if (fallback) return language.stops(fallback) ? asserted : defaultedBy(fallback, language);
  if (language.asserts(parent)) return asserted;
  const test = afterTest(node, parent, language);
  if (test) return test;
  const argument = language.argumentOf(node, parent);
  if (argument) {
    const { callee, others } = argument;
    if (language.failing.test(callee)) return asserted;
    if (language.defaulting.test(callee)) return defaultedBy(others.at(-1) ?? null, language);
    return language.keeping.test(callee) ? { on: argument.call } : unused;
  }
  const branches = language.branchesOf(parent);
  if (branches && branches.condition.id !== node.id && language.isExpression(parent)) return { on: parent };
  const target = depth < farthest ? language.boundTo(node, parent) : null;
  if (target) return combineUses(usesOf(target, language, syntax, depth));
  return unused;
}

function ofMember(
  { name, safe, given }: MemberOf,
  language: NullableLanguage,
  softly: boolean,
): Use | undefined {
  if (/^(?:orElseThrow|getOrThrow)$/.test(name)) return asserted;
  if (/^(?:orElse|or|orElseGet|defaultIfEmpty|ifEmpty|ifBlank|orEmpty)$/.test(name))
    return defaultedBy(given[0] ?? null, language);
  if (/^(?:isPresent|isEmpty|ifPresent|isNullOr\w+|let|also|run)$/.test(name)) return guarded;
  if (language.chaining.test(name) || safe || softly) return undefined;
  return asserted;
}

/** What a fallback makes of a value. */
export function defaultedBy(fallback: SyntaxNode | null, language: NullableLanguage): Use {
  if (!fallback || /^(?:null|nil|null_literal)$/.test(fallback.text)) return guarded;
  const value = language.literal(fallback);
  if (value !== undefined) return { handling: 'defaulted', fallback: digestOf(value) };
  return /^\$?\w{1,80}$/.test(fallback.text)
    ? { handling: 'defaulted', fallbackFrom: fallback.text }
    : { handling: 'defaulted' };
}

/** What is done with a name from where it is bound on, to the end of its block. */
function usesOf(
  target: SyntaxNode,
  language: NullableLanguage,
  syntax: Syntax,
  depth: number,
): readonly Use[] {
  if (!/^\$?[\w.]{1,100}$/.test(target.text)) return [];
  const word = /(\$?\w+)$/.exec(target.text)?.[1] ?? '';
  const uses: Use[] = [];
  for (const found of syntax.words(word, target.endIndex, scopeEnd(target, language, syntax))) {
    const node = found.text === target.text ? found : found.parent;
    if (!node || node.text !== target.text || isField(node, 'name')) continue;
    // From here on the name holds another value.
    if (isAssigned(node)) break;
    uses.push(handlingOf(node, language, syntax, depth + 1));
    if (uses.length > mostUses) break;
  }
  return uses;
}

/** Members of a class live as long as the file; other names as long as their block. */
function scopeEnd(target: SyntaxNode, language: NullableLanguage, syntax: Syntax): number {
  for (const around of ancestors(target)) if (language.blocks.test(around.type)) return around.endIndex;
  return syntax.root.endIndex;
}

function isAssigned(node: SyntaxNode): boolean {
  const statement = enclosing(node, 'assignment_expression', 'assignment');
  return statement !== undefined && isField(node, 'left') && node.parent?.id === statement.id;
}
