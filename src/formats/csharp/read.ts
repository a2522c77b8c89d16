import type { Fact } from '../../system/facts.ts';
import { isGeneratedOrVendored } from '../code-paths.ts';
import type { Reading, SourceFile } from '../format.ts';
import { environmentReads } from '../nullable/reads.ts';
import type { Access } from '../nullable/reads.ts';
import { readSyntax } from '../tree-sitter/syntax.ts';
import type { Syntax } from '../tree-sitter/syntax.ts';
import { configurationReads, sourcesOf } from './configuration.ts';
import { argumentsOf, csharpLanguage } from './language.ts';
import { optionsClasses } from './options-classes.ts';

/** Words without which a file asks for nothing: the grammar takes 200 ms to load. */
const marker =
  /\bGetEnvironmentVariable\b|[cC]onfig(?:uration)?\s{0,4}(?:\.\s{0,40}Get|\[)|\bGetConnectionString\b|\bGet(?:Required)?Section\b|\bAdd(?:AzureKeyVault|AzureAppConfiguration|JsonFile|SystemsManager|SecretsManager|Consul)\b|\bconst string \w*(?:Section|Position|ConfigurationKey|SectionName|ConfigKey|OptionsKey)\w* = "/i;

/** Variables and configuration keys that code asks for. */
export async function readCSharp({ path, text }: SourceFile): Promise<Reading> {
  if (!marker.test(text) || isGeneratedOrVendored(path, text)) return { facts: [] };
  return readSyntax('csharp', text, (syntax) => {
    const facts: Fact[] = [
      ...environmentReads([...accessesIn(syntax)], csharpLanguage, syntax),
      ...configurationReads(syntax),
      ...optionsClasses(syntax),
      ...sourcesOf(syntax),
    ];
    facts.sort((a, b) => a.line - b.line);
    return { facts, ...(syntax.gaps.length > 0 && { gaps: syntax.gaps }) };
  });
}

function* accessesIn(syntax: Syntax): Generator<Access> {
  for (const word of syntax.words('GetEnvironmentVariable')) {
    const call = csharpLanguage.callOf(word);
    if (!call) {
      syntax.noteBroken(word);
      continue;
    }
    const receiver = word.parent?.childForFieldName('expression')?.text ?? '';
    if (!/(?:^|\.)Environment$/.test(receiver)) continue;
    yield { node: call, name: argumentsOf(call)[0] ?? null, via: 'Environment.GetEnvironmentVariable' };
  }
}
