/**
 * Matches a path against a pattern as ignore files and COPY write them: `*` and `?` within a part,
 * `[a-z]`, `**` over any number of parts. In time linear in both for every part: patterns are untrusted.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const parts = path.split('/');
  // As for `*` within a part, one place to come back to is enough for `**`.
  let at = 0;
  let from = 0;
  let resume: { readonly at: number; from: number } | undefined;
  while (from < parts.length) {
    if (wanted[at] === '**') {
      resume = { at: at + 1, from };
      at += 1;
    } else if (at < wanted.length && matchesPart(wanted[at] ?? '', parts[from] ?? '')) {
      at += 1;
      from += 1;
    } else if (resume) {
      resume.from += 1;
      at = resume.at;
      from = resume.from;
    } else return false;
  }
  while (wanted[at] === '**') at += 1;
  return at === wanted.length;
}

/** Whether a pattern is more than a path. */
export function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

function matchesPart(pattern: string, part: string): boolean {
  const tokens = tokensOf(pattern);
  let at = 0;
  let from = 0;
  let resume: { readonly at: number; from: number } | undefined;
  while (from < part.length) {
    const token = tokens[at];
    if (token === '*') {
      resume = { at: at + 1, from };
      at += 1;
    } else if (typeof token === 'function' && token(part.charAt(from))) {
      at += 1;
      from += 1;
    } else if (resume) {
      resume.from += 1;
      at = resume.at;
      from = resume.from;
    } else return false;
  }
  while (tokens[at] === '*') at += 1;
  return at === tokens.length;
}

type Token = '*' | ((character: string) => boolean);

function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (character === '*') tokens.push('*');
    else if (character === '?') tokens.push(() => true);
    else if (character === '[' && pattern.indexOf(']', at + 2) !== -1) {
      const end = pattern.indexOf(']', at + 2);
      tokens.push(classOf(pattern.slice(at + 1, end)));
      at = end;
    } else {
      const literal = character === '\\' && at + 1 < pattern.length ? pattern.charAt((at += 1)) : character;
      tokens.push((other) => other === literal);
    }
  }
  return tokens;
}

/** The inside of `[…]`. */
function classOf(text: string): (character: string) => boolean {
  const negated = /^[!^]/.test(text);
  const members = negated ? text.slice(1) : text;
  const holds = (character: string): boolean => {
    for (let at = 0; at < members.length; at += 1) {
      if (members.charAt(at + 1) === '-' && at + 2 < members.length) {
        if (character >= members.charAt(at) && character <= members.charAt(at + 2)) return true;
        at += 2;
      } else if (members.charAt(at) === character) return true;
    }
    return false;
  };
  return (character) => holds(character) !== negated;
}
