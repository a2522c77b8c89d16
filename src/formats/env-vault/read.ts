import { readEnvText } from '../dotenv/loaders.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine, Lines } from '../lines.ts';
import { givenFrom, variableName } from '../platform-facts.ts';

/** `DOTENV_VAULT_PRODUCTION`: one whole env file, of which not even the names can be told. */
export function readEnvVault({ text }: SourceFile): Reading {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const lines = new Lines(text);
  const { assignments } = readEnvText(text, 'dotenv');
  const named = assignments.filter(({ name }) => variableName.test(name));
  return { facts: named.map(({ name, start }) => givenFrom(name, lines.at(start), 'secret', {})) };
}
