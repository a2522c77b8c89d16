import { digestOf } from '../../system/value-shape.ts';
import type { Accepts } from '../../system/accepted-values.ts';

/** What `strconv.ParseBool` reads. */
const words = ['1', 't', 'T', 'TRUE', 'true', 'True', '0', 'f', 'F', 'FALSE', 'false', 'False'];

/** What the text of a variable must be to fill a field of this type; other types read themselves in their own way. */
export function acceptsOfType(type: string): Accepts | undefined {
  const name = type.replace(/^\*/, '');
  if (name === 'bool') return { type: 'boolean', oneOf: words.map((word) => digestOf(word)) };
  if (name === 'time.Duration') return { type: 'duration' };
  if (/^float(?:32|64)$/.test(name)) return { type: 'number' };
  if (/^int(?:8|16|32|64)?$/.test(name)) return { type: 'integer' };
  return /^uint(?:8|16|32|64)?$/.test(name) ? { type: 'integer', minimum: 0 } : undefined;
}
