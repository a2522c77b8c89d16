import type { Use } from '../variable-use.ts';
import { ancestors, isInside } from './syntax.ts';
import type { Syntax, SyntaxNode } from './syntax.ts';

/** How a language writes what makes a read depend on a test. */
export interface GuardSyntax {
  /** the condition or subject that decides whether the part of the node runs; without a part, any of them */
  readonly conditionOf: (node: SyntaxNode, part?: SyntaxNode) => SyntaxNode | null;
  /** the condition is the left side of a conjunction */
  readonly isConjunction: (node: SyntaxNode) => boolean;
  readonly isBlock: (node: SyntaxNode) => boolean;
  /** `if (…) return`: the part that leaves the block, when it does so without failing */
  readonly leavingBranchOf: (statement: SyntaxNode) => SyntaxNode | null;
  /** the name under which this file calls a function, when the node is one */
  readonly functionName: (node: SyntaxNode) => string | undefined;
  /** the call whose function a name is */
  readonly callOf: (name: SyntaxNode) => SyntaxNode | undefined;
  /** value of a constant that an identifier is bound to */
  readonly constantOf: (identifier: SyntaxNode) => SyntaxNode | null;
  /** the text of a condition that asks for a variable, but not for the mode (`NODE_ENV`) */
  readonly environment: RegExp;
}

interface Leaving {
  readonly end: number;
  readonly condition: string;
}

/**
 * Tells which reads happen only when the variable, or another one that switches them on, is there:
 * `if (process.env.X) use(process.env.X)`, `if (process.env.STORE === 's3') bucket(process.env.BUCKET)`.
 */
export class Guards {
  readonly #syntax: Syntax;
  readonly #language: GuardSyntax;
  readonly #conditions = new Map<number, string>();
  readonly #leaving = new Map<number, readonly Leaving[]>();

  constructor(syntax: Syntax, language: GuardSyntax) {
    this.#syntax = syntax;
    this.#language = language;
  }

  /** The read of that variable stands behind such a test. */
  cover(read: SyntaxNode, name: string, use: Use): boolean {
    return this.#covers(read, name, use, true);
  }

  #covers(read: SyntaxNode, name: string, use: Use, outwards: boolean): boolean {
    const { conditionOf, isConjunction, isBlock, environment } = this.#language;
    const own = new RegExp(`(?<![\\w$])${name}(?![\\w$])`);
    const speaksOfIt = (text: string): boolean => own.test(text) || environment.test(text);
    let node = read;
    for (const around of ancestors(read)) {
      const condition = conditionOf(around, node);
      if (condition && !isInside(node, condition)) {
        // An assertion has looked at the whole condition it stands in.
        const counts = !isConjunction(around) || use.handling !== 'asserted';
        if (counts && speaksOfIt(this.#textOf(condition))) return true;
      } else if (isBlock(around)) {
        for (const leaving of this.#leavingIn(around))
          if (leaving.end <= node.startIndex && speaksOfIt(leaving.condition)) return true;
      } else if (outwards && this.#isCalledBehindGuard(around, name, use)) return true;
      node = around;
    }
    return false;
  }

  /** Every call of the function in this file stands behind a test: `if (process.env.TRACING) initTracing()`. */
  #isCalledBehindGuard(owner: SyntaxNode, name: string, use: Use): boolean {
    const functionName = this.#language.functionName(owner);
    if (functionName === undefined) return false;
    const calls = this.#syntax.once(`calls ${functionName}`, () =>
      [...this.#syntax.words(functionName)].flatMap((node) => this.#language.callOf(node) ?? []),
    );
    const outside = calls.filter((call) => !isInside(call, owner));
    return outside.length > 0 && outside.every((call) => this.#covers(call, name, use, false));
  }

  /** Text of a condition, the values of the constants in it included. */
  #textOf(condition: SyntaxNode): string {
    let text = this.#conditions.get(condition.id);
    if (text === undefined) {
      this.#syntax.checkTime();
      const names = condition.descendantsOfType('identifier').slice(0, 6);
      const constants = names.map((name) => this.#language.constantOf(name)?.text.slice(0, 300) ?? '');
      text = [condition.text.slice(0, 2000), ...constants].join('\n');
      this.#conditions.set(condition.id, text);
    }
    return text;
  }

  /** Conditions after which the rest of a block is not reached. */
  #leavingIn(block: SyntaxNode): readonly Leaving[] {
    let found = this.#leaving.get(block.id);
    if (!found) {
      found = block.namedChildren.flatMap((statement) => {
        const condition = this.#language.conditionOf(statement);
        const branch = condition && this.#language.leavingBranchOf(statement);
        return branch && /\b(return|continue|break)\b/.test(branch.text.slice(-400))
          ? [{ end: statement.endIndex, condition: this.#textOf(condition) }]
          : [];
      });
      this.#leaving.set(block.id, found);
    }
    return found;
  }
}
