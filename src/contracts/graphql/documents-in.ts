import { lineBreaks } from '../../formats/block-memory.ts';

/** Text that may be a GraphQL document with operations. */
export interface WrittenDocument {
  readonly text: string;
  /** 1-based line of the file at which it begins */
  readonly line: number;
}

const operations = /^\s*(?:#[^\n]*\n\s*){0,20}(?:query|mutation|subscription|fragment)\b[^{]{0,5000}\{/;

/** Whole files, and literals in code that begin like an operation or are tagged as GraphQL. */
export function documentsIn(path: string, text: string): readonly WrittenDocument[] {
  if (/\.(?:graphqls?|gql)$/i.test(path)) return [{ text, line: 1 }];
  const quotes = path.endsWith('.py') ? /"""|'''/g : /`/g;
  const found: WrittenDocument[] = [];
  let line = 1;
  let counted = 0;
  for (let match = quotes.exec(text); match; match = quotes.exec(text)) {
    const start = match.index + match[0].length;
    const end = endOf(text, start, match[0]);
    if (end === undefined) break;
    const content = text.slice(start, end);
    const isTagged = /\b(?:gql|graphql)\s{0,4}\(?\s{0,20}$/i.test(
      text.slice(Math.max(0, match.index - 60), match.index),
    );
    if (operations.test(content) || (isTagged && /^\s*\{/.test(content))) {
      line += lineBreaks(text.slice(counted, start));
      counted = start;
      found.push({ text: match[0] === '`' ? withoutInsertions(content) : content, line });
    }
    quotes.lastIndex = end + match[0].length;
  }
  return found;
}

function endOf(text: string, start: number, quote: string): number | undefined {
  if (quote !== '`') {
    const end = text.indexOf(quote, start);
    return end === -1 ? undefined : end;
  }
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '$' && text[at + 1] === '{') {
      depth += 1;
      at += 1;
    } else if (depth > 0 && character === '{') depth += 1;
    else if (depth > 0 && character === '}') depth -= 1;
    else if (depth === 0 && character === '`') return at;
  }
  return undefined;
}

/** Fragments are put in on lines of their own, names and values within a line. */
function withoutInsertions(text: string): string {
  return text
    .split('\n')
    .map((row) => (/^\$\{[^{}]*\}$/.test(row.trim()) ? '' : row.replace(/\$\{[^{}]*\}/g, ' inserted ')))
    .join('\n');
}
