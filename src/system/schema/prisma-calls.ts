import { escapePattern } from '../../formats/escape-pattern.ts';
import { lineAt } from './model-declarations.ts';

/** Keys of Prisma's arguments under which the fields of the model itself stand. */
const own =
  /^(?:where|data|select|orderBy|by|create|update|distinct|AND|OR|NOT|_count|_sum|_avg|_min|_max|include|having|cursor|some|\d+)$/;

const methods =
  '(?:findMany|findFirst|findUnique|findFirstOrThrow|findUniqueOrThrow|create|createMany|createManyAndReturn|update|updateMany|updateManyAndReturn|upsert|delete|deleteMany|count|aggregate|groupBy)';

/** Arguments of one call are looked through this far. */
const longest = 20_000;

/** Line of the first call of Prisma's client for a model, and with one of the fields if there are any. */
export function calledIn(text: string, model: string, fields: readonly string[]): number | undefined {
  const name = model.slice(0, 1).toLowerCase() + model.slice(1);
  if (!/prisma/i.test(text)) return undefined;
  const calls = new RegExp(
    `(?:\\b\\w*(?:[pP]risma|[tT]ransaction)\\w*|\\b(?:tx|trx|db|ctx\\.db|client))\\s*\\.\\s*${escapePattern(name)}\\s*\\.\\s*${methods}\\s*\\(`,
    'g',
  );
  for (const call of text.matchAll(calls)) {
    const start = call.index + call[0].length;
    if (fields.length === 0) return lineAt(text, start);
    const at = keyIn(text, start, fields);
    if (at !== undefined) return lineAt(text, at);
  }
  return undefined;
}

/** Offset of a key of these names that is the model's own, in the arguments that begin there. */
function keyIn(text: string, start: number, fields: readonly string[]): number | undefined {
  const stack: string[] = [];
  let key = '';
  const end = Math.min(text.length, start + longest);
  const parts =
    /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|([A-Za-z_$][\w$]*)\s*(?=:|,|\})|[{}()[\]]/g;
  parts.lastIndex = start;
  for (let part = parts.exec(text); part && part.index < end; part = parts.exec(text)) {
    const [whole, word] = part;
    if (word !== undefined) {
      const isOwn = stack.length > 0 && stack.every((each) => each === '' || own.test(each));
      const isKey = /^\s*:(?!:)/.test(text.slice(part.index + word.length, part.index + word.length + 10));
      if (isKey) key = word;
      if (isKey && isOwn && stack.some((each) => each !== '') && fields.includes(word)) return part.index;
    } else if (/^[{[(]$/.test(whole)) {
      // What is computed inside of a call is another object.
      stack.push(whole === '(' ? '(' : key);
      key = '';
    } else if (/^[}\])]$/.test(whole)) {
      if (stack.pop() === undefined) return undefined;
      key = '';
    }
  }
  return undefined;
}
