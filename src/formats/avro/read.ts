import { stripComments } from 'jsonc-parser';
import { isObject, own } from '../../contracts/at.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine } from '../lines.ts';
import { parseDocument } from '../openapi/parse.ts';
import { positionsOf } from '../openapi/positions.ts';

/** Nested further than this, a schema was not written for anybody. */
const deepest = 200;

/** An Avro schema or protocol for stage 4. */
export function readAvro({ text }: SourceFile): Reading {
  if (text.includes('\0')) throw new Unreadable('encoding', 'The file holds NUL bytes: it is no text');
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const { document, plain } = parsed(text);
  const isProtocol = typeof own(document, 'protocol') === 'string';
  if (!isProtocol && !Array.isArray(document) && !isObject(document) && typeof document !== 'string')
    throw new Unreadable('unparsable', 'Neither an Avro schema nor a protocol');
  const version = isProtocol ? 'protocol' : 'schema';
  return { facts: [], contract: { dialect: 'avro', version, document, lineOf: positionsOf(plain) } };
}

/** JSON, in which Avro's own parsers allow comments; those are blanked, so that places stay where they are. */
function parsed(text: string): { readonly document: unknown; readonly plain: string } {
  if (depthOf(text) > deepest) throw new Unreadable('too-deep', 'JSON is nested too deeply');
  try {
    return { document: JSON.parse(text) as unknown, plain: text };
  } catch {
    const plain = stripComments(text, ' ');
    return { document: parseDocument(plain), plain };
  }
}

/** At least as deep as the text is nested; brackets in strings may add to it. */
function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const character of text) {
    if (character === '{' || character === '[') most = Math.max(most, (depth += 1));
    else if (character === '}' || character === ']') depth -= 1;
  }
  return most;
}
