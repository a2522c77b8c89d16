/** A line of a makefile, continuation lines joined with their line ends kept. */
export interface LogicalLine {
  readonly text: string;
  /** 1-based, of the first of them */
  readonly line: number;
  readonly recipe: boolean;
}

/** Logical lines without comments, empty lines and the bodies of `define`. */
export function logicalLines(text: string): readonly LogicalLine[] {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const found: LogicalLine[] = [];
  let defining = 0;
  let prefix = '\t';
  for (let at = 0; at < lines.length; at += 1) {
    const first = at;
    const parts = [lines[at] ?? ''];
    while (/(?:^|[^\\])(?:\\\\)*\\$/.test((lines[at] ?? '').slice(-50)) && at + 1 < lines.length) {
      at += 1;
      parts.push(lines[at] ?? '');
    }
    const joined = parts.join('\n');
    const recipe = joined.startsWith(prefix);
    const content = joined.trim();
    if (!recipe && /^(?:override\s+)?define\b/.test(content)) defining += 1;
    else if (defining > 0 && /^endef\b/.test(content)) defining -= 1;
    else if (defining === 0 && content !== '' && (recipe || !content.startsWith('#'))) {
      const chosen = /^\.RECIPEPREFIX\s*:?=\s*(\S)/.exec(content)?.[1];
      if (chosen !== undefined) prefix = chosen;
      found.push({ text: recipe ? joined.slice(prefix.length) : joined, line: first + 1, recipe });
    }
  }
  return found;
}
