import type { Fact } from '../../src/system/facts.ts';
import type { Format } from '../../src/formats/format.ts';
import { Unreadable } from '../../src/formats/format.ts';

/**
 * A fact in short: `required X`, `defaulted X=` (with a literal fallback), `supplied X`; of a schema
 * `validated X!` (required), `X?` (not), `X?=` (has a default), `X` (cannot be told).
 */
export function inShort(fact: Fact): string {
  if (fact.kind === 'read') return `${fact.strength} ${fact.name}${fact.fallback === undefined ? '' : '='}`;
  if (fact.kind !== 'declaration') return fact.kind;
  const required = fact.required === undefined ? '' : fact.required ? '!' : '?';
  return `${fact.role} ${fact.name}${required}${fact.defaulted === true ? '=' : ''}`;
}

/** What a format reads from a text, in short and joined by commas. */
export async function factsOf(format: Format, path: string, text: string): Promise<string> {
  return (await format.read({ path, text })).facts.map(inShort).join(', ');
}

/** `read` and what is known, or the reason why the file was refused. Anything else thrown is a bug. */
export async function outcomeOf(format: Format, path: string, text: string): Promise<string> {
  try {
    const { facts, gaps = [] } = await format.read({ path, text });
    return ['read', ...facts.map(inShort), ...gaps.map(({ reason }) => `gap ${reason}`)].join(', ');
  } catch (error) {
    if (error instanceof Unreadable) return error.reason;
    throw error;
  }
}
