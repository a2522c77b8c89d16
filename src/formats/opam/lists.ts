/** A text of a list, and what stands in braces behind it. */
export interface OpamItem {
  readonly text: string;
  readonly filter: string;
  readonly line: number;
}

export type OpamLists = ReadonlyMap<string, readonly OpamItem[]>;

const token =
  /\(\*[^]*?\*\)|#[^\n]*|"""[^]*?"""|"(?:[^"\\]|\\[^])*"|[\p{L}_][\w+-]*\s*:(?!=)|[[\]{}]|[^\s[\]{}"#]+/gu;

/** Texts of the lists of a file in opam's own syntax, by field. Null where it does not end. */
export function opamLists(text: string): OpamLists | null {
  const found = new Map<string, OpamItem[]>();
  let field = '';
  let items: OpamItem[] = [];
  let depth = 0;
  let braces = 0;
  let filter = '';
  let line = 1;
  let counted = 0;
  for (const { 0: part, index } of text.matchAll(token)) {
    for (; counted < index; counted += 1) if (text[counted] === '\n') line += 1;
    if (part.startsWith('#') || part.startsWith('(*')) continue;
    if (part === '{') braces += 1;
    else if (part === '}') {
      braces -= 1;
      const last = items.at(-1);
      if (braces === 0 && depth > 0 && last) items[items.length - 1] = { ...last, filter };
      if (braces === 0) filter = '';
    } else if (braces > 0) filter += `${part} `;
    else if (part === '[') depth += 1;
    else if (part === ']') depth -= 1;
    else if (part.startsWith('"') && field !== '') items.push({ text: unquoted(part), filter: '', line });
    else if (depth === 0 && part.endsWith(':')) {
      field = part.slice(0, -1).trim();
      items = found.get(field) ?? [];
      found.set(field, items);
    }
    if (depth < 0 || braces < 0) return null;
  }
  return depth === 0 && braces === 0 && (text.replace(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 0
    ? found
    : null;
}

function unquoted(part: string): string {
  return part.replace(/^"(?:"")?/, '').replace(/(?:"")?"$/, '');
}
