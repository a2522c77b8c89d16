/** `name@range` taken apart; the `@` of a scope is part of the name. */
export interface Descriptor {
  readonly name: string;
  readonly range: string;
}

export function parseDescriptor(text: string): Descriptor {
  const at = text.indexOf('@', 1);
  return at === -1 ? { name: text, range: '' } : { name: text.slice(0, at), range: text.slice(at + 1) };
}

/** `npm:other@^1` asks for another package than its name says; null for anything else. */
export function aliasOf(range: string): Descriptor | null {
  const found = /^npm:(.[^@]*)@(.*)$/s.exec(range);
  return found ? { name: found[1] ?? '', range: found[2] ?? '' } : null;
}

/**
 * Finds the block that answers a dependency. Yarn 2 and 3 leave `npm:` out where a dependency is
 * listed and not in the heading; `resolutions` replace the range, so a package that is there once is meant.
 */
export class Answers {
  readonly #keys = new Map<string, string>();
  readonly #only = new Map<string, string | null>();

  add(descriptors: readonly string[], key: string): void {
    for (const descriptor of descriptors) this.#keys.set(descriptor, key);
    for (const name of new Set(descriptors.map((descriptor) => parseDescriptor(descriptor).name))) {
      this.#only.set(name, this.#only.has(name) ? null : key);
    }
  }

  keyOf(name: string, range: string): string | undefined {
    return (
      this.#keys.get(`${name}@${range}`) ??
      this.#keys.get(`${name}@npm:${range}`) ??
      this.#only.get(name) ??
      undefined
    );
  }
}
