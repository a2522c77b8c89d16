import { lineBreaks, remembered } from './block-memory.ts';
import type { BlockMemory } from './block-memory.ts';
import { blocksOfProgram, scanTomlBlocks } from './toml-blocks.ts';
import type { TomlBlock } from './toml-blocks.ts';
import { tomlEntries } from './toml-lock.ts';
import type { TomlEntry } from './toml-lock.ts';

/** A `[[package]]` as its reader keeps it, and the line that it starts on. */
export interface PlacedPackage<T> {
  readonly made: T;
  readonly line: number;
}

export interface TomlPackages<T> {
  /** tables that are no packages, with lines of the file */
  readonly others: readonly TomlBlock[];
  /** in order of line */
  readonly packages: readonly PlacedPackage<T>[];
}

export interface PackageReader<T> {
  /**
   * Lines of the entry count from 0, its own heading.
   * @param line of the heading in the file, for messages
   */
  readonly read: (entry: TomlEntry, line: number) => T;
  /** the same from the text alone, for blocks that look as they nearly always do; undefined for all others */
  readonly glance?: (block: string) => T | undefined;
}

interface Block<T> {
  readonly made: T;
  readonly breaks: number;
}

const heading = '\n[[package]]\n';

/** The packages of a lockfile, each read once however often its text is met; undefined for an unusual layout. */
export function scanTomlPackages<T>(
  text: string,
  memory: BlockMemory,
  reader: PackageReader<T>,
): TomlPackages<T> | undefined {
  // Text over several lines could hold anything, headings too.
  if (text.includes('"""') || text.includes("'''")) return undefined;
  const first = text.indexOf(heading);
  if (first === -1) return undefined;
  const before = scanTomlBlocks(text.slice(0, first + 1));
  const end = endOfPackages(text);
  const after = scanTomlBlocks(text.slice(end));
  if (!before || !after || hasPackage(before) || hasPackage(after)) return undefined;
  const packages: PlacedPackage<T>[] = [];
  let line = lineBreaks(text.slice(0, first)) + 2;
  for (let start = first + 1; start < end;) {
    const next = text.indexOf(heading, start);
    const stop = next === -1 || next >= end ? end : next + 1;
    const at = line;
    const block = remembered(memory, text.slice(start, stop), (own) => readBlock(own, reader, at));
    if (!block) return undefined;
    packages.push({ made: block.made, line });
    line += block.breaks;
    start = stop;
  }
  const moved = after.map((block) => movedBy(block, line - 1));
  return {
    others: [...before, ...moved.filter(({ path, fields }) => path !== '' || fields.size > 0)],
    packages,
  };
}

/** The same over a syntax tree, for files that somebody laid out in another way. */
export async function parseTomlPackages<T>(text: string, reader: PackageReader<T>): Promise<TomlPackages<T>> {
  const { parseTomlProgram } = await import('./toml.ts');
  const blocks = scanTomlBlocks(text) ?? blocksOfProgram(text, parseTomlProgram(text));
  const packages = tomlEntries(blocks, 'package').map(({ block, below }) => {
    const { line } = block;
    const own = { block: movedBy(block, -line), below: new Map<string, readonly TomlBlock[]>() };
    for (const [path, all] of below)
      own.below.set(
        path,
        all.map((each) => movedBy(each, -line)),
      );
    return { made: reader.read(own, line), line };
  });
  return { others: blocks.filter(({ path }) => !isPackage(path)), packages };
}

function readBlock<T>(text: string, reader: PackageReader<T>, line: number): Block<T> | null {
  const breaks = lineBreaks(text);
  const glanced = reader.glance?.(text);
  if (glanced !== undefined) return { made: glanced, breaks };
  const blocks = scanTomlBlocks(text, 0);
  const [entry, ...rest] = blocks ? tomlEntries(blocks, 'package') : [];
  const isWhole = blocks?.every(({ path, fields }) => isPackage(path) || (path === '' && fields.size === 0));
  return entry && rest.length === 0 && isWhole ? { made: reader.read(entry, line), breaks } : null;
}

/** Where the tables begin that stand behind the last package. */
function endOfPackages(text: string): number {
  const last = text.lastIndexOf(heading) + 1;
  for (let at = text.indexOf('\n[', last); at !== -1; at = text.indexOf('\n[', at + 1)) {
    if (!text.startsWith('[package.', at + 1) && !text.startsWith('[[package.', at + 1)) return at + 1;
  }
  return text.length;
}

function hasPackage(blocks: readonly TomlBlock[]): boolean {
  return blocks.some(({ path }) => isPackage(path));
}

function isPackage(path: string): boolean {
  return path === 'package' || path.startsWith('package.');
}

function movedBy({ path, line, fields }: TomlBlock, by: number): TomlBlock {
  const moved = [...fields].map(([key, field]) => [key, { ...field, line: field.line + by }] as const);
  return { path, line: line + by, fields: new Map(moved) };
}
