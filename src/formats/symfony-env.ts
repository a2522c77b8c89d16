import type { Read } from '../system/facts.ts';

/** `%env(X)%`, `%env(int:X)%`, `%env(default:parameter:X)%`, `%env(default::X)%`, `%env(key:name:json:X)%`. */
const reference = /%env\(((?:[\w-]+:|:){0,8})([A-Za-z_]\w*)\)%/g;

/**
 * Variables that Symfony fills in. Without the processor `default` (and without a parameter
 * `env(X)`) a missing one is an error.
 * @param lineAt 1-based line of an offset into the text
 */
export function symfonyReads(
  text: string,
  lineAt: (offset: number) => number,
  defaults: ReadonlySet<string> = new Set(),
): readonly Read[] {
  if (!text.includes('%env(')) return [];
  return [...text.matchAll(reference)].map((match): Read => {
    const [, processors = '', name = ''] = match;
    const strength = /(?:^|:)default:/.test(processors) || defaults.has(name) ? 'defaulted' : 'required';
    return { kind: 'read', name, line: lineAt(match.index), strength, phase: 'run', via: '%env()%' };
  });
}
