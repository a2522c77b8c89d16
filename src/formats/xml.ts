import { SaxesParser } from 'saxes';
import { Unreadable } from './format.ts';
import { conflictLine } from './lines.ts';

const deepest = 200;

/** An element with its line. */
export interface Element {
  /** without the namespace's prefix */
  readonly name: string;
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** text directly inside, blanks around taken off */
  readonly text: string;
}

interface OpenElement extends Element {
  readonly children: OpenElement[];
  text: string;
}

/** The root element. Entities other than XML's own are not known and nothing outside is loaded. Throws {@link Unreadable}. */
export function readXml(text: string): Element {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const parser = new SaxesParser();
  const open: OpenElement[] = [];
  let root: OpenElement | undefined;
  parser.on('error', () => {
    throw new Unreadable('unparsable', `Invalid XML at line ${parser.line}`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length >= deepest)
      throw new Unreadable('too-deep', `XML is nested more than ${deepest} levels deep`);
    const element: OpenElement = {
      name: plainName(name),
      line: startLine(text, parser),
      attributes: new Map(Object.entries(attributes).map(([key, value]) => [plainName(key), value])),
      children: [],
      text: '',
    };
    root ??= element;
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (content) => {
    const element = open.at(-1);
    if (element) element.text = `${element.text}${content}`.trim();
  });
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  if (!root) throw new Unreadable('unparsable', 'There is no element');
  return root;
}

function plainName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The parser stands behind the tag, which may have run over several lines. */
function startLine(text: string, { line, position }: SaxesParser): number {
  const start = text.lastIndexOf('<', position - 1);
  let newlines = 0;
  for (let at = text.indexOf('\n', start); at !== -1 && at < position; at = text.indexOf('\n', at + 1))
    newlines += 1;
  return line - newlines;
}

/** The first child of that name. */
export function child(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((each) => each.name === name);
}

/** Children at the end of a path of names, through all elements of each name. */
export function at(element: Element | undefined, ...names: readonly string[]): readonly Element[] {
  let found = element ? [element] : [];
  for (const name of names)
    found = found.flatMap(({ children }) => children.filter((each) => each.name === name));
  return found;
}

/** Text of the first child of that name; undefined without one or when it is empty. */
export function textIn(element: Element | undefined, name: string): string | undefined {
  return child(element, name)?.text || undefined;
}
