import type { ScalarNode } from './node.ts';

/** Where the first line of a scalar's text stands, and whether its lines are lines of the file. */
export interface TextPlace {
  /** 1-based */
  readonly line: number;
  /** true: all of the text is taken to stand on `line` */
  readonly folded: boolean;
}

/** `|` or `>` at the end of a line: the text begins on the next one. */
const blockHeader = /(?:^|[\s:-])([|>])[-+\d]{0,2}\s*(?:#.*)?$/;

/** Finds where the texts of a YAML file stand: a node only knows the line it begins on. */
export class BlockTexts {
  readonly #lines: readonly string[];

  constructor(source: string) {
    this.#lines = source.split('\n');
  }

  placeOf(node: ScalarNode): TextPlace {
    const style = blockHeader.exec((this.#lines[node.line - 1] ?? '').slice(-200))?.[1];
    if (style === undefined) return { line: node.line, folded: true };
    return { line: node.line + 1, folded: style === '>' };
  }

  /** A line of the file. */
  line(line: number): string {
    return this.#lines[line - 1] ?? '';
  }
}
