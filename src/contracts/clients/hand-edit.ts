import { wordsIn } from './words-in.ts';

/** An edit of generated code that a generator would not have made. */
export interface HandEdit {
  /** of head, the first that is not as it was */
  readonly line: number;
  /** how many lines came or changed, without those that only look different */
  readonly count: number;
}

/** A generator that runs again writes whole files; a person mends a few lines. */
const mostLines = 60;

/**
 * What somebody changed in generated code, as far as it means something: neither comments, nor form, nor where things
 * are imported from. Null where there is nothing such, where the generator signed otherwise (another version of it
 * wrote the file), or where what came is what the contract says (the code was behind it).
 */
export function handEdit(before: string, after: string, contract: string): HandEdit | null {
  if (signature(before) !== signature(after)) return null;
  const [old, next] = [meaningIn(before), meaningIn(after)];
  // A formatter breaks lines elsewhere, or sorts what may be sorted.
  if (lettersOf(old) === lettersOf(next) || lettersOf(inOrder(old)) === lettersOf(inOrder(next))) return null;
  const [was, is] = [countsOf(old), countsOf(next)];
  const added = next.filter(({ text }) => (was.get(text) ?? 0) < (is.get(text) ?? 0));
  const removed = old.filter(({ text }) => (is.get(text) ?? 0) < (was.get(text) ?? 0));
  // Nobody edits a descriptor: the generator did write this.
  if (added.some(({ raw }) => descriptor.test(raw))) return null;
  const count = Math.max(added.length, removed.length);
  if (count === 0 || count > mostLines || isCatchingUp(old, next, contract)) return null;
  return { line: added[0]?.line ?? 1, count };
}

/** Bytes of a description in what protoc's plugins write. */
const descriptor = /^\s*(?:0x[\da-f]{2}, ?){4}|\\x[\da-f]{2}|AddSerializedFile/;

interface Meant {
  /** without spaces, quotes and what closes a statement */
  readonly text: string;
  readonly raw: string;
  /** 1-based */
  readonly line: number;
}

const signatureLines = 12;

function signature(text: string): string {
  const lines = text.split('\n', signatureLines).filter((line) => /^\s*(?:\/\/|\/?\*|#|<!--)/.test(line));
  return lines.join('\n').replace(/\b(?:19|20)\d\d\b/g, '');
}

function meaningIn(text: string): readonly Meant[] {
  return text.split('\n').flatMap((whole, index) => {
    const line = whole.replace(/(?<!:)\/\/ ?\w.*$/, '').trimEnd();
    if (
      /^\s*(?:\/\/|\/?\*|#(?!include|\[)|import\b|export\b.{0,300}\bfrom\b|from\b|using\b|package\b|"[\w./-]+"$)/.test(
        line,
      )
    )
      return [];
    if (/^\s*(?:[\w.]{1,40}\s)?"[\w./-]+"\s*$/.test(line)) return [];
    const bare = line.replace(/[\s'"`;,()]/g, '');
    return bare === '' ? [] : [{ text: bare, raw: line, line: index + 1 }];
  });
}

function lettersOf(all: readonly Meant[]): string {
  return all.map(({ text }) => text).join('');
}

function inOrder(all: readonly Meant[]): readonly Meant[] {
  return all.toSorted((a, b) => (a.text < b.text ? -1 : 1));
}

function countsOf(all: readonly Meant[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { text } of all) found.set(text, (found.get(text) ?? 0) + 1);
  return found;
}

/** Names that came are in the contract; or none came, and several that went are not in it. */
function isCatchingUp(before: readonly Meant[], after: readonly Meant[], contract: string): boolean {
  const known = new Set<string>();
  wordsIn(contract, known);
  const [old, next] = [wordsOf(before), wordsOf(after)];
  const fresh = [...next].filter((word) => !old.has(word));
  const gone = [...old].filter((word) => !next.has(word) && !known.has(word));
  return fresh.some((word) => known.has(word)) || (fresh.length === 0 && gone.length > 2);
}

function wordsOf(all: readonly Meant[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { raw } of all) wordsIn(raw, found);
  return found;
}
