import type { Node } from 'web-tree-sitter';
import { Unreadable } from '../format.ts';
import type { PartialGap } from '../format.ts';
import { conflictLine } from '../lines.ts';
import { createParser } from './grammar.ts';
import type { Grammar } from './grammar.ts';
import { TimeBudget } from './time-budget.ts';

export type SyntaxNode = Node;

/** Milliseconds of computing that one file may take, from its parse to its last fact. */
const timeLimit = 5000;

/** Code that people write is not nested deeper; climbing on in code that is would take for ever. */
const highest = 300;

/**
 * Parses code, hands its tree to `read` and frees it. Throws {@link Unreadable} for merge
 * conflicts, for text that is mostly not of this language, and over the time limit.
 * `read` must not keep nodes.
 */
export async function readSyntax<T>(
  grammar: Grammar,
  text: string,
  read: (syntax: Syntax) => T,
  limit = timeLimit,
): Promise<T> {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const parser = await createParser(grammar);
  const budget = new TimeBudget(limit);
  // A NUL would end the text for most lexers.
  const source = text.includes('\0') ? text.replaceAll('\0', ' ') : text;
  try {
    const tree = parser.parse(source, null, { progressCallback: () => budget.isSpent });
    if (!tree) throw overTime();
    try {
      refuseMostlyErrors(tree.rootNode, source);
      return read(new Syntax(grammar, tree.rootNode, source, budget));
    } finally {
      tree.delete();
    }
  } finally {
    parser.delete();
  }
}

/** A parsed text. Looks up what stands at words of the text instead of walking the whole tree. */
export class Syntax {
  readonly grammar: Grammar;
  readonly root: SyntaxNode;
  readonly text: string;
  readonly gaps: PartialGap[] = [];
  readonly #budget: TimeBudget;
  readonly #memory = new Map<string, unknown>();

  constructor(grammar: Grammar, root: SyntaxNode, text: string, budget: TimeBudget) {
    this.grammar = grammar;
    this.root = root;
    this.text = text;
    this.#budget = budget;
  }

  /** Smallest nodes whose text is the word, in order; comments and string contents are other nodes. */
  *words(word: string, from = 0, to = this.text.length): Generator<SyntaxNode> {
    for (let at = this.text.indexOf(word, from); at !== -1 && at < to; at = this.text.indexOf(word, at + 1)) {
      if (isWordCharacter(this.text[at - 1]) || isWordCharacter(this.text[at + word.length])) continue;
      this.checkTime();
      const node = this.root.descendantForIndex(at, at + word.length);
      if (node && node.startIndex === at && node.endIndex === at + word.length) yield node;
    }
  }

  /** Answers a question about the text once; `question` says who asks and what. */
  once<T>(question: string, answer: () => T): T {
    if (!this.#memory.has(question)) this.#memory.set(question, answer());
    return this.#memory.get(question) as T;
  }

  /** Notes that a place which speaks of the environment could not be understood for syntax errors around it. */
  noteBroken(node: SyntaxNode): void {
    if (!enclosing(node, 'ERROR') || this.gaps.length > 20) return;
    this.gaps.push({ reason: 'unparsable', detail: `Syntax error around line ${lineOf(node)}` });
  }

  /** Throws {@link Unreadable} once the file has taken too long: every loop over a file's parts asks. */
  checkTime(): void {
    if (this.#budget.isSpent) throw overTime();
  }
}

/** 1-based line of a node. */
export function lineOf(node: SyntaxNode): number {
  return node.startPosition.row + 1;
}

/** The nodes around a node, from its parent outwards; no more of them than code has that people write. */
export function* ancestors(node: SyntaxNode): Generator<SyntaxNode> {
  let current = node.parent;
  for (let level = 0; current && level < highest; level += 1) {
    yield current;
    current = current.parent;
  }
}

/** The outermost node that is the given one in wrappings of these types. */
export function outermost(node: SyntaxNode, wrapping: RegExp): SyntaxNode {
  let outer = node;
  for (const around of ancestors(node)) {
    if (!wrapping.test(around.type)) break;
    outer = around;
  }
  return outer;
}

/** Nearest node around a node that is of one of the types. */
export function enclosing(node: SyntaxNode, ...types: readonly string[]): SyntaxNode | undefined {
  for (const around of ancestors(node)) if (types.includes(around.type)) return around;
  return undefined;
}

/** The node lies in the other one, or is it. */
export function isInside(node: SyntaxNode, outer: SyntaxNode): boolean {
  return outer.startIndex <= node.startIndex && node.endIndex <= outer.endIndex;
}

/** The node stands in that field of its parent. */
export function isField(node: SyntaxNode, field: string): boolean {
  return node.parent?.childForFieldName(field)?.id === node.id;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\w$]/.test(character);
}

function overTime(): Unreadable {
  return new Unreadable('time-limit', 'Reading the file took too long');
}

/** The parser recovers from anything; a tree that is mostly what it skipped says nothing about the file. */
function refuseMostlyErrors(root: SyntaxNode, text: string): void {
  if (!root.hasError) return;
  let skipped = 0;
  let first: number | undefined;
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.isError) {
      skipped += node.endIndex - node.startIndex;
      first = Math.min(first ?? Infinity, lineOf(node));
    } else if (node.hasError) for (const child of node.children) open.push(child);
  }
  if (skipped > text.trim().length / 2)
    throw new Unreadable('unparsable', `Most of the file cannot be parsed, from line ${first ?? 1} on`);
}
