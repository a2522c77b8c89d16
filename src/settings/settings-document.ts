import { LineCounter, parseDocument } from 'yaml';
import { readYaml } from '../formats/yaml.ts';
import { Unreadable } from '../formats/format.ts';
import { get, items } from '../formats/node.ts';
import type { Node } from '../formats/node.ts';

/** A settings file as plain data, with the line of every part. */
export interface SettingsDocument {
  readonly data: unknown;
  /** 1-based line of the part at a path of keys and indices, or of the nearest part around it */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

/** More than any settings file has; an alias bomb would have it. */
const mostParts = 20_000;

/** Reads YAML with one document. Throws {@link Unreadable} when it cannot be read. */
export function readSettingsDocument(text: string): SettingsDocument {
  const source = text.replace(/^\uFEFF/, '');
  const [root, second] = readYaml(source);
  if (second) throw new Unreadable('unparsable', `A second YAML document starts at line ${second.line}`);
  refuseRepeatedKeys(source);
  return {
    data: root === undefined || isNothing(root) ? {} : new PlainData().of(root, []),
    lineOf: (path) => (root ? lineOf(root, path) : 1),
  };
}

/** The reader for all of YAML lets the last of two equal keys win; half of a policy must not vanish like that. */
function refuseRepeatedKeys(source: string): void {
  const lines = new LineCounter();
  const { errors } = parseDocument(source, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const repeated = errors.find(({ code }) => code === 'DUPLICATE_KEY');
  if (repeated) {
    throw new Unreadable(
      'unparsable',
      `A key is repeated in one map at line ${lines.linePos(repeated.pos[0]).line}`,
    );
  }
}

class PlainData {
  #parts = 0;

  of(node: Node, path: readonly string[]): unknown {
    this.#parts += 1;
    if (this.#parts > mostParts || path.length > 8) {
      throw new Unreadable('too-deep', 'The settings have too many or too deeply nested parts');
    }
    if (node.kind === 'list') return node.items.map((item) => this.of(item, [...path, '']));
    if (node.kind === 'map') {
      const entries = [...node.entries.values()]
        // A key with nothing behind it, such as a list whose entries are commented out, is as good as no key.
        .filter((entry) => path.length > 0 || !isNothing(entry.node))
        .map((entry) => [entry.key, this.of(entry.node, [...path, entry.key])] as const);
      return Object.fromEntries(entries);
    }
    const { value, text } = node;
    const isVersion = path.length === 1 && path[0] === 'version';
    // An id or a name that looks like a number is still a name.
    return (typeof value === 'number' || typeof value === 'bigint') && !isVersion ? text : value;
  }
}

function isNothing(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function lineOf(root: Node, path: readonly PropertyKey[]): number {
  let node: Node | undefined = root;
  let line = root.line;
  for (const step of path) {
    const parent: Node | undefined = node;
    if (parent?.kind === 'map') {
      const entry = parent.entries.get(String(step));
      if (!entry) return line;
      line = entry.line;
      node = get(parent, String(step));
    } else {
      node = items(parent)[Number(step)];
      line = node?.line ?? line;
    }
  }
  return line;
}
