import { isObject, own } from '../../contracts/at.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine } from '../lines.ts';
import { parseDocument } from '../openapi/parse.ts';
import { positionsOf } from '../openapi/positions.ts';

/** A JSON Schema for stage 4. */
export function readJsonSchema({ text, isStated }: SourceFile): Reading {
  if (text.includes('\0')) throw new Unreadable('encoding', 'The file holds NUL bytes: it is no text');
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const document = parseDocument(text);
  const written = own(document, '$schema');
  if (!isObject(document)) return { facts: [] };
  // The name of the draft: `draft-07`, `2020-12`.
  const named =
    typeof written === 'string' ? /json-schema\.org\/(?:draft\/)?([\w-]+)/.exec(written)?.[1] : undefined;
  const version = named ?? (isStated ? '2020-12' : '');
  if (version === '') return { facts: [] };
  return { facts: [], contract: { dialect: 'json-schema', version, document, lineOf: positionsOf(text) } };
}
