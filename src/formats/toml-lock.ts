import type { SourceFile } from './format.ts';
import { lockText } from './locked-package.ts';
import { blocksOfProgram, scanTomlBlocks } from './toml-blocks.ts';
import type { TomlBlock } from './toml-blocks.ts';

/** The tables of a lockfile in TOML: by line, or by a whole parser where it is laid out in another way. */
export async function tomlLockBlocks(file: SourceFile): Promise<readonly TomlBlock[]> {
  const text = lockText(file);
  const blocks = scanTomlBlocks(text);
  if (blocks) return blocks;
  const { parseTomlProgram } = await import('./toml.ts');
  return blocksOfProgram(text, parseTomlProgram(text));
}

/** A `[[package]]` with the tables below it. */
export interface TomlEntry {
  readonly block: TomlBlock;
  /** by path behind the entry's own: `source`, `metadata.requires-dev`; `metadata` for `[package.metadata]` */
  readonly below: ReadonlyMap<string, readonly TomlBlock[]>;
}

/** Every table of that path, each with the tables that follow it and are below it. */
export function tomlEntries(blocks: readonly TomlBlock[], path: string): readonly TomlEntry[] {
  const found: { readonly block: TomlBlock; readonly below: Map<string, TomlBlock[]> }[] = [];
  for (const block of blocks) {
    if (block.path === path) found.push({ block, below: new Map() });
    if (!block.path.startsWith(`${path}.`)) continue;
    const below = found.at(-1)?.below;
    const rest = block.path.slice(path.length + 1);
    below?.set(rest, [...(below.get(rest) ?? []), block]);
  }
  return found;
}
