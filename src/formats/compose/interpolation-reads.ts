import type { Read, ReadStrength } from '../../system/facts.ts';
import { digestOf } from '../../system/value-shape.ts';
import { Unreadable } from '../format.ts';
import type { PartialGap } from '../format.ts';
import type { Expansion } from '../interpolation.ts';
import { entries, items } from '../node.ts';
import type { Node, ScalarNode } from '../node.ts';
import { fillIn } from './service-node.ts';

/** More than any file a person wrote; an alias bomb gets no further. */
const mostNodes = 200_000;

const strengths: Readonly<Record<Expansion['operator'], ReadStrength>> = {
  // Compose puts in an empty text and goes on.
  plain: 'guarded',
  default: 'defaulted',
  required: 'required',
  // Nothing at all is what stands for it then, and is meant to.
  alternative: 'defaulted',
};

/** Finds `${X}` anywhere in a file: what the compose command reads where it runs. */
export class InterpolationReads {
  readonly reads: Read[] = [];
  readonly gaps: PartialGap[] = [];
  readonly #rows: readonly string[];
  readonly #everSeen = new Set<Node>();
  #left = mostNodes;

  constructor(text: string) {
    this.#rows = text.split('\n');
  }

  /** Below one service; what services share through an alias is read by each of them. */
  ofUnit(node: Node, unit: string): void {
    const seen = new Set<Node>();
    this.#walk(node, seen, unit);
    for (const each of seen) this.#everSeen.add(each);
  }

  /** What no service holds. */
  ofRest(root: Node): void {
    this.#walk(root, this.#everSeen);
  }

  #walk(root: Node, seen: Set<Node>, unit?: string): void {
    const waiting = [root];
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      this.#left -= 1;
      if (this.#left < 0) throw new Unreadable('too-large', 'Its aliases stand for too much text');
      if (node.kind === 'scalar') this.#scalar(node, unit);
      for (const item of items(node)) waiting.push(item);
      for (const entry of entries(node)) waiting.push(entry.node);
    }
  }

  #scalar(node: ScalarNode, unit: string | undefined): void {
    if (!node.text.includes('$') || node.value === null) return;
    const { expansions, malformedAt } = fillIn(node.text);
    let line = node.line;
    for (const expansion of expansions) {
      line = this.#lineOf(expansion, node, line);
      this.reads.push({
        kind: 'read',
        name: expansion.name,
        strength: strengths[expansion.operator],
        phase: 'run',
        via: 'interpolation',
        ...(unit === undefined ? {} : { unit }),
        ...(expansion.fallback === undefined ? {} : { fallback: digestOf(expansion.fallback) }),
        line,
      });
    }
    if (malformedAt !== undefined) {
      const detail = `Compose cannot read the variable expression at line ${node.line}`;
      if (!this.gaps.some((gap) => gap.detail === detail)) this.gaps.push({ reason: 'unparsable', detail });
    }
  }

  /** The node's own line, or the line inside of a text of several. */
  #lineOf(expansion: Expansion, node: ScalarNode, from: number): number {
    const pattern = `$${expansion.name}`;
    const braced = `\${${expansion.name}`;
    for (let line = from; line < from + 100 && line <= this.#rows.length; line += 1) {
      const row = this.#rows[line - 1] ?? '';
      if (row.includes(pattern) || row.includes(braced)) return line;
    }
    return node.line;
  }
}
