import type { Fact } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readSyntax } from '../tree-sitter/syntax.ts';
import { readBlocks } from './hcl.ts';
import type { Block } from './hcl.ts';
import { readModuleCall, readRoot, readVariable } from './inputs.ts';
import { readStoreEntries } from './store-entries.ts';
import { readUnits } from './units.ts';

/** Variables, module calls, what runs with which environment, and entries of stores. One file; joins come later. */
export async function readTerraform({ text }: SourceFile): Promise<Reading> {
  return readSyntax('hcl', text, (syntax) => {
    const facts = readBlocks(syntax).blocks.flatMap(readBlock);
    return { facts: facts.toSorted((a, b) => a.line - b.line), gaps: syntax.gaps };
  });
}

function readBlock(block: Block): readonly Fact[] {
  switch (block.type) {
    case 'variable':
      return readVariable(block);
    case 'module':
      return [...readModuleCall(block), ...readUnits(block)];
    case 'resource':
    case 'data':
      return [...readUnits(block), ...readStoreEntries(block)];
    case 'terraform':
    case 'provider':
      return readRoot(block);
    default:
      return [];
  }
}
