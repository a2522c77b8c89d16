import type { Fact } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { codeEnvLoads } from '../env-loads.ts';
import { readSyntax } from '../tree-sitter/syntax.ts';
import { callsHelpers } from './helper-calls.ts';
import { readsOf } from './reads.ts';
import { settingsOf } from './settings.ts';

/** Words without which a file neither reads the environment nor describes it. */
const marker = /\benviron\b|\bgetenv\b|\w*Base\w*Settings\b/;

/** Variables that code reads, sets or checks with a settings class. */
export async function readPython({ path, text }: SourceFile): Promise<Reading> {
  if (!marker.test(text) && !callsHelpers(text)) return { facts: codeEnvLoads(text, 'python') };
  return readSyntax('python', text, (syntax) => {
    const facts: Fact[] = [
      ...readsOf(syntax, path),
      ...settingsOf(syntax, path),
      ...codeEnvLoads(text, 'python'),
    ];
    facts.sort((a, b) => a.line - b.line);
    return { facts, ...(syntax.gaps.length > 0 && { gaps: syntax.gaps }) };
  });
}
