/** What stands between a `do` or `fn` and its `end`. */
export interface Block {
  readonly start: number;
  end: number;
}

const optional =
  /\b(?:config_env\(\)|Mix\.env\(?\)?)\s{0,9}(?:==|in)\s{0,9}\[?\s{0,9}:(?:test|dev|ci)\b|\b(?:if|unless|case|cond|with)\b[^\n]*\b(?:get_env|fetch_env|_env)\b/;

const token = /(?<![\w:.@])(do|fn|end)(?![\w?!:])/g;

/** Blocks of masked code that run only where another variable or a developer's environment says so. */
export function switchedBlocksOf(code: string): readonly Block[] {
  const blocks: Block[] = [];
  const open: Block[] = [];
  for (const { 1: word, index } of code.matchAll(token)) {
    if (word === 'end') {
      const last = open.pop();
      if (last) last.end = index;
      continue;
    }
    const line = code.lastIndexOf('\n', index) + 1;
    // A head may be longer than its line, as `if a and\n b do` is; what matters stands close.
    const head = word === 'do' ? code.slice(Math.max(line, index - 500), index) : '';
    const block = { start: index, end: code.length };
    if (optional.test(head)) blocks.push(block);
    open.push(block);
  }
  return blocks;
}

/** Whether code at an offset stands in one of the blocks. */
export function isInOneOf(blocks: readonly Block[], offset: number): boolean {
  return blocks.some(({ start, end }) => start < offset && offset < end);
}
