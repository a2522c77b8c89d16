import { code, text } from '../../report/text.ts';
import type { Said } from './compare-protobuf.ts';
import { freed } from './model.ts';
import type { Reserved } from './model.ts';

/** Numbers and names that were reserved and are not any more; null when there are none. */
export function givenUp(old: Reserved, next: Reserved, subject: string): Omit<Said, 'old' | 'new'> | null {
  const numbers = freed(old.ranges, next.ranges);
  const names = old.names.filter((name) => !next.names.includes(name));
  if (numbers.length + names.length === 0) return null;
  const title =
    numbers.length === 0
      ? text`${code(subject)} no longer reserves the name ${code(names[0] ?? '')}${[names.length > 1 ? ` and ${names.length - 1} more` : '']}`
      : text`${code(subject)} no longer reserves ${[numbers.join(', ')]}`;
  return {
    kind: numbers.length === 0 ? 'reserved-name-removed' : 'reserved-removed',
    level: 'warn',
    subject,
    title,
    reason: `The ${numbers.length === 0 ? 'names' : 'numbers'} may be used again, and old messages may still hold them`,
  };
}
