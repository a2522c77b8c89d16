import { isObject, own } from '../../contracts/at.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine } from '../lines.ts';
import { parseDocument } from '../openapi/parse.ts';
import { positionsOf } from '../openapi/positions.ts';
import { referenceGaps } from '../openapi/references.ts';

/** An AsyncAPI document for stage 4; it has no facts beside it. */
export function readAsyncApi(file: SourceFile): Reading {
  if (file.text.includes('\0')) throw new Unreadable('encoding', 'The file holds NUL bytes: it is no text');
  const conflict = conflictLine(file.text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const document = parseDocument(file.text);
  if (!isObject(document)) throw new Unreadable('unparsable', 'Not a mapping at the top level');
  const written = own(document, 'asyncapi');
  // Nested somewhere in a document of another kind.
  if (typeof written !== 'string' && typeof written !== 'number') return { facts: [] };
  const version = String(written);
  if (!/^[23](?:\.|$)/.test(version)) throw new Unreadable('unsupported-version', 'Neither AsyncAPI 2 nor 3');
  const gaps = referenceGaps(file.path, document);
  const contract = { dialect: 'asyncapi', version, document, lineOf: positionsOf(file.text) } as const;
  return { facts: [], contract, ...(gaps.length > 0 ? { gaps } : {}) };
}
