import { Unreadable } from '../format.ts';

/** A block of a Yarn lockfile: `"a@^1", "a@^2":` and what is indented below it. */
export interface Block {
  /** what asks for it, as in its heading: `a@^1` */
  readonly descriptors: readonly string[];
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
  /** `dependencies`, `optionalDependencies`, `peerDependencies` … */
  readonly sections: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

interface OpenBlock extends Block {
  readonly fields: Map<string, string>;
  readonly sections: Map<string, Map<string, string>>;
}

/**
 * Both versions look the same from afar: headings at the margin, fields two blanks in, sections four.
 * Version 1 parts a field's name from its value by a blank, later ones by a colon.
 */
export function scanBlocks(text: string, classic: boolean): readonly Block[] {
  const blocks: OpenBlock[] = [];
  let section: Map<string, string> | undefined;
  let line = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const whole = text.slice(start, end).trimEnd();
    start = end + 1;
    line += 1;
    const content = whole.trimStart();
    const indent = whole.length - content.length;
    if (content === '' || content.startsWith('#')) continue;
    const block = blocks.at(-1);
    if (indent === 0) {
      // After a heading too long for a YAML key (`? "…"`) the colon has a line of its own.
      if (content === ':' && block) continue;
      blocks.push({
        descriptors: headingOf(content, classic, line),
        line,
        fields: new Map(),
        sections: new Map(),
      });
      section = undefined;
    } else if (!block) {
      throw new Unreadable('unparsable', `Line ${line} stands below no heading`);
    } else if (indent <= 3) {
      section = field(content, block, line);
    } else if (indent <= 5) {
      const pair = pairOf(content, line);
      section?.set(pair.name, pair.value);
    }
  }
  return blocks;
}

/** Yarn 1 quotes each descriptor that needs it, later ones the whole list. */
function headingOf(content: string, classic: boolean, line: number): readonly string[] {
  const long = !classic && content.startsWith('? ');
  if (!long && !content.endsWith(':'))
    throw new Unreadable('unparsable', `Line ${line} is no heading of a package`);
  const heading = long ? content.slice(2) : content.slice(0, -1);
  if (!classic) return unquote(heading).split(', ');
  return [...heading.matchAll(/"([^"]*)"|[^",\s]+/g)].map(([part, inner]) => inner ?? part);
}

/** A field with a value, or the start of a section, which is returned. */
function field(content: string, block: OpenBlock, line: number): Map<string, string> | undefined {
  if (content.endsWith(':') && !content.includes(' ')) {
    const section = new Map<string, string>();
    block.sections.set(content.slice(0, -1), section);
    return section;
  }
  const { name, value } = pairOf(content, line);
  block.fields.set(name, value);
  return undefined;
}

/** `name "value"`, `name: value`, `"@scope/name" "value"`, `"@scope/name": "value"`. */
function pairOf(content: string, line: number): { readonly name: string; readonly value: string } {
  const quoteEnd = content.startsWith('"') ? content.indexOf('"', 1) : -1;
  const nameEnd = quoteEnd === -1 ? content.search(/:? |:$/) : quoteEnd + 1;
  const value = content.slice(nameEnd).replace(/^:?\s*/, '');
  const balanced = value.startsWith('"') === (value.endsWith('"') && value.length > 1);
  if (nameEnd <= 0 || !balanced) throw new Unreadable('unparsable', `Line ${line} is cut off`);
  return { name: unquote(content.slice(0, nameEnd)), value: unquote(value) };
}

function unquote(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1) : text;
}
