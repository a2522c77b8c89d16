import { ancestors, isField } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import type { Use } from '../variable-use.ts';
import { stops } from './condition.ts';
import { constantOf } from './names.ts';

/** `env.X`, `getEnv('X')` of a variable that switches something on; everybody asks for the mode. */
const environment =
  /\benv\??(?:\.|\[['"])(?!NODE_ENV\b|MODE\b|PROD\b|DEV\b|SSR\b)[A-Za-z_]|\b\w{0,20}env\w{0,20}\(\s{0,9}['"](?!NODE_ENV\b)/i;

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
  readonly #conditions = new Map<number, string>();
  readonly #leaving = new Map<number, readonly Leaving[]>();

  constructor(syntax: Syntax) {
    this.#syntax = syntax;
  }

  /** The read of that variable stands behind such a test. */
  cover(read: SyntaxNode, name: string, use: Use): boolean {
    const own = new RegExp(`(?<![\\w$])${name}(?![\\w$])`);
    const speaksOfIt = (condition: string): boolean => own.test(condition) || environment.test(condition);
    let node = read;
    for (const around of ancestors(read)) {
      if (/^(if_statement|ternary_expression|while_statement)$/.test(around.type)) {
        if (!isField(node, 'condition') && speaksOfIt(this.#condition(around, 'condition'))) return true;
      } else if (around.type === 'switch_statement') {
        if (!isField(node, 'value') && speaksOfIt(this.#condition(around, 'value'))) return true;
      } else if (around.type === 'binary_expression' && around.child(1)?.type === '&&') {
        // An assertion has looked at the whole condition.
        const isRight = isField(node, 'right') && use.handling !== 'asserted';
        if (isRight && speaksOfIt(this.#condition(around, 'left'))) return true;
      } else if (/^(statement_block|program)$/.test(around.type)) {
        for (const { end, condition } of this.#leavingIn(around))
          if (end <= node.startIndex && speaksOfIt(condition)) return true;
      }
      node = around;
    }
    return false;
  }

  /** Text of a condition, the values of the constants in it included. */
  #condition(owner: SyntaxNode, field: string): string {
    const node = owner.childForFieldName(field);
    if (!node) return '';
    let text = this.#conditions.get(node.id);
    if (text === undefined) {
      this.#syntax.checkTime();
      const names = node.descendantsOfType('identifier').slice(0, 6);
      const constants = names.map((name) => constantOf(name, this.#syntax)?.text.slice(0, 300) ?? '');
      text = [node.text.slice(0, 2000), ...constants].join('\n');
      this.#conditions.set(node.id, text);
    }
    return text;
  }

  /** `if (!process.env.X) return`: conditions after which the rest of a block is not reached. */
  #leavingIn(block: SyntaxNode): readonly Leaving[] {
    let found = this.#leaving.get(block.id);
    if (!found) {
      found = block.namedChildren.flatMap((statement) => {
        const branch = statement.type === 'if_statement' ? statement.childForFieldName('consequence') : null;
        if (!branch || stops(branch) || !/\b(return|continue|break)\b/.test(branch.text.slice(-400)))
          return [];
        return [{ end: statement.endIndex, condition: this.#condition(statement, 'condition') }];
      });
      this.#leaving.set(block.id, found);
    }
    return found;
  }
}
