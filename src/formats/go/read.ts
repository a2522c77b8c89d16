import type { Fact } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readSyntax } from '../tree-sitter/syntax.ts';
import { callsHelpers } from './helper-calls.ts';
import { readsOf } from './reads.ts';
import { hasTags, taggedVariablesOf } from './struct-tags.ts';
import { viperVariablesOf } from './viper.ts';

/** Words without which a file neither reads the environment nor describes it. */
const marker = /\b(?:Getenv|LookupEnv|ExpandEnv|Setenv|BindEnv|MustBindEnv|SetEnvPrefix)\b/;

/** Variables that code reads, sets, or fills structs with. */
export async function readGo({ text }: SourceFile): Promise<Reading> {
  if (!marker.test(text) && !hasTags(text) && !callsHelpers(text)) return { facts: [] };
  return readSyntax('go', text, (syntax) => {
    const facts: Fact[] = [...readsOf(syntax), ...taggedVariablesOf(syntax), ...viperVariablesOf(syntax)];
    facts.sort((a, b) => a.line - b.line);
    return { facts, ...(syntax.gaps.length > 0 && { gaps: syntax.gaps }) };
  });
}
