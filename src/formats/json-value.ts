import { Unreadable } from './format.ts';
import { conflictLine } from './lines.ts';

/** What `JSON.parse` gives, not yet trusted. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** `JSON.parse` for big files. Throws {@link Unreadable}; use `readJson` where the line of every part is needed. */
export function parseJsonObject(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const conflict = conflictLine(text);
    if (conflict !== undefined)
      throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
    // The parser's own message quotes the text.
    throw new Unreadable('unparsable', 'Invalid JSON');
  }
  if (!isObject(value)) throw new Unreadable('unparsable', 'The file is JSON, but not an object');
  return value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object; empty when it is something else. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Entries of an object whose values are strings. */
export function stringEntries(value: unknown): readonly (readonly [string, string])[] {
  return Object.entries(objectOf(value)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
}
