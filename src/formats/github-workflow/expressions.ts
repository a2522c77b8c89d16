import type { Read, ReadStrength } from '../../system/facts.ts';
import { digestOf } from '../../system/value-shape.ts';
import type { BlockTexts } from '../block-text.ts';
import { Lines } from '../lines.ts';
import type { Node, ScalarNode } from '../node.ts';

/** Inside of `${{ … }}`, with the offset of each; an expression that does not end counts to the end. */
export function expressionsIn(text: string): readonly { readonly text: string; readonly offset: number }[] {
  const found: { text: string; offset: number }[] = [];
  for (let at = text.indexOf('${{'); at !== -1; at = text.indexOf('${{', at)) {
    const end = text.indexOf('}}', at);
    if (end === -1) break;
    found.push({ text: text.slice(at + 3, end), offset: at + 3 });
    at = end + 2;
  }
  return found;
}

/** The whole of an expression when the text is nothing but one: `secrets.X`. */
export function soleExpression(text: string): string | undefined {
  const [only, more] = expressionsIn(text);
  if (!only || more || text.trim().length !== text.trim().indexOf('}}') + 2) return undefined;
  return text.trim().startsWith('${{') ? only.text.trim() : undefined;
}

const reference =
  /(?<![\w.-])(secrets|vars|env)\s*(?:\.\s*([A-Za-z_][\w-]*)|\[\s*'([\w-]+)'\s*\]|\[\s*format\(\s*'([\w-]*)|(\[|\s*\)))/g;

/** What GitHub itself provides. */
const provided = /^(?:GITHUB_|ACTIONS_|RUNNER_|CI$)/;

/** Reads of secrets, variables and environment in all texts of a node. `unit` is the job. */
export function readsIn(root: Node, texts: BlockTexts, unit: string | undefined): readonly Read[] {
  const reads: Read[] = [];
  for (const { node, condition } of scalarsOf(root)) {
    if (typeof node.value !== 'string') continue;
    const place = texts.placeOf(node);
    const parts =
      condition && !node.text.includes('${{') ? [{ text: node.text, offset: 0 }] : expressionsIn(node.text);
    const lines = place.folded ? undefined : new Lines(node.text);
    for (const part of parts) {
      for (const match of part.text.matchAll(reference)) {
        const line = lines ? place.line + lines.at(part.offset + match.index) - 1 : place.line;
        const found = readOf(match, part.text, condition, line);
        if (found) reads.push(unit === undefined ? found : { ...found, unit });
      }
    }
  }
  return reads;
}

function readOf(match: RegExpExecArray, text: string, condition: boolean, line: number): Read | undefined {
  const [whole, via = '', dotted, quoted, prefix] = match;
  const read = { kind: 'read', line, phase: 'ci', via } as const;
  const name = dotted ?? quoted;
  if (name === undefined) return { ...read, name: prefix ?? '', strength: 'prefix' };
  if (provided.test(name)) return undefined;
  const after = text.slice(match.index + whole.length, match.index + whole.length + 200);
  const before = text.slice(Math.max(0, match.index - 10), match.index);
  const fallback = /^\s*\|\|\s*(?:'((?:[^']|'')*)')?/.exec(after);
  if (fallback?.[1] !== undefined)
    return { ...read, name, strength: 'defaulted', fallback: digestOf(fallback[1].replaceAll("''", "'")) };
  const strength: ReadStrength = fallback
    ? 'defaulted'
    : condition || /^\s*(?:[!=]=|&&|[<>])/.test(after) || /(?:[!=]=|!)\s*$/.test(before)
      ? 'guarded'
      : 'required';
  return { ...read, name, strength };
}

/** All scalars, each once however often it is aliased; `condition`: the value of an `if`. */
function* scalarsOf(root: Node): Generator<{ readonly node: ScalarNode; readonly condition: boolean }> {
  const seen = new Set<Node>();
  const open: { readonly node: Node; readonly condition: boolean }[] = [{ node: root, condition: false }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, condition } = next;
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'scalar') yield { node, condition };
    else if (node.kind === 'list') for (const item of node.items) open.push({ node: item, condition: false });
    else
      for (const entry of node.entries.values())
        open.push({ node: entry.node, condition: entry.key === 'if' });
  }
}
