import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { startGit } from './git.ts';
import type { Blob } from './repository.ts';

/** What git says of one object. */
interface Answer {
  readonly object: string;
  readonly type: string;
  readonly size: number;
  /** null when it is over the limit */
  readonly bytes: Buffer | null;
}

interface Pending {
  readonly name: string;
  readonly limit: number;
  /** null: there is no such object here */
  readonly resolve: (answer: Answer | null) => void;
}

/** The part of an answer that is still to come. */
interface Incoming {
  readonly request: Pending;
  readonly object: string;
  readonly type: string;
  readonly size: number;
  /** null when the object is over its limit: its bytes are let pass */
  readonly chunks: Buffer[] | null;
  /** bytes still to come, the newline behind the content included */
  remaining: number;
}

/** One `git cat-file --batch`, kept open. Requests are answered in order, many at a time. */
export class ObjectReader {
  readonly #gitDirectory: string;
  #child: ChildProcessWithoutNullStreams | null = null;
  #queue: Pending[] = [];
  #head: Buffer = Buffer.alloc(0);
  #incoming: Incoming | null = null;
  #failures = 0;
  /** names that are queued and not yet written */
  #unsent = '';

  constructor(gitDirectory: string) {
    this.#gitDirectory = gitDirectory;
  }

  /**
   * Contents of a blob: by object name, or as `<commit>:<path>`.
   * @param limit bytes above which the content is not kept
   */
  async read(name: string, limit: number): Promise<Blob> {
    const answer = await this.#ask(name, limit);
    if (answer?.type !== 'blob') return { state: 'missing' };
    const { bytes, size } = answer;
    return bytes === null ? { state: 'too-large', size } : { state: 'read', bytes };
  }

  /** Full name of the object that an expression means (`main^{commit}`), null when there is none. */
  async resolve(expression: string): Promise<string | null> {
    return (await this.#ask(expression, 0))?.object ?? null;
  }

  /** Names are lines of a protocol: one with a line break in it is no name of anything. */
  #ask(name: string, limit: number): Promise<Answer | null> {
    if (/[\n\0]/.test(name)) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#queue.push({ name, limit, resolve });
      this.#process();
      if (this.#unsent === '') queueMicrotask(() => this.#send());
      this.#unsent += `${name}\n`;
    });
  }

  /** What is asked in one go goes out in one write: a write costs as much as an answer. */
  #send(): void {
    const names = this.#unsent;
    this.#unsent = '';
    if (names !== '') this.#child?.stdin.write(names);
  }

  close(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child) return Promise.resolve();
    return new Promise((resolve) => {
      child.once('close', () => resolve());
      child.stdin.end();
    });
  }

  #process(): ChildProcessWithoutNullStreams {
    if (this.#child) return this.#child;
    const child = startGit(this.#gitDirectory, ['cat-file', '--batch']);
    this.#child = child;
    child.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    child.stderr.resume();
    child.stdin.on('error', () => undefined);
    child.on('error', () => this.#lost(child));
    child.on('close', () => this.#lost(child));
    return child;
  }

  /**
   * git died: in a partial clone it does so at an object that is not there. That
   * object is missing; a new process answers the rest.
   */
  #lost(child: ChildProcessWithoutNullStreams): void {
    if (this.#child !== child) return;
    this.#child = null;
    const interrupted = this.#incoming?.request;
    this.#incoming = null;
    // All that waits is written anew.
    this.#unsent = '';
    this.#head = Buffer.alloc(0);
    const culprit = interrupted ?? this.#queue.shift();
    culprit?.resolve(null);
    this.#failures += 1;
    const waiting = this.#queue;
    if (waiting.length === 0) return;
    if (this.#failures > 1000) {
      this.#queue = [];
      for (const request of waiting) request.resolve(null);
      return;
    }
    this.#process().stdin.write(waiting.map(({ name }) => `${name}\n`).join(''));
  }

  #take(data: Buffer): void {
    let rest = this.#head.length > 0 ? Buffer.concat([this.#head, data]) : data;
    this.#head = Buffer.alloc(0);
    while (rest.length > 0) {
      if (this.#incoming) {
        rest = this.#content(this.#incoming, rest);
        continue;
      }
      const end = rest.indexOf(10);
      if (end === -1) {
        this.#head = rest;
        return;
      }
      this.#header(rest.toString('latin1', 0, end));
      rest = rest.subarray(end + 1);
    }
  }

  /** `<oid> <type> <size>`, or `<name> missing` and its like. */
  #header(line: string): void {
    const request = this.#queue.shift();
    if (!request) throw new Error('git cat-file answered more than it was asked');
    const match = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(line);
    if (!match) {
      request.resolve(null);
      return;
    }
    const [, object = '', type = '', digits] = match;
    const size = Number(digits);
    this.#incoming = {
      request,
      object,
      type,
      size,
      chunks: size <= request.limit ? [] : null,
      remaining: size + 1,
    };
  }

  #content(incoming: Incoming, data: Buffer): Buffer {
    const part = data.subarray(0, incoming.remaining);
    incoming.remaining -= part.length;
    incoming.chunks?.push(part);
    if (incoming.remaining === 0) {
      this.#incoming = null;
      const { chunks, object, request, size, type } = incoming;
      const bytes = chunks && Buffer.concat(chunks).subarray(0, size);
      request.resolve({ object, type, size, bytes });
    }
    return data.subarray(part.length);
  }
}
