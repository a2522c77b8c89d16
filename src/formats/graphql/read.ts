import { Kind, parse } from 'graphql';
import type { DocumentNode } from 'graphql';
import type { Block, SchemaPart } from '../../contracts/graphql/model.ts';
import { lineIn } from '../../contracts/graphql/line-in.ts';
import { lineBreaks } from '../block-memory.ts';
import type { BlockMemory } from '../block-memory.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine } from '../lines.ts';
import { blockOf } from './block-of.ts';

/** Schemas of the largest APIs have some 300,000 tokens. */
const mostTokens = 3_000_000;

/** A part of a GraphQL schema for stage 4, or a whole one; documents of operations alone give nothing. */
export function readGraphql({ path, text }: SourceFile, memory?: BlockMemory): Reading {
  if (text.includes('\0')) throw new Unreadable('encoding', 'The file holds NUL bytes: it is no text');
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const known: BlockMemory = memory ?? new Map();
  const part: SchemaPart = { path, blocks: inBlocks(text, known) ?? [{ block: whole(text), line: 1 }] };
  if (!part.blocks.some(({ block }) => block.types.length + block.directives.length + block.roots.length > 0))
    return { facts: [] };
  const lineOf = (pointer: string): number => lineIn(part, pointer);
  return { facts: [], contract: { dialect: 'graphql', version: 'SDL', document: { parts: [part] }, lineOf } };
}

/**
 * Most definitions end with a brace of their own line, and most of them are the same on both sides: each is
 * parsed once. Undefined when a piece cannot be parsed alone; the text is then parsed as a whole.
 */
function inBlocks(text: string, memory: BlockMemory): SchemaPart['blocks'] | undefined {
  const blocks: { block: Block; line: number }[] = [];
  let line = 1;
  for (const piece of text.split(/(?<=^\}\r?\n)/m)) {
    let block = memory.get(piece) as Block | undefined;
    if (!block) {
      const document = attempt(piece);
      if (!document) return undefined;
      block = blockOf(document);
      memory.set(piece, block);
    }
    blocks.push({ block, line });
    line += lineBreaks(piece);
  }
  return blocks;
}

function attempt(text: string): DocumentNode | undefined {
  try {
    return isBlank(text) ? { kind: Kind.DOCUMENT, definitions: [] } : parsed(text);
  } catch {
    return undefined; // A brace inside of a description: the whole text decides.
  }
}

function isBlank(text: string): boolean {
  return !/^[ \t]*[^\s#,]/m.test(text);
}

function whole(text: string): Block {
  try {
    return blockOf(parsed(text));
  } catch (error) {
    if (error instanceof RangeError) throw new Unreadable('too-deep', 'Nested too deeply to be read');
    const line = (error as { locations?: readonly { line: number }[] }).locations?.[0]?.line;
    if (line === undefined) throw error;
    throw new Unreadable('unparsable', `GraphQL syntax error at line ${line}`);
  }
}

/** Interfaces were once listed with commas. */
function parsed(text: string): DocumentNode {
  const today = text.replace(/\bimplements[ \t]+\w+(?:[ \t]*,[ \t]*\w+)+/g, (list) =>
    list.replaceAll(',', '&'),
  );
  return parse(today, { maxTokens: mostTokens });
}
