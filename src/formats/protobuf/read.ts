import { own, pointerParts } from '../../contracts/at.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine } from '../lines.ts';
import { parseProto } from './parse.ts';

/** A `.proto` file for stage 4. */
export function readProtobuf({ text }: SourceFile): Reading {
  if (text.includes('\0')) throw new Unreadable('encoding', 'The file holds NUL bytes: it is no text');
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const document = parseProto(text);
  const { syntax: version } = document;
  return { facts: [], contract: { dialect: 'protobuf', version, document, lineOf: linesOf(document) } };
}

/** Every part of the document knows its line. */
function linesOf(document: unknown): (pointer: string) => number {
  return (pointer) => {
    let [node, line] = [document, 1];
    for (const part of pointerParts(pointer)) {
      node = own(node, part);
      const found = own(node, 'line');
      if (typeof found === 'number') line = found;
    }
    return line;
  };
}
