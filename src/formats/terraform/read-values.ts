import type { TemplateArgument } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readJson } from '../json.ts';
import { entries } from '../node.ts';
import { readSyntax } from '../tree-sitter/syntax.ts';
import { readBlocks } from './hcl.ts';

/** The names that a file of values gives; never the values. */
export async function readTerraformValues({ path, text }: SourceFile): Promise<Reading> {
  if (path.endsWith('.json')) return { facts: [...entries(readJson(text))].map(given) };
  return readSyntax('hcl', text, (syntax) => ({
    facts: [...readBlocks(syntax).attributes.values()].map(given),
    gaps: syntax.gaps,
  }));
}

function given({ key, line }: { readonly key: string; readonly line: number }): TemplateArgument {
  return { kind: 'template-argument', tool: 'terraform', name: key, line };
}
