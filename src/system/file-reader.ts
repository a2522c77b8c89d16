import type { BlockMemory } from '../formats/block-memory.ts';
import { Unreadable } from '../formats/format.ts';
import type { Format, GapReason, PartialGap } from '../formats/format.ts';
import type { Repository } from '../source/repository.ts';
import { decodeText } from '../source/text.ts';
import type { CommitTree } from '../source/tree.ts';
import type { Stage } from '../stages/rule.ts';
import { StageClock } from '../triage/stage-clock.ts';
import { locateFacts } from './locate-facts.ts';
import type { ReadFile } from './system.ts';

/** What came of reading one file of one side. */
export type Outcome =
  | {
      readonly state: 'read';
      readonly file: ReadFile;
      readonly gaps: readonly PartialGap[];
      readonly stage: Stage;
    }
  | {
      readonly state: 'unreadable';
      readonly format: string;
      readonly stage: Stage;
      readonly reason: GapReason;
      readonly detail: string;
    }
  /** no format reads such a file, or it is not there */
  | { readonly state: 'none' };

/** Which object stands at a path: of a commit, or of a folder. */
export type ReadableTree = Pick<CommitTree, 'has' | 'objectOf'>;

const usualLimit = 5 << 20;
const none: Outcome = { state: 'none' };

/** Reads files through the format registry; a blob at a path is read once, whichever side asks. */
export class FileReader {
  /** how long the readers of each stage took, with their loading */
  readonly clock = new StageClock();
  readonly #repository: Pick<Repository, 'read'>;
  readonly #formats: readonly Format[];
  /** several entries of the registry may share an id */
  readonly #byId = new Map<string, Format[]>();
  readonly #outcomes = new Map<string, Promise<Outcome>>();
  readonly #texts = new Map<string, Promise<string | null>>();
  /** by id of the format: what its files have in common is read once */
  readonly #memories = new Map<string, BlockMemory>();

  constructor(repository: Pick<Repository, 'read'>, formats: readonly Format[]) {
    this.#repository = repository;
    this.#formats = formats;
    for (const format of formats) this.#byId.set(format.id, [...(this.#byId.get(format.id) ?? []), format]);
  }

  /** Whether some format may read a file of this name. */
  mayRead(path: string): boolean {
    return this.#formats.some((format) => format.matches(path));
  }

  /** Whether one of the named formats may read a file of this name. */
  isOf(path: string, ids: readonly string[]): boolean {
    return ids.some((id) => this.#byId.get(id)?.some((format) => format.matches(path)) === true);
  }

  read(tree: ReadableTree, path: string): Promise<Outcome> {
    const object = tree.objectOf(path);
    return object === undefined ? Promise.resolve(none) : this.readObject(object, path);
  }

  /** Reads a blob as if it stood at a path. */
  readObject(object: string, path: string): Promise<Outcome> {
    const key = `${object} ${path}`;
    const known = this.#outcomes.get(key);
    if (known) return known;
    const outcome = this.#read(object, path);
    this.#outcomes.set(key, outcome);
    return outcome;
  }

  /** Text of any file, for word matching; null when it has none or is over 1 MiB. */
  text(tree: ReadableTree, path: string): Promise<string | null> {
    const object = tree.objectOf(path);
    if (object === undefined) return Promise.resolve(null);
    const known = this.#texts.get(object);
    if (known) return known;
    const text = this.#repository.read(object, 1 << 20).then((blob) => {
      const decoded = blob.state === 'read' ? decodeText(blob.bytes) : null;
      return decoded && 'text' in decoded ? decoded.text : null;
    });
    this.#texts.set(object, text);
    return text;
  }

  /** Text of generated code, which is long; null when it has none or is over 16 MiB. Not kept. */
  async longText(tree: ReadableTree, path: string): Promise<string | null> {
    const object = tree.objectOf(path);
    const blob = object === undefined ? null : await this.#repository.read(object, 16 << 20);
    const decoded = blob?.state === 'read' ? decodeText(blob.bytes) : null;
    return decoded && 'text' in decoded ? decoded.text : null;
  }

  async #read(object: string, path: string): Promise<Outcome> {
    const candidates = this.#formats.filter((format) => format.matches(path));
    const [first] = candidates;
    if (!first) return none;
    const limit = Math.max(...candidates.map((format) => format.limit ?? usualLimit));
    const blob = await this.#repository.read(object, limit);
    // A name that several formats share says nothing about a file that cannot be looked into.
    const known = candidates.find((format) => !format.recognises);
    const unreadable = (reason: GapReason, detail: string): Outcome =>
      known ? { state: 'unreadable', format: known.id, stage: known.stage, reason, detail } : none;
    if (blob.state === 'missing')
      return unreadable('missing-object', 'Its contents are not in this repository');
    if (blob.state === 'too-large') return unreadable('too-large', tooLarge(blob.size, limit));
    const decoded = decodeText(blob.bytes);
    if (!('text' in decoded)) return unreadable(decoded.reason, decoded.detail);
    const { text } = decoded;
    const format = candidates.find(({ recognises }) => !recognises || recognises(text));
    if (!format) return none;
    const own = format.limit ?? usualLimit;
    if (blob.bytes.length > own) {
      return {
        state: 'unreadable',
        format: format.id,
        stage: format.stage,
        reason: 'too-large',
        detail: tooLarge(blob.bytes.length, own),
      };
    }
    return this.#parse(format, path, text);
  }

  #memoryOf(format: string): BlockMemory {
    const known = this.#memories.get(format) ?? new Map<string, unknown>();
    this.#memories.set(format, known);
    return known;
  }

  async #parse(format: Format, path: string, text: string): Promise<Outcome> {
    const { id, stage } = format;
    try {
      const {
        facts,
        gaps = [],
        contract,
      } = await this.clock.duringAll(stage, () => format.read({ path, text }, this.#memoryOf(id)));
      const file: ReadFile = {
        path,
        format: id,
        facts: locateFacts(facts, path),
        ...(contract ? { contract } : {}),
      };
      return { state: 'read', file, gaps, stage };
    } catch (error) {
      if (error instanceof Unreadable) {
        return { state: 'unreadable', format: id, stage, reason: error.reason, detail: error.message };
      }
      // A bug in one reader must not hide the other files. Its message may hold text of the file: only its name is kept.
      const name = error instanceof Error ? error.name : typeof error;
      return {
        state: 'unreadable',
        format: id,
        stage,
        reason: 'reader-crashed',
        detail: `The ${id} reader failed (${name}); please report this`,
      };
    }
  }
}

/** Facts of a file that was read; none otherwise. */
export function factsOf(outcome: Outcome): ReadFile['facts'] {
  return outcome.state === 'read' ? outcome.file.facts : [];
}

function tooLarge(size: number, limit: number): string {
  return `${(size / 1048576).toFixed(1)} MiB; files above ${(limit / 1048576).toFixed(0)} MiB are not read`;
}
