import type { Fact } from '../../src/system/facts.ts';
import type { Format } from '../../src/formats/format.ts';
import { inShort } from './code-facts.ts';

/** As `inShort`; a key is `key a.b`, `key a.b@prod` for a profile, a read of one `required a.b`, a source `from vault`. */
export function configInShort(fact: Fact): string {
  if (fact.kind === 'config-read') return `${fact.strength} ${fact.key}`;
  if (fact.kind === 'config-source') return `from ${fact.name}`;
  if (fact.kind !== 'config-key') return inShort(fact);
  return `key ${fact.key}${fact.profile === undefined ? '' : `@${fact.profile}`}${fact.open ? '…' : ''}`;
}

/** What a format reads from a text, in short and joined by commas. */
export async function configFactsOf(format: Format, path: string, text: string): Promise<string> {
  return (await format.read({ path, text })).facts.map(configInShort).join(', ');
}
