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
  const switches = switchesIn(code);
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
    if (optional.test(head) || asksFor(head, switches)) blocks.push(block);
    open.push(block);
  }
  return blocks;
}

/** Whether code at an offset stands in one of the blocks. */
export function isInOneOf(blocks: readonly Block[], offset: number): boolean {
  return blocks.some(({ start, end }) => start < offset && offset < end);
}

const asking = /\b(?:get_env|fetch_env|\w{0,40}_env|Env\.\w{1,40})\b/;

/** Names that are given what a variable says, or what such a name decides. */
function switchesIn(code: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, name = '', value = ''] of code.matchAll(
    /^[ \t]*(\w{1,80})[ \t]=(?![=~>])\s{0,80}([^\n]{0,300})/gm,
  ))
    if (asking.test(value) || asksFor(value, names)) names.add(name);
  return names;
}

/** `if name`, `case name`: the text tests one of the names. */
function asksFor(text: string, names: ReadonlySet<string>): boolean {
  const test = /\b(?:if|unless|case|cond|with)\b([^\n]{0,300})/.exec(text)?.[1];
  return test !== undefined && (test.match(/\w+/g) ?? []).some((word) => names.has(word));
}
