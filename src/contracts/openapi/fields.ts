import { unescapePointer } from '../at.ts';
import type { At } from '../at.ts';

/** Headers that other parts of the contract describe. */
export function isReservedHeader(where: string, name: string): boolean {
  return where === 'header' && /^(?:accept|content-type|authorization)$/i.test(name);
}

/** Lower case, parameters in order; how characters are encoded is no other type. */
export function mediaTypeOf(type: string): string {
  const [bare = '', ...parameters] = type.split(';').map((part) => part.replace(/\s/g, '').toLowerCase());
  const told = parameters.filter((part) => part !== '' && !/^(?:charset|boundary)=/.test(part));
  return [bare, ...told.sort()].join(';');
}

/** Name of a component, with the word for its kind; undefined for what is written in place. */
export function sharedName({ pointer }: At, section: string, word: string): string | undefined {
  const [, name] = new RegExp(`^/(?:components/)?${section}/([^/]+)$`).exec(pointer) ?? [];
  return name === undefined ? undefined : `${word} ${unescapePointer(name)}`;
}
