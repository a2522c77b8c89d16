import { lineBreaks, partOf, remembered } from '../block-memory.ts';
import type { BlockMemory } from '../block-memory.ts';
import { entries, get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { glanceAtPackage, glanceAtSnapshot, packageEntry, snapshotEntry } from './records.ts';
import type { Entry } from './records.ts';
import { scan } from './scan.ts';

/** An entry and the line it starts on. */
export interface PlacedEntry {
  readonly entry: Entry;
  readonly line: number;
}

/** A lockfile with its long lists taken apart. */
export interface Sections {
  /** all documents; of the last one not all has to be there: `packages` and `snapshots` stand below */
  readonly documents: readonly Node[];
  /** as written, `` where it is not said */
  readonly version: string;
  readonly packages: readonly PlacedEntry[];
  readonly snapshots: readonly PlacedEntry[];
}

interface Read {
  readonly entry: Entry;
  readonly breaks: number;
}

/** By blocks as pnpm writes them, each read once however often its text is met; by a parser where it is not so. */
export async function readSections(text: string, memory: BlockMemory): Promise<Sections> {
  return scanSections(text, memory) ?? (await parseSections(text));
}

/** Undefined as soon as anything stands where pnpm does not write it. */
export function scanSections(text: string, memory: BlockMemory): Sections | undefined {
  const start = text.lastIndexOf('\npackages:\n\n') + 1;
  if (start === 0 || text.indexOf('\n---', start) !== -1) return undefined;
  const documents = scan(text.slice(0, start));
  const version = textOf(get(documents?.at(-1), 'lockfileVersion')) ?? '';
  const major = Number.parseInt(version, 10);
  if (!documents || get(documents.at(-1), 'packages') || ![5, 6, 9].includes(major)) return undefined;
  const middle = text.indexOf('\nsnapshots:\n\n', start) + 1;
  if (middle === 0 && major === 9) return undefined;
  const line = lineBreaks(text.slice(0, start)) + 3;
  const end = middle === 0 ? text.length : middle;
  const packages = readBlocks(
    { text, start: start + 11, end, line },
    { memory: partOf(memory, `packages ${major}`), glance: major === 9 ? glanceAtPackage : undefined, major },
  );
  if (!packages || middle === 0)
    return packages && { documents, version, packages: packages.placed, snapshots: [] };
  const snapshots = readBlocks(
    { text, start: middle + 12, end: text.length, line: packages.line + 2 },
    { memory: partOf(memory, 'snapshots'), glance: glanceAtSnapshot },
  );
  return snapshots && { documents, version, packages: packages.placed, snapshots: snapshots.placed };
}

interface Reader {
  readonly memory: BlockMemory;
  readonly glance: ((block: string) => Entry | undefined) | undefined;
  /** of the version; left out for `snapshots` */
  readonly major?: number;
}

function readBlock(text: string, { glance, major }: Reader): Read | null {
  const breaks = lineBreaks(text);
  const glanced = glance?.(text);
  if (glanced) return { entry: glanced, breaks };
  // Nothing but its own key may stand so far out: what follows would belong to something else.
  if (/\n {0,3}\S/.test(text)) return null;
  const documents = scan(text);
  const [entry, ...more] = entries(documents?.[0]);
  if (!entry || more.length > 0 || documents?.length !== 1 || !/^ {2}\S/.test(text)) return null;
  return { entry: major === undefined ? snapshotEntry(entry) : packageEntry(entry, major), breaks };
}

interface Region {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** of its first line */
  readonly line: number;
}

/** Blocks of two blanks, parted by an empty line. */
function readBlocks(
  { text, start, end, line }: Region,
  reader: Reader,
): { readonly placed: readonly PlacedEntry[]; readonly line: number } | undefined {
  const placed: PlacedEntry[] = [];
  let at = line;
  for (let from = start; from < end;) {
    const to = endOfBlock(text, from, end);
    const read = remembered(reader.memory, text.slice(from, to), (block) => readBlock(block, reader));
    if (!read) return undefined;
    placed.push({ entry: read.entry, line: at });
    at += read.breaks;
    from = to;
  }
  return { placed, line: at };
}

/** An empty line may stand in a text over several lines too: what follows it is then further in. */
function endOfBlock(text: string, from: number, end: number): number {
  let empty = text.indexOf('\n\n', from);
  while (empty !== -1 && text.startsWith('\n\n   ', empty)) empty = text.indexOf('\n\n', empty + 2);
  return empty === -1 || empty + 2 > end ? end : empty + 2;
}

/** The whole text as YAML. */
export async function parseSections(text: string): Promise<Sections> {
  const documents = scan(text) ?? (await import('../yaml.ts')).readYaml(text);
  const project = documents.at(-1);
  const version = textOf(get(project, 'lockfileVersion')) ?? '';
  const major = Number.parseInt(version, 10);
  const packages = [...entries(get(project, 'packages'))].map((entry) => ({
    entry: packageEntry(entry, major),
    line: entry.line,
  }));
  const snapshots = [...entries(get(project, 'snapshots'))].map((entry) => ({
    entry: snapshotEntry(entry),
    line: entry.line,
  }));
  return { documents, version, packages, snapshots };
}
