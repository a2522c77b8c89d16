import { Composer, isAlias, isMap, isScalar, LineCounter, Parser } from 'yaml';
import type { Alias, Document, Node as YamlAst, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { Unreadable } from './format.ts';
import { conflictLine } from './lines.ts';
import type { ListNode, MapEntry, MapNode, Node, ScalarNode } from './node.ts';

const deepest = 500;

/**
 * All documents of a YAML text, empty ones left out. YAML 1.2 core, with merge keys
 * as everybody uses them. Throws {@link Unreadable} when any document has an error.
 */
export function readYaml(text: string): readonly Node[] {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const counter = new LineCounter();
  return parse(text, counter).flatMap((document) => {
    const error = document.errors[0];
    if (error) {
      const { line } = counter.linePos(error.pos[0]);
      throw new Unreadable('unparsable', `Invalid YAML at line ${line}: ${error.code}`);
    }
    if (document.contents === null) return [];
    return [new Converter(counter).convert(document.contents)];
  });
}

function parse(text: string, counter: LineCounter): readonly Document[] {
  try {
    const options = { lineCounter: counter, uniqueKeys: false, strict: false, prettyErrors: false } as const;
    const tokens = new BoundedParser(counter.addNewLine).parse(text);
    return [...new Composer({ ...options, logLevel: 'silent' }).compose(tokens)];
  } catch (error) {
    if (error instanceof RangeError) throw new Unreadable('too-deep', 'YAML is nested too deeply');
    throw error;
  }
}

/**
 * Stops while the text is cut into tokens. The steps behind it go down the tree by recursion, and
 * a stack that is about to run over ends the whole process when a regular expression is compiled there.
 */
class BoundedParser extends Parser {
  override *next(source: string): ReturnType<Parser['next']> {
    if (this.stack.length > deepest + 20)
      throw new Unreadable('too-deep', `YAML is nested more than ${deepest} levels deep`);
    yield* super.next(source);
  }
}

/** Turns the library's tree into ours: aliases resolved to shared nodes, merge keys applied, a line on every node. */
class Converter {
  readonly #counter: LineCounter;
  readonly #done = new Map<YamlAst, Node>();
  /** an alias means the nearest anchor of its name before it; conversion runs in that order */
  readonly #anchors = new Map<string, YamlAst>();

  constructor(counter: LineCounter) {
    this.#counter = counter;
  }

  convert(ast: YamlAst, depth = 0): Node {
    const known = this.#done.get(ast);
    if (known) return known;
    if (depth > deepest) throw new Unreadable('too-deep', `YAML is nested more than ${deepest} levels deep`);
    if (isAlias(ast)) return this.#alias(ast, depth);
    if (ast.anchor !== undefined) this.#anchors.set(ast.anchor, ast);
    if (isScalar(ast)) return this.#scalar(ast);
    return isMap(ast) ? this.#map(ast, depth) : this.#list(ast, depth);
  }

  #line(ast: YamlAst): number {
    return ast.range ? this.#counter.linePos(ast.range[0]).line : 1;
  }

  #alias(ast: Alias, depth: number): Node {
    const target = this.#anchors.get(ast.source);
    if (target) return this.convert(target, depth + 1);
    throw new Unreadable('unparsable', `YAML alias without an anchor at line ${this.#line(ast)}`);
  }

  #scalar(ast: Scalar): Node {
    const value = simple(ast.value);
    const node: ScalarNode = {
      kind: 'scalar',
      line: this.#line(ast),
      value,
      text: ast.source ?? String(value ?? ''),
      ...tagOf(ast),
    };
    this.#done.set(ast, node);
    return node;
  }

  #list(ast: YAMLSeq, depth: number): Node {
    const list: Node[] = [];
    const node: ListNode = { kind: 'list', line: this.#line(ast), items: list, ...tagOf(ast) };
    this.#done.set(ast, node);
    for (const item of ast.items as (YamlAst | null)[]) {
      list.push(item ? this.convert(item, depth + 1) : nothing(node.line));
    }
    return node;
  }

  #map(ast: YAMLMap, depth: number): Node {
    const map = new Map<string, MapEntry>();
    const node: MapNode = { kind: 'map', line: this.#line(ast), entries: map, ...tagOf(ast) };
    this.#done.set(ast, node);
    const merges: Node[] = [];
    for (const pair of ast.items as { key: YamlAst | null; value: YamlAst | null }[]) {
      const keyNode = pair.key && this.convert(pair.key, depth + 1);
      const line = keyNode?.line ?? node.line;
      const key = keyNode?.kind === 'scalar' ? keyNode.text : '';
      const value = pair.value ? this.convert(pair.value, depth + 1) : nothing(line);
      if (isMergeKey(pair.key)) merges.push(...(value.kind === 'list' ? value.items : [value]));
      else map.set(key, { key, line, node: value, merged: false });
    }
    for (const source of merges) {
      if (source.kind !== 'map') continue;
      for (const entry of source.entries.values()) {
        if (!map.has(entry.key)) map.set(entry.key, { ...entry, merged: true });
      }
    }
    return node;
  }
}

function isMergeKey(key: YamlAst | null): boolean {
  return isScalar(key) && key.source === '<<' && key.type === 'PLAIN';
}

/** Custom tags can make any object of a scalar; only its text is of use then. */
function simple(value: unknown): ScalarNode['value'] {
  const isSimple = ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
  return isSimple ? (value as ScalarNode['value']) : null;
}

function nothing(line: number): Node {
  return { kind: 'scalar', line, value: null, text: '' };
}

function tagOf(ast: YamlAst): { readonly tag?: string } {
  return ast.tag?.startsWith('!') ? { tag: ast.tag } : {};
}
