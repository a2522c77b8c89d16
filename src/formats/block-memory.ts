/**
 * What was made of a block of text, by that text. Both sides of a comparison hold mostly the same blocks: what one side
 * made of a block serves the other too, wherever it stands there. Whoever fills it keeps lines relative to the block.
 */
export type BlockMemory = Map<string, unknown>;

/** What is made of a block, made at most once. One memory serves one reader: all that it keeps there is of one type. */
export function remembered<T>(memory: BlockMemory, block: string, make: (block: string) => T): T {
  const known = memory.get(block);
  if (known !== undefined) return known as T;
  const made = make(block);
  memory.set(block, made);
  return made;
}

/** The memory of one part of a reader's work, for readers that make different things of their blocks. */
export function partOf(memory: BlockMemory, part: string): BlockMemory {
  return remembered(memory, part, () => new Map<string, unknown>());
}

/** Line breaks in a text. */
export function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
