import { getStaticTOMLValue, ParseError, parseTOML } from 'toml-eslint-parser';
import type { AST } from 'toml-eslint-parser';
import { Unreadable } from './format.ts';
import { conflictLine } from './lines.ts';
import type { MapEntry, Node } from './node.ts';

const deepest = 100;

/** TOML with the line of every part. Throws {@link Unreadable}. */
export function readToml(text: string): Node {
  const root = table(1);
  for (const item of parseTomlProgram(text).body[0].body) {
    if (item.type === 'TOMLKeyValue') {
      addPair(root, item, 0);
      continue;
    }
    const inner = openTable(root, item);
    for (const pair of item.body) addPair(inner, pair, 0);
  }
  return root;
}

/** The syntax tree. Throws {@link Unreadable}. */
export function parseTomlProgram(text: string): AST.TOMLProgram {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  try {
    return parseTOML(text);
  } catch (error) {
    if (error instanceof ParseError)
      throw new Unreadable('unparsable', `Invalid TOML at line ${error.lineNumber}`);
    if (error instanceof RangeError) throw new Unreadable('too-deep', 'TOML is nested too deeply');
    throw error;
  }
}

interface OpenTable {
  readonly kind: 'map';
  readonly line: number;
  readonly entries: Map<string, MapEntry>;
}

function table(line: number): OpenTable {
  return { kind: 'map', line, entries: new Map() };
}

function openTable(root: OpenTable, { key, resolvedKey, loc }: AST.TOMLTable): OpenTable {
  let at = root;
  const names = resolvedKey.filter((part): part is string => typeof part === 'string');
  const isArray = typeof resolvedKey.at(-1) === 'number';
  names.forEach((name, index) => {
    const line = key.keys[index]?.loc.start.line ?? loc.start.line;
    at = step(at, name, line, isArray && index === names.length - 1);
  });
  return at;
}

/** Into the table of that name, or the last of a list of tables; a new one where `append` says so. */
function step(at: OpenTable, name: string, line: number, append: boolean): OpenTable {
  const known = at.entries.get(name)?.node;
  if (known?.kind === 'list') {
    const list = known.items as Node[];
    if (append) list.push(table(line));
    const last = list.at(-1);
    if (last?.kind === 'map') return last as OpenTable;
  } else if (known?.kind === 'map' && !append) {
    return known as OpenTable;
  }
  const fresh = table(line);
  const node: Node = append ? { kind: 'list', line, items: [fresh] } : fresh;
  at.entries.set(name, { key: name, line, node, merged: false });
  return fresh;
}

function addPair(at: OpenTable, { key, value }: AST.TOMLKeyValue, depth: number): void {
  let holder = at;
  key.keys.slice(0, -1).forEach((part) => {
    holder = step(holder, nameOfKey(part), part.loc.start.line, false);
  });
  const last = key.keys.at(-1);
  if (!last) return;
  const name = nameOfKey(last);
  holder.entries.set(name, {
    key: name,
    line: last.loc.start.line,
    node: convert(value, depth + 1),
    merged: false,
  });
}

function nameOfKey(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

function convert(value: AST.TOMLContentNode, depth: number): Node {
  if (depth > deepest) throw new Unreadable('too-deep', `TOML is nested more than ${deepest} levels deep`);
  const { line } = value.loc.start;
  if (value.type === 'TOMLArray')
    return { kind: 'list', line, items: value.elements.map((element) => convert(element, depth + 1)) };
  if (value.type === 'TOMLInlineTable') {
    const inner = table(line);
    for (const pair of value.body) addPair(inner, pair, depth);
    return inner;
  }
  const plain = getStaticTOMLValue(value);
  if (typeof plain === 'string' || typeof plain === 'boolean')
    return { kind: 'scalar', line, value: plain, text: String(plain) };
  const written = 'number' in value ? value.number : String(plain);
  return { kind: 'scalar', line, value: typeof plain === 'number' ? plain : written, text: written };
}
