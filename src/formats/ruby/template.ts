/**
 * The Ruby of an ERB template, every character at its place: text around it becomes blanks, so lines
 * stay lines. `<%# … %>` is a comment, `<%% ` is text.
 */
export function rubyIn(text: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('<%', at);
    if (open === -1) break;
    const close = text.indexOf('%>', open + 2);
    if (close === -1) break;
    const mark = /^<%(?:[=-]|==)?/.exec(text.slice(open, open + 4))?.[0] ?? '<%';
    const isText = text[open + 2] === '#' || text[open + 2] === '%';
    parts.push(blank(text.slice(at, open)), ' '.repeat(mark.length));
    const inner = text.slice(open + mark.length, close);
    // Between two tags a statement ends, unless the first opens a block.
    parts.push(isText ? blank(inner) : inner.replace(/-$/, ' '), '; ');
    at = close + 2;
  }
  parts.push(blank(text.slice(at)));
  return parts.join('');
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** The top-level key that a line of a YAML file stands under; empty when there is none. */
export function sectionOf(lines: readonly string[], line: number): string {
  for (let at = line - 1; at >= 0; at -= 1) {
    const key = /^([A-Za-z_][\w-]*):/.exec((lines[at] ?? '').slice(0, 200))?.[1];
    if (key !== undefined) return key;
  }
  return '';
}
