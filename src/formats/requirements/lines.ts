/** What stands on one line after the continuations are joined, options for the one package taken off. */
export interface LogicalLine {
  /** without comment and hashes */
  readonly text: string;
  /** of its start */
  readonly line: number;
  /** `sha256:…` */
  readonly hashes: readonly string[];
  /** who asks for it, as tools that compile such files note: package names and `-r requirements.in` */
  readonly via: readonly string[];
}

/** Lines that say something, in order. */
export function logicalLines(text: string): readonly LogicalLine[] {
  const found: (LogicalLine & { readonly via: string[] })[] = [];
  let open: { text: string; line: number } | null = null;
  let inVia = false;
  text.split('\n').forEach((whole, index) => {
    const line = whole.trimEnd();
    const comment = /^\s*#\s?(.*)$/.exec(line)?.[1];
    if (comment !== undefined) {
      // A comment ends a continuation too.
      if (open) found.push(close(open));
      open = null;
      inVia = viaOf(comment, inVia, found.at(-1)?.via);
      return;
    }
    inVia = false;
    const continues = /(?:^|[^\\])\\$/.test(line);
    const part = (continues ? line.slice(0, -1) : line).replace(/(?:^|\s)#.*$/, '').trim();
    const inline = /\s#\s*via (.+)$/.exec(line)?.[1];
    if (open) open.text += ` ${part}`;
    else if (part !== '') open = { text: part, line: index + 1 };
    if (continues || !open) return;
    const last = close(open);
    open = null;
    if (inline !== undefined) last.via.push(...inline.split(',').map((name) => name.trim()));
    found.push(last);
  });
  if (open) found.push(close(open));
  return found;
}

/** `# via flask`, or `# via` and a name on each of the lines that follow. */
function viaOf(comment: string, inVia: boolean, via: string[] | undefined): boolean {
  const first = /^\s*via\b\s*(.*)$/.exec(comment);
  if (!via || (!first && !inVia)) return false;
  const names = (first ? (first[1] ?? '') : comment).split(',').map((name) => name.trim());
  via.push(...names.filter((name) => name !== ''));
  return true;
}

function close({ text, line }: { readonly text: string; readonly line: number }): LogicalLine & {
  readonly via: string[];
} {
  const hashes = [...text.matchAll(/--hash[= ]\s*([a-z0-9]+:[0-9a-fA-F]+)/g)].map(([, hash = '']) => hash);
  const plain = text
    .replace(/\s--(?:hash|config-settings|global-option|install-option)[= ]\s*(?:"[^"]*"|\S+)/g, '')
    .trim();
  return { text: plain, line, hashes, via: [] };
}
