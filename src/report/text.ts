/**
 * Sentences that mix our words with text from a repository. Repository text is
 * always wrapped, so that every face of the report can escape it by its own rules
 * and a forgotten escape is a type error.
 */
export type Piece = string | { readonly code: string };
export type Text = readonly Piece[];

/** Wraps a name, path or other text that comes from the repository. */
export function code(repositoryText: string): { readonly code: string } {
  return { code: repositoryText };
}

/** Tagged template: our words literally, repository text only as `code(...)` or a nested `Text`. */
export function text(
  words: TemplateStringsArray,
  ...values: readonly ({ readonly code: string } | number | Text)[]
): Text {
  const pieces: Piece[] = [];
  words.forEach((word, index) => {
    if (word !== '') pieces.push(word);
    const value = values[index];
    if (value === undefined) return;
    if (typeof value === 'number') pieces.push(String(value));
    else if ('code' in value) pieces.push(value);
    else pieces.push(...value);
  });
  return pieces;
}

/** `a`, `b` and `c`; at most `most` of them, the rest counted. */
export function list(names: readonly string[], most = 5): Text {
  const shown = names.slice(0, most);
  const rest = names.length - shown.length;
  const pieces: Piece[] = [];
  shown.forEach((name, index) => {
    if (index > 0) pieces.push(index === shown.length - 1 && rest === 0 ? ' and ' : ', ');
    pieces.push(code(name));
  });
  if (rest > 0) pieces.push(` and ${rest} more`);
  return pieces;
}

/** For JSON and logs: repository text as it is, in backquotes when `quote` is set. */
export function plain(value: Text, quote = false): string {
  return value
    .map((piece) => (typeof piece === 'string' ? piece : quote ? `\`${piece.code}\`` : piece.code))
    .join('');
}
