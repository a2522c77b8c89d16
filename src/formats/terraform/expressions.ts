import type { MapEntry, Node } from '../node.ts';
import { lineOf } from '../tree-sitter/syntax.ts';
import type { Syntax, SyntaxNode } from '../tree-sitter/syntax.ts';
import { readEmbeddedJson } from './embedded-json.ts';
import { joinedLists, joinedMaps, openTag, overMap } from './collections.ts';

/** Tag of a text with `${…}` in it; its text keeps them. */
export const templateTag = '!template';
/** Tag of what only Terraform can work out; its text is the source. */
export const expressionTag = '!expression';

/** References to references; more is a cycle. */
const deepest = 30;

/** Functions that hand on what they are given. */
const transparent = /^(?:jsonencode|yamlencode|tolist|toset|tomap|sensitive|nonsensitive|tostring|flatten)$/;

/**
 * Turns expressions into nodes as far as the file alone decides them: literals, lists, maps, `local.x` of the same
 * file, `merge`, `concat`, `jsonencode`, and `for` over what is known. The rest is a tagged scalar.
 */
export class Expressions {
  readonly #syntax: Syntax;
  readonly #locals: ReadonlyMap<string, SyntaxNode>;
  readonly #known = new Map<string, Node>();

  constructor(syntax: Syntax, locals: ReadonlyMap<string, SyntaxNode>) {
    this.#syntax = syntax;
    this.#locals = locals;
  }

  evaluate(expression: SyntaxNode, depth = 0): Node {
    this.#syntax.checkTime();
    const [first, second] = expression.namedChildren;
    if (!first || depth > deepest) return unknown(expression);
    if (first.type === 'literal_value') return literal(first);
    if (first.type === 'template_expr') return template(first);
    if (first.type === 'function_call') return second ? unknown(expression) : this.#call(first, depth);
    if (first.type === 'collection_value') return this.#collection(first, depth) ?? unknown(expression);
    if (first.type === 'for_expr') return this.#loop(first, depth) ?? unknown(expression);
    if (first.type === 'conditional') return this.#choice(first, depth) ?? unknown(expression);
    if (first.type === 'expression' && !second) return this.evaluate(first, depth + 1);
    return this.#local(expression, depth) ?? unknown(expression);
  }

  #local(expression: SyntaxNode, depth: number): Node | undefined {
    const [root, name, ...more] = expression.namedChildren;
    if (root?.text !== 'local' || name?.type !== 'get_attr' || more.length > 0) return undefined;
    const key = name.text.slice(1).trim();
    const source = this.#locals.get(key);
    const known = this.#known.get(key) ?? (source && this.evaluate(source, depth + 1));
    if (known) this.#known.set(key, known);
    return known;
  }

  #call(call: SyntaxNode, depth: number): Node {
    const [name, list] = call.namedChildren;
    const given = list?.namedChildren.filter(({ type }) => type === 'expression') ?? [];
    const function_ = name?.text ?? '';
    const values = (): readonly Node[] => given.map((each) => this.evaluate(each, depth + 1));
    const [only, more] = given;
    if (transparent.test(function_) && only && !more) return this.evaluate(only, depth + 1);
    if (function_ === 'merge') return joinedMaps(values(), lineOf(call));
    if (function_ === 'concat') return joinedLists(values(), lineOf(call));
    return unknown(call);
  }

  #collection(value: SyntaxNode, depth: number): Node | undefined {
    const [collection] = value.namedChildren;
    const line = lineOf(value);
    if (collection?.type === 'tuple') {
      const items = collection.namedChildren.filter(({ type }) => type === 'expression');
      return { kind: 'list', line, items: items.map((item) => this.evaluate(item, depth + 1)) };
    }
    if (collection?.type !== 'object') return undefined;
    const entries = new Map<string, MapEntry>();
    let open = false;
    for (const element of collection.namedChildren.filter(({ type }) => type === 'object_elem')) {
      const [name, content] = element.namedChildren;
      const key = name && keyOf(name);
      if (key === undefined || !content) open = true;
      else
        entries.set(key, {
          key,
          line: lineOf(element),
          node: this.evaluate(content, depth + 1),
          merged: false,
        });
    }
    return { kind: 'map', line, entries, ...(open ? { tag: openTag } : {}) };
  }

  /** Either side may be what runs, so both count; texts stay unknown. */
  #choice(conditional: SyntaxNode, depth: number): Node | undefined {
    const parts = conditional.namedChildren.slice(1).map((part) => this.evaluate(part, depth + 1));
    if (parts.length !== 2) return undefined;
    if (parts.some(({ kind }) => kind === 'list')) return joinedLists(parts, lineOf(conditional));
    return parts.some(({ kind }) => kind === 'map') ? joinedMaps(parts, lineOf(conditional)) : undefined;
  }

  /** `[for k, v in X : { name = k, value = v }]`, `{ for k, v in X : k => v }` */
  #loop(loop: SyntaxNode, depth: number): Node | undefined {
    const [kind] = loop.namedChildren;
    const intro = kind?.namedChildren.find(({ type }) => type === 'for_intro');
    const names = intro?.namedChildren.filter(({ type }) => type === 'identifier') ?? [];
    const over = intro?.namedChildren.find(({ type }) => type === 'expression');
    const results = kind?.namedChildren.filter(({ type }) => type === 'expression') ?? [];
    const [key, value] = names.map(({ text }) => text);
    if (!kind || !over || key === undefined) return undefined;
    const collection = this.evaluate(over, depth + 1);
    if (collection.kind === 'list') return results[0]?.text === key ? collection : undefined;
    if (collection.kind !== 'map' || value === undefined) return undefined;
    if (kind.type === 'for_object_expr') return results[0]?.text.trim() === key ? collection : undefined;
    const fields = results[0] && this.evaluate(results[0], depth + 1);
    return fields?.kind === 'map' ? overMap(collection, fields, key, value) : undefined;
  }
}

function unknown(node: SyntaxNode): Node {
  const text = node.text.slice(0, 500);
  return { kind: 'scalar', line: lineOf(node), value: text, text, tag: expressionTag };
}

function literal(value: SyntaxNode): Node {
  const line = lineOf(value);
  const [content] = value.namedChildren;
  if (content?.type === 'null_lit') return { kind: 'scalar', line, value: null, text: '' };
  if (content?.type !== 'string_lit') return { kind: 'scalar', line, value: value.text, text: value.text };
  const text = unescaped(content.text.slice(1, -1));
  return { kind: 'scalar', line, value: text, text };
}

function template(expression: SyntaxNode): Node {
  const line = lineOf(expression);
  const [inner] = expression.namedChildren;
  if (inner?.type === 'heredoc_template') return readEmbeddedJson(inner.text, line) ?? heredoc(inner, line);
  const text = unescaped(expression.text.replace(/^"|"$/g, ''));
  return { kind: 'scalar', line, value: text, text, tag: templateTag };
}

function heredoc(node: SyntaxNode, line: number): Node {
  const text = node.text.split('\n').slice(1, -1).join('\n');
  return { kind: 'scalar', line, value: text, text, ...(text.includes('${') ? { tag: templateTag } : {}) };
}

/** `name`, `"name"`; undefined for `(expression)` and for a text with `${…}`. */
function keyOf(node: SyntaxNode): string | undefined {
  const [only, more] = node.namedChildren;
  if (!only || more) return undefined;
  if (only.type === 'variable_expr') return only.text;
  if (only.type !== 'literal_value') return undefined;
  return only.text.replace(/^"|"$/g, '');
}

function unescaped(text: string): string {
  return text.replace(/\\(["\\nrt])/g, (_, each: string) => ({ n: '\n', r: '\r', t: '\t' })[each] ?? each);
}
