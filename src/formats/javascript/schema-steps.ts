import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { constantOf, literalText, unwrap } from './names.ts';

/** One word of a schema: `min(1)` of `z.string().min(1)`, `v.url()` of `v.pipe(v.string(), v.url())`. */
export interface Step {
  readonly name: string;
  readonly args: readonly SyntaxNode[];
}

export interface Steps {
  /** what the chain starts from: `z`, `v`, `Joi`; of a plain call its own name */
  readonly root: string;
  /** in order */
  readonly steps: readonly Step[];
}

/** Longer chains, and constants behind more constants, are left alone. */
const most = 60;

/** The words of a schema in order; a constant of this file that it starts with is looked into. */
export function stepsOf(expression: SyntaxNode | null, syntax: Syntax): Steps | undefined {
  const steps: Step[] = [];
  let node = unwrap(expression);
  let args: readonly SyntaxNode[] = [];
  for (let count = 0; node && count < most; count += 1) {
    if (node.type === 'call_expression') {
      args = argumentsOf(node);
      node = unwrap(node.childForFieldName('function'));
      if (node?.type !== 'identifier') continue;
      steps.unshift({ name: node.text, args });
      return { root: node.text, steps };
    }
    if (node.type === 'member_expression') {
      steps.unshift({ name: node.childForFieldName('property')?.text ?? '', args });
      args = [];
      node = unwrap(node.childForFieldName('object'));
      continue;
    }
    if (node.type !== 'identifier') return undefined;
    const constant = constantOf(node, syntax);
    if (!constant || /^(?:z|v|joi|yup)$/i.test(node.text)) return { root: node.text, steps };
    node = constant;
  }
  return undefined;
}

export function argumentsOf(call: SyntaxNode): readonly SyntaxNode[] {
  const list = call.childForFieldName('arguments')?.namedChildren ?? [];
  return list.flatMap((node) => (node.type === 'comment' ? [] : (unwrap(node) ?? [])));
}

/** All texts that are listed: in arrays, in the values of an object or of an enum, written here or bound to a name. */
export function textsIn(
  nodes: readonly SyntaxNode[],
  syntax: Syntax,
  depth = 0,
): readonly string[] | undefined {
  const texts: string[] = [];
  for (const node of nodes) {
    const own = depth > 4 ? undefined : textsOf(node, syntax, depth);
    if (!own) return undefined;
    texts.push(...own);
  }
  return texts;
}

function textsOf(given: SyntaxNode, syntax: Syntax, depth: number): readonly string[] | undefined {
  const node = unwrap(given);
  const text = literalText(node);
  if (text !== undefined) return text.includes('\\') ? undefined : [text];
  if (!node) return undefined;
  switch (node.type) {
    case 'array':
      return textsIn(withoutComments(node), syntax, depth + 1);
    case 'spread_element':
      return textsIn(withoutComments(node), syntax, depth + 1);
    case 'object': {
      const values = withoutComments(node).map((pair) => pair.childForFieldName('value'));
      const known = values.filter((value) => value !== null);
      return known.length === values.length ? textsIn(known, syntax, depth + 1) : undefined;
    }
    case 'call_expression': {
      const isValues = node.childForFieldName('function')?.text === 'Object.values';
      return isValues ? textsIn(argumentsOf(node), syntax, depth + 1) : undefined;
    }
    case 'identifier': {
      const constant = constantOf(node, syntax);
      return constant ? textsIn([constant], syntax, depth + 1) : membersOf(node.text, syntax);
    }
    default:
      return undefined;
  }
}

/** Texts of a TypeScript enum of this file. */
function membersOf(name: string, syntax: Syntax): readonly string[] | undefined {
  for (const node of syntax.words(name)) {
    if (node.parent?.type !== 'enum_declaration') continue;
    const members = withoutComments(node.parent.childForFieldName('body'));
    const texts = members.flatMap((member) => literalText(member.childForFieldName('value')) ?? []);
    return texts.length === members.length && texts.length > 0 ? texts : undefined;
  }
  return undefined;
}

function withoutComments(node: SyntaxNode | null): readonly SyntaxNode[] {
  return node?.namedChildren.filter(({ type }) => type !== 'comment') ?? [];
}

/** A number as it is written, `-1` and `10_000` too. */
export function numberIn(node: SyntaxNode | undefined): number | undefined {
  if (!node || !/^(?:number|unary_expression)$/.test(node.type)) return undefined;
  const value = Number(node.text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : undefined;
}

/** What an option of an object literal is set to. */
export function optionOf(object: SyntaxNode | undefined, name: string): SyntaxNode | undefined {
  if (object?.type !== 'object') return undefined;
  const pair = object.namedChildren.find((child) => child.childForFieldName('key')?.text === name);
  return unwrap(pair?.childForFieldName('value') ?? null) ?? undefined;
}
