import type { PayloadModule } from '../../formats/payloads/payload-module.ts';
import { readPayloads } from '../../formats/payloads/read-payloads.ts';
import { inBatches } from '../in-batches.ts';

/** Files of head that hold one of the searched words, and what they offer. */
export class HeadFiles {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #modules = new Map<string, Promise<PayloadModule | null>>();

  private constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
  }

  static async read(
    paths: readonly string[],
    text: (path: string) => Promise<string | null>,
  ): Promise<HeadFiles> {
    const texts = new Map<string, string>();
    await inBatches(paths, async (path) => {
      const found = await text(path);
      if (found !== null) texts.set(path, found);
    });
    return new HeadFiles(texts);
  }

  get paths(): Iterable<string> {
    return this.#texts.keys();
  }

  text(path: string): string {
    return this.#texts.get(path) ?? '';
  }

  /** Paths of files that hold a word, in order. */
  holding(word: string): readonly string[] {
    return [...this.#texts].flatMap(([path, text]) => (holdsWord(text, word) ? [path] : [])).sort();
  }

  /** What one of the files offers; null when it cannot be parsed. */
  module(path: string): Promise<PayloadModule | null> {
    const known = this.#modules.get(path);
    if (known) return known;
    const found = readPayloads(path, this.text(path));
    this.#modules.set(path, found);
    return found;
  }
}

/** Whether a text holds a word with nothing of a name on either side. */
export function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (!isPartOfName(text[at - 1]) && !isPartOfName(text[at + word.length])) return true;
  return false;
}

function isPartOfName(character: string | undefined): boolean {
  return character !== undefined && /[\w$]/.test(character);
}
