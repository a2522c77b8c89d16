import type { Fact } from '../../system/facts.ts';
import { isGeneratedOrVendored } from '../code-paths.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readSyntax } from '../tree-sitter/syntax.ts';
import { annotationFacts } from './annotations.ts';
import { callFacts } from './calls.ts';
import { java } from './java.ts';
import { kotlin } from './kotlin.ts';
import { boundClasses } from './bound-classes.ts';

/** Words without which a file asks for nothing. */
const marker =
  /\bgetenv\b|\bget(?:Required)?Property\(|@(?:[\w:]{0,12})(?:ConfigurationProperties|ConfigProperty|ConfigMapping|PropertySource)\b|@[\w:]{0,12}Property\(|\$\{[A-Za-z]|\bproperty(?:OrNull)?\("|EnableConfigServer/;

/** Variables and configuration keys that code asks for. */
export async function readJvm({ path, text }: SourceFile, grammar: 'java' | 'kotlin'): Promise<Reading> {
  if (!marker.test(text) || isGeneratedOrVendored(path, text)) return { facts: [] };
  return readSyntax(grammar, text, (syntax) => {
    const language = grammar === 'java' ? java : kotlin;
    const facts: Fact[] = [
      ...callFacts(syntax, language),
      ...annotationFacts(syntax, language),
      ...boundClasses(syntax, language),
    ];
    facts.sort((a, b) => a.line - b.line);
    return { facts, ...(syntax.gaps.length > 0 && { gaps: syntax.gaps }) };
  });
}
