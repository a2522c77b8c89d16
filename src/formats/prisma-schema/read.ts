import type { Fact, SchemaColumn } from '../../system/facts.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine } from '../lines.ts';

const blockStart = /^\s*(model|view)\s+(\w+)\s*\{\s*(?:\/\/.*)?$/;
const field = /^\s*(\w+)\s+(\w[\w.]*)(?:\("[^"]*"\))?(?:\[\]|\?)?(?:\s|$)/;
const mapped = /(?:^|\s)@map\(\s*(?:name:\s*)?"([^"]+)"/;
const tableMapped = /^\s*@@map\(\s*(?:name:\s*)?"([^"]+)"/;

const scalars = /^(?:String|Boolean|Int|BigInt|Float|Decimal|DateTime|Json|Bytes|Unsupported)$/;

/** Models as the tables they stand for. Relations are fields without a column; code uses them in the same way. */
export function readPrismaSchema({ text }: SourceFile): Reading {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const facts: Fact[] = [];
  const enums = new Set([...text.matchAll(/^\s*enum\s+(\w+)/gm)].map(([, name]) => name));
  // The type of a relation is another model, which may stand in another file.
  const isRelation = (type: string): boolean => !scalars.test(type) && !enums.has(type);
  let open: { model: string; name: string; line: number; columns: SchemaColumn[] } | undefined;
  text.split(/\r?\n/).forEach((content, index) => {
    const line = index + 1;
    const start = blockStart.exec(content);
    if (start) {
      const model = start[2] ?? '';
      open = { model, name: model, line, columns: [] };
    } else if (open && /^\s*\}/.test(content)) {
      facts.push({ kind: 'schema-table', ...open });
      open = undefined;
    } else if (open) {
      const table = tableMapped.exec(content)?.[1];
      if (table !== undefined) open.name = table;
      const [, own, type = ''] = field.exec(content) ?? [];
      if (own === undefined) return;
      const name = mapped.exec(content)?.[1] ?? own;
      open.columns.push({
        name,
        ...(name !== own && { field: own }),
        ...(isRelation(type) && { relation: true as const }),
        line,
      });
    }
  });
  return open
    ? { facts, gaps: [{ reason: 'unparsable', detail: `The model at line ${open.line} is never closed` }] }
    : { facts };
}
