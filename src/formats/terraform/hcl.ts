import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import type { MapEntry, Node } from '../node.ts';
import { Expressions } from './expressions.ts';

/** A block of HCL: `resource "aws_lambda_function" "api" { … }`. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  /** 1-based, of its first word */
  readonly line: number;
  readonly attributes: ReadonlyMap<string, MapEntry>;
  readonly blocks: readonly Block[];
}

/** Blocks nest three or four levels deep in any file a person wrote. */
const deepest = 40;

/** The blocks of a file under one that has no type: its attributes are those of the file (a tfvars file). */
export function readBlocks(syntax: Syntax): Block {
  const bodies = bodiesOf(syntax.root);
  const expressions = new Expressions(syntax, localsOf(bodies));
  const contents = bodies.map((body) => contentOf(body, syntax, expressions, 0));
  if (syntax.root.hasError && syntax.gaps.length === 0)
    syntax.gaps.push({ reason: 'unparsable', detail: 'A part of the file has a syntax error' });
  return {
    type: '',
    labels: [],
    line: 1,
    attributes: new Map(contents.flatMap(({ attributes }) => [...attributes])),
    blocks: contents.flatMap(({ blocks }) => blocks),
  };
}

/** One, unless a syntax error splits the file: then what the parser could still tell apart. */
function bodiesOf(root: SyntaxNode): readonly SyntaxNode[] {
  const whole = root.namedChildren.filter(({ type }) => type === 'body');
  const broken = [root, ...root.namedChildren].filter(({ type }) => type === 'ERROR');
  return [...whole, ...broken];
}

function contentOf(
  body: SyntaxNode | null,
  syntax: Syntax,
  expressions: Expressions,
  depth: number,
): Pick<Block, 'attributes' | 'blocks'> {
  const attributes = new Map<string, MapEntry>();
  const blocks: Block[] = [];
  for (const child of depth > deepest ? [] : (body?.namedChildren ?? [])) {
    syntax.checkTime();
    if (child.type === 'ERROR') syntax.gaps.push(brokenAt(child));
    if (child.type === 'attribute') {
      const [name, value] = child.namedChildren;
      if (!name || !value) continue;
      const node = expressions.evaluate(value);
      attributes.set(name.text, { key: name.text, line: lineOf(name), node, merged: false });
    }
    if (child.type === 'block') blocks.push(blockOf(child, syntax, expressions, depth));
  }
  return { attributes, blocks };
}

function brokenAt(node: SyntaxNode): Syntax['gaps'][number] {
  return { reason: 'unparsable', detail: `Syntax error around line ${lineOf(node)}` };
}

function blockOf(node: SyntaxNode, syntax: Syntax, expressions: Expressions, depth: number): Block {
  const [type, ...rest] = node.namedChildren;
  const labels = rest.filter((child) => child.type === 'string_lit' || child.type === 'identifier');
  const body = rest.find((child) => child.type === 'body') ?? null;
  return {
    type: type?.text ?? '',
    labels: labels.map(({ text }) => text.replace(/^"|"$/g, '')),
    line: lineOf(node),
    ...contentOf(body, syntax, expressions, depth + 1),
  };
}

function localsOf(bodies: readonly SyntaxNode[]): ReadonlyMap<string, SyntaxNode> {
  const locals = new Map<string, SyntaxNode>();
  for (const block of bodies.flatMap((body) => body.namedChildren)) {
    if (block.type !== 'block' || block.namedChildren[0]?.text !== 'locals') continue;
    const content = block.namedChildren.find(({ type }) => type === 'body');
    for (const attribute of content?.namedChildren ?? []) {
      const [name, value] = attribute.type === 'attribute' ? attribute.namedChildren : [];
      if (name && value) locals.set(name.text, value);
    }
  }
  return locals;
}

/** The nodes of a block's attributes and of the blocks in it, as one node: `a.b.c` of nested blocks. */
export function attributeOf(block: Block, ...path: readonly string[]): MapEntry | undefined {
  let current: Block | undefined = block;
  for (const type of path.slice(0, -1)) current = current?.blocks.find((inner) => inner.type === type);
  return current?.attributes.get(path.at(-1) ?? '');
}

/** Text of an attribute where it is a literal. */
export function literalOf(entry: MapEntry | undefined): string | undefined {
  const node: Node | undefined = entry?.node;
  return node?.kind === 'scalar' && node.tag === undefined && node.value !== null ? node.text : undefined;
}
