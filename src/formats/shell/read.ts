import type { Fact } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { nameOf } from '../paths.ts';
import { shellFacts } from '../shell-facts.ts';
import { readSyntax } from '../tree-sitter/syntax.ts';
import { variablesOf } from './reads.ts';

/** Variables that a script takes from its environment and puts there, and the tasks it calls. */
export async function readShellScript({ path, text }: SourceFile): Promise<Reading> {
  // Where a script is started cannot be told from the script.
  const calls = shellFacts(text, { line: 1, directory: null, unit: nameOf(path) });
  if (!/\$\{?[!#]?[A-Za-z_]/.test(text) && !/(?:\b(?:export|printenv)|-v)\s/.test(text))
    return { facts: calls };
  return readSyntax('bash', text, (syntax) => {
    const facts: Fact[] = [...calls, ...variablesOf(syntax, path)];
    facts.sort((a, b) => a.line - b.line);
    return { facts, ...(syntax.gaps.length > 0 && { gaps: syntax.gaps }) };
  });
}
