import type { SyntaxNode } from '../tree-sitter/syntax.ts';

/** A call that gets the value as an argument. */
export interface ArgumentOf {
  readonly call: SyntaxNode;
  /** as written, type arguments left out: `Objects.requireNonNull`, `int.Parse`; of `new Uri(x)` `new Uri` */
  readonly callee: string;
  /** the other arguments */
  readonly others: readonly SyntaxNode[];
}

/** A member of the value that is asked for or called. */
export interface MemberOf {
  /** the member or its call */
  readonly whole: SyntaxNode;
  readonly name: string;
  /** `?.` */
  readonly safe: boolean;
  readonly given: readonly SyntaxNode[];
}

export interface Branches {
  readonly condition: SyntaxNode;
  readonly taken: SyntaxNode | null;
  readonly otherwise: SyntaxNode | null;
}

/** How a language in which an absent variable is a null value writes what may be done with it. */
export interface NullableLanguage {
  /** what hands the value on unchanged: parentheses, casts */
  readonly wrapping: RegExp;
  readonly blocks: RegExp;
  readonly functions: RegExp;
  /** an absent value counts as false in a condition */
  readonly truthy: boolean;
  /** of `left ?? right`: the right side, when the node is the left one */
  readonly fallbackOf: (node: SyntaxNode, parent: SyntaxNode) => SyntaxNode | null;
  /** `x!!`, `x!` */
  readonly asserts: (parent: SyntaxNode) => boolean;
  /** `!x` */
  readonly negates: (parent: SyntaxNode) => boolean;
  /** `==` when a comparison is true for an absent value, `!=` when it is false, `other` for any other comparison */
  readonly comparison: (node: SyntaxNode, parent: SyntaxNode) => '==' | '!=' | 'other' | undefined;
  readonly junction: (parent: SyntaxNode) => 'and' | 'or' | undefined;
  readonly argumentOf: (node: SyntaxNode, parent: SyntaxNode) => ArgumentOf | undefined;
  readonly memberOf: (node: SyntaxNode, parent: SyntaxNode) => MemberOf | undefined;
  /** of an `if`, a loop or a conditional expression */
  readonly branchesOf: (node: SyntaxNode) => Branches | undefined;
  /** the node has a value: a conditional expression and not a statement */
  readonly isExpression: (node: SyntaxNode) => boolean;
  /** the name or member that the value is bound to there */
  readonly boundTo: (node: SyntaxNode, parent: SyntaxNode) => SyntaxNode | null;
  /** the node ends what is going on with an error */
  readonly stops: (node: SyntaxNode) => boolean;
  /** text of a literal string, number or boolean */
  readonly literal: (node: SyntaxNode) => string | undefined;
  /** text of a literal string without anything computed in it */
  readonly string: (node: SyntaxNode) => string | undefined;
  /** how a computed string starts: `"A_" + x`, `$"A_{x}"` */
  readonly start: (node: SyntaxNode) => string;
  /** the value that a declaration gives to the name, when the node is that name */
  readonly valueOf: (name: SyntaxNode) => SyntaxNode | null;
  readonly parametersOf: (owner: SyntaxNode) => readonly string[];
  /** the name under which the file calls a function */
  readonly functionName: (owner: SyntaxNode) => string | undefined;
  /** the call whose function a name is */
  readonly callOf: (name: SyntaxNode) => SyntaxNode | undefined;
  readonly argumentsOf: (call: SyntaxNode) => readonly SyntaxNode[];
  /** callees that fail when they are given nothing */
  readonly failing: RegExp;
  /** callees that are true for nothing (`string.IsNullOrEmpty`), and those that are false (`isset`) */
  readonly isNothing: RegExp;
  readonly isSomething: RegExp;
  /** callees that give the value back, and those that have a fallback as another argument */
  readonly keeping: RegExp;
  readonly defaulting: RegExp;
  /** members that give the value on, absent or not: of an optional, or such as nothing has, too */
  readonly chaining: RegExp;
  /** text of a condition that asks for a variable */
  readonly environment: RegExp;
}
