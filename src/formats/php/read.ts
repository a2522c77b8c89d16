import type { Fact } from '../../system/facts.ts';
import { isGeneratedOrVendored } from '../code-paths.ts';
import type { Reading, SourceFile } from '../format.ts';
import { environmentReads } from '../nullable/reads.ts';
import { Lines } from '../lines.ts';
import { symfonyReads } from '../symfony-env.ts';
import { readSyntax } from '../tree-sitter/syntax.ts';
import { accessesIn } from './environment.ts';
import { configurationFile, keysOf } from './laravel-config.ts';
import { configReads, configWrites } from './laravel-reads.ts';
import { phpLanguage } from './language.ts';

/** Words without which a file asks for nothing: the grammar takes 200 ms to load. */
const marker =
  /\bgetenv\s{0,9}\(|\$_(?:ENV|SERVER)\s{0,9}\[|\benv\(|\bconfig\(|\bConfig::|%env\(|\bEnv::get\(|#\[\w{0,20}Config\(/;

/** Variables and configuration keys that code asks for, and keys that a configuration file gives. */
export async function readPhp({ path, text }: SourceFile): Promise<Reading> {
  const isConfiguration = configurationFile.test(path);
  if (
    (!marker.test(text) && !isConfiguration) ||
    isGeneratedOrVendored(path, text) ||
    path.endsWith('.blade.php')
  )
    return { facts: [] };
  return readSyntax('php', text, (syntax) => {
    const lines = new Lines(syntax.text);
    const facts: Fact[] = [
      ...environmentReads([...accessesIn(syntax)], phpLanguage, syntax),
      ...configReads(syntax),
      ...configWrites(syntax),
      ...(isConfiguration ? keysOf(path, syntax) : []),
      ...symfonyReads(syntax.text, (offset) => lines.at(offset)),
    ];
    facts.sort((a, b) => a.line - b.line);
    return { facts, ...(syntax.gaps.length > 0 && { gaps: syntax.gaps }) };
  });
}
