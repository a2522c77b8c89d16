import { digestOf } from '../../system/value-shape.ts';
import { ancestors } from '../tree-sitter/syntax.ts';
import type { SyntaxNode } from '../tree-sitter/syntax.ts';
import { asserted, guarded } from '../variable-use.ts';
import type { Use } from '../variable-use.ts';
import type { Branches, NullableLanguage } from './language.ts';

/**
 * What a test does with the value, when the expression stands in one: `if (v == null) throw` asserts,
 * `v != null ? v : "d"` has a default, every other test guards. Undefined when it is no test.
 */
export function afterTest(
  expression: SyntaxNode,
  first: SyntaxNode,
  language: NullableLanguage,
): Use | undefined {
  let node = expression;
  // What the condition comes to when the value is absent; undefined while nothing has been asked.
  let whenAbsent: boolean | undefined = language.truthy ? false : undefined;
  let asked = false;
  for (const parent of withFirst(first)) {
    if (isPart(node, parent)) continue;
    const comparison = asked ? undefined : language.comparison(node, parent);
    const argument = asked ? undefined : language.argumentOf(node, parent);
    const junction = language.junction(parent);
    if (comparison === 'other') return guarded;
    if (comparison) {
      asked = true;
      whenAbsent = comparison === '==';
    } else if (argument && language.isNothing.test(argument.callee)) {
      asked = true;
      whenAbsent = true;
      node = argument.call;
      continue;
    } else if (argument && language.isSomething.test(argument.callee)) {
      asked = true;
      whenAbsent = false;
      node = argument.call;
      continue;
    } else if (language.negates(parent)) {
      if (!asked && !language.truthy) return undefined;
      asked = true;
      whenAbsent = whenAbsent === undefined ? undefined : !whenAbsent;
    } else if (junction) {
      if (!asked && !language.truthy) return undefined;
      asked = true;
      if (whenAbsent !== undefined && whenAbsent !== (junction === 'or')) whenAbsent = undefined;
    } else if (!/parenthesized/.test(parent.type)) {
      const branches = language.branchesOf(parent);
      const isCondition = branches !== undefined && covers(branches.condition, node);
      if (isCondition && (asked || language.truthy))
        return ofBranches(branches, whenAbsent, expression, language);
      return asked ? guarded : undefined;
    }
    node = parent;
  }
  return asked ? guarded : undefined;
}

/** The parent is, or lies within, what has been gone over already. Wrappers may be as long as what is in them. */
export function isPart(node: SyntaxNode, parent: SyntaxNode): boolean {
  const length = parent.endIndex - parent.startIndex;
  const isWithin = parent.startIndex >= node.startIndex && parent.endIndex <= node.endIndex;
  return parent.id === node.id || (isWithin && length < node.endIndex - node.startIndex);
}

function* withFirst(first: SyntaxNode): Generator<SyntaxNode> {
  yield first;
  yield* ancestors(first);
}

function covers(condition: SyntaxNode, node: SyntaxNode): boolean {
  return condition.startIndex <= node.startIndex && node.endIndex <= condition.endIndex;
}

function ofBranches(
  { taken, otherwise }: Branches,
  whenAbsent: boolean | undefined,
  value: SyntaxNode,
  language: NullableLanguage,
): Use {
  if (whenAbsent === undefined) return guarded;
  const branch = whenAbsent ? taken : otherwise;
  if (!branch) return guarded;
  if (stopsSoon(branch, language)) return asserted;
  const literal = language.literal(branch);
  if (literal !== undefined) return { handling: 'defaulted', fallback: digestOf(literal) };
  return assigns(branch, value.text) ? { handling: 'defaulted' } : guarded;
}

/** A branch, or one of the statements in it, ends with an error. */
function stopsSoon(branch: SyntaxNode, language: NullableLanguage): boolean {
  return [
    branch,
    ...branch.namedChildren,
    ...branch.namedChildren.flatMap((each) => each.namedChildren),
  ].some((node) => language.stops(node));
}

/** `{ v = "default"; }` */
function assigns(branch: SyntaxNode, name: string): boolean {
  return /^\$?[\w.]{1,100}$/.test(name) && branch.text.slice(0, 2000).includes(`${name} = `);
}
