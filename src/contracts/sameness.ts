import { isObject } from './at.ts';
import type { At } from './at.ts';
import type { Documents } from './documents.ts';

/** What a pair of equal-looking references points at. */
interface Targets {
  readonly old: At;
  readonly new: At;
}

type References = Map<string, Targets>;

/** What the keys of an object are. */
type Keys = 'keywords' | 'names' | 'values';

/** Below these keywords stand names that somebody chose, or plain values. */
const below: ReadonlyMap<string, Keys> = new Map<string, Keys>([
  ...[
    'properties',
    'patternProperties',
    'dependentSchemas',
    'definitions',
    '$defs',
    'schemas',
    'parameters',
  ].map((key) => [key, 'names'] as const),
  ...['responses', 'requestBodies', 'headers', 'content', 'callbacks', 'links', 'pathItems', 'paths'].map(
    (key) => [key, 'names'] as const,
  ),
  ...['webhooks', 'securitySchemes', 'securityDefinitions', 'encoding'].map((key) => [key, 'names'] as const),
  ...['enum', 'const', 'default', 'security', 'mapping', 'scopes', 'required', 'dependentRequired'].map(
    (key) => [key, 'values'] as const,
  ),
]);

/** Keywords for people: they change without the contract changing. */
const prose = new Set('description summary title example examples externalDocs tags $comment xml'.split(' '));

/** The only extensions that mean something here. */
const extensions = new Set(
  'x-extensible-enum x-nullable x-sunset x-stability-level x-deprecated x-webhooks'.split(' '),
);

function isSilent(key: string): boolean {
  return prose.has(key) || (key.startsWith('x-') && !extensions.has(key));
}

const deepest = 200;

/**
 * Answers quickly whether two parts of two documents are equal, prose and order of
 * keys left aside, references followed. "No" only means that a closer look is needed.
 */
export class Sameness {
  readonly #old: Documents;
  readonly #new: Documents;
  readonly #answers = new Map<string, boolean>();

  constructor(old: Documents, next: Documents) {
    this.#old = old;
    this.#new = next;
  }

  /** `keys`: what the keys of the two are; keywords unless they are names or values. */
  readonly same = (old: At, next: At, keys: Keys = 'keywords'): boolean => {
    const references: References = new Map();
    if (!this.#alike(old, next, references, keys)) return false;
    for (const [key, targets] of references) if (!this.#answer(key, targets)) return false;
    return true;
  };

  /**
   * Whether the targets of two references are equal, with all that they lead to.
   * Whatever leads to something that differs differs; the rest is equal, cycles included.
   */
  #answer(key: string, targets: Targets): boolean {
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const leading = new Map<string, string[]>();
    const found = new Set<string>();
    const differing: string[] = [];
    const open: [string, Targets][] = [[key, targets]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [one, pair] = next;
      if (found.has(one)) continue;
      found.add(one);
      const references: References = new Map();
      if (!this.#alike(pair.old, pair.new, references, 'keywords')) {
        differing.push(one);
        continue;
      }
      for (const [other, inner] of references) {
        const answer = this.#answers.get(other);
        if (answer === false) differing.push(one);
        if (answer !== undefined) continue;
        const from = leading.get(other);
        if (from) from.push(one);
        else leading.set(other, [one]);
        open.push([other, inner]);
      }
    }
    for (let one = differing.pop(); one !== undefined; one = differing.pop()) {
      if (!found.delete(one)) continue;
      this.#answers.set(one, false);
      differing.push(...(leading.get(one) ?? []));
    }
    for (const one of found) this.#answers.set(one, true);
    return this.#answers.get(key) ?? false;
  }

  #alike(old: At, next: At, references: References, keys: Keys): boolean {
    const compare = (a: unknown, b: unknown, keys: Keys, depth: number): boolean => {
      if (a === b && (typeof a !== 'object' || a === null)) return true;
      if (depth > deepest) return false;
      if (Array.isArray(a)) {
        if (!Array.isArray(b) || a.length !== b.length) return false;
        // A list of schemas or parameters: the keys of its items are keywords again.
        const inner = keys === 'names' ? 'keywords' : keys;
        return a.every((item, index) => compare(item, b[index], inner, depth + 1));
      }
      if (!isObject(a) || !isObject(b)) return false;
      // What it refers to depends on where it stands: that is for the walk to find out.
      if (keys === 'keywords' && (movesReferences(a, depth) || movesReferences(b, depth))) return false;
      if (keys === 'keywords' && typeof a['$ref'] === 'string' && typeof b['$ref'] === 'string') {
        if (!this.#collect(old, a['$ref'], next, b['$ref'], references)) return false;
      }
      for (const key in a) {
        if (keys === 'keywords' && (isSilent(key) || (key === '$ref' && typeof b[key] === 'string')))
          continue;
        const inner = keys === 'keywords' ? (below.get(key) ?? keys) : keys === 'names' ? 'keywords' : keys;
        if (!compare(a[key], b[key], inner, depth + 1)) return false;
      }
      for (const key in b) {
        if (!Object.hasOwn(a, key) && (keys !== 'keywords' || !isSilent(key))) return false;
      }
      return true;
    };
    return compare(old.node, next.node, keys, 0);
  }

  /** Notes that two references must lead to equal things; false when one of them leads nowhere. */
  #collect(from: At, old: string, to: At, next: string, references: References): boolean {
    const [before, after] = [
      this.#old.target(from.path, old, from.pointer),
      this.#new.target(to.path, next, to.pointer),
    ];
    const where = (at: At, target: At | undefined, text: string): string =>
      target ? `${target.path}\0${target.pointer}` : `${at.path}\0?${text}`;
    const [was, is] = [where(from, before, old), where(to, after, next)];
    const key = was === is ? was : `${was}\0${is}`;
    if (references.has(key) || this.#answers.get(key) === true) return true;
    if (before && after) references.set(key, { old: before, new: after });
    return before !== undefined && after !== undefined ? true : before === after && old === next;
  }
}

function movesReferences(node: Readonly<Record<string, unknown>>, depth: number): boolean {
  return (
    typeof node['$dynamicRef'] === 'string' ||
    typeof node['$recursiveRef'] === 'string' ||
    (depth > 0 && typeof node['$id'] === 'string')
  );
}
