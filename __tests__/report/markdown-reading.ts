/** As much of how GitHub reads Markdown as the tests need, written from the specification and apart from `src/`. */

/** Code spans (CommonMark 6.1): a run of backquotes up to the next run of the same length. */
export function codeSpans(line: string): { readonly codes: readonly string[]; readonly prose: string } {
  const codes: string[] = [];
  let prose = '';
  let at = 0;
  while (at < line.length) {
    if (line[at] === '\\') {
      prose += line.slice(at, at + 2);
      at += 2;
      continue;
    }
    const fence = /^`+/.exec(line.slice(at))?.[0];
    if (fence === undefined) {
      prose += line[at];
      at += 1;
      continue;
    }
    const start = at + fence.length;
    const end = closingOf(line, start, fence.length);
    if (end === -1) {
      prose += fence;
      at = start;
      continue;
    }
    const content = line.slice(start, end);
    codes.push(/^ .*\S.* $/u.test(content) ? content.slice(1, -1) : content);
    prose += '\uFFFC';
    at = end + fence.length;
  }
  return { codes, prose };
}

function closingOf(line: string, from: number, length: number): number {
  for (const run of line.slice(from).matchAll(/`+/g)) {
    if (run[0].length === length) return from + run.index;
  }
  return -1;
}

/** Cells of a table row: parted by every pipe that has no backslash before it. */
export function cells(row: string): readonly string[] {
  return row.split(/(?<!\\)\|/).slice(1, -1);
}

/** Text that a reader sees of prose: escapes and character references resolved, our zero-width breaks taken out. */
export function seen(prose: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return prose
    .replaceAll('<span>$</span>', '$')
    .replace(
      /\\([!-/:-@[-`{-~])|&(?:#(\d+)|(\w+));/g,
      (whole: string, mark?: string, number?: string, name?: string) => {
        if (mark !== undefined) return mark;
        return number === undefined ? (named[name ?? ''] ?? whole) : String.fromCodePoint(Number(number));
      },
    )
    .replaceAll('\u200B', '');
}

/** What GitHub would turn into a link, a mention or a cross-reference. */
export const linksItself = /@[\p{L}\p{N}_]|(?<!&)#\d|GH-\d|:\/\/|www\./iu;
