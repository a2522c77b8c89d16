import type { Read, ReadStrength } from '../system/facts.ts';
import type { ConfigRead } from '../system/app-config-facts.ts';
import { digestOf } from '../system/value-shape.ts';

/** A `${key}` or `${key:fallback}` of Spring, Micronaut, Quarkus. */
export interface Placeholder {
  readonly key: string;
  /** of the `$`, 0-based */
  readonly offset: number;
  /** raw text behind the colon */
  readonly fallback?: string;
  /** stands in the fallback of another one */
  readonly nested: boolean;
}

interface Open {
  readonly offset: number;
  colon: number;
  /** its own name is computed */
  computed: boolean;
}

const deepest = 50;

/** Placeholders in order of their ends, those in fallbacks included; computed names are left out. */
export function placeholdersIn(text: string): readonly Placeholder[] {
  const found: Placeholder[] = [];
  const open: Open[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    const top = open.at(-1);
    if (char === '$' && text[at + 1] === '{' && text[at - 1] !== '\\') {
      if (top && top.colon === -1) top.computed = true;
      if (open.length >= deepest) return found;
      open.push({ offset: at, colon: -1, computed: false });
      at += 1;
    } else if (char === ':' && top?.colon === -1) top.colon = at;
    else if (char === '}' && top) {
      open.pop();
      if (top.computed) continue;
      const key = text.slice(top.offset + 2, top.colon === -1 ? at : top.colon).trim();
      const fallback = top.colon === -1 ? {} : { fallback: text.slice(top.colon + 1, at) };
      found.push({ key, offset: top.offset, nested: open.some(({ colon }) => colon !== -1), ...fallback });
    }
  }
  return found;
}

/** Names that only variables of the environment have. */
export const isVariable = /^[A-Z][A-Z0-9_]*$/;

/** Keys of some depth: a single lower-case word may be anything that a build fills in. */
const isKey = /^[A-Za-z][\w-]*(?:[.-][\w-]+)+$/;

/**
 * What a text with placeholders asks for: variables by their names, keys by theirs.
 * @param lineAt 1-based line of an offset into the text
 */
export function placeholderReads(
  text: string,
  lineAt: (offset: number) => number,
  via: string,
  optional = false,
): readonly (Read | ConfigRead)[] {
  if (!text.includes('${')) return [];
  return placeholdersIn(text).flatMap(({ key, offset, fallback, nested }): readonly (Read | ConfigRead)[] => {
    const line = lineAt(offset);
    const strength: ReadStrength =
      fallback !== undefined ? 'defaulted' : nested || optional ? 'guarded' : 'required';
    if (isVariable.test(key)) {
      const digest =
        fallback === undefined || fallback.includes('${') ? {} : { fallback: digestOf(fallback) };
      return [{ kind: 'read', name: key, line, strength, phase: 'run', via, ...digest }];
    }
    const name = key.replace(/\[\d+\]/g, '');
    return isKey.test(name) ? [{ kind: 'config-read', family: 'jvm', key: name, line, strength, via }] : [];
  });
}
