import { readFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import { formats } from '../formats/index.ts';
import { openRepository } from '../source/open-repository.ts';
import type { Blob } from '../source/repository.ts';
import { FileReader } from '../system/file-reader.ts';
import type { Outcome } from '../system/file-reader.ts';
import type { Located } from '../system/system.ts';
import type { Command, Options } from './run.ts';

/** `system-drift facts <path> [--at <commit>] [--as <name>]`: what the tool sees in one file, as JSON. */
export const facts: Command = async ([path, ...rest], options) => {
  if (path === undefined || rest.length > 0)
    throw new UserError('facts takes one path', 'system-drift facts <path>');
  const blob = options.at === undefined ? await fromDisk(path) : await fromCommit(path, options.at, options);
  const name = options.as ?? path;
  const outcome = await new FileReader({ read: () => Promise.resolve(blob) }, formats).readObject(
    'given',
    name,
  );
  process.stdout.write(printFacts(path, outcome));
  return 0;
};

/** JSON of what was read: `{path, format, facts, gaps}`. */
export function printFacts(path: string, outcome: Outcome): string {
  const reading =
    outcome.state === 'read'
      ? { format: outcome.file.format, facts: outcome.file.facts.map(withoutFile), gaps: outcome.gaps }
      : outcome.state === 'unreadable'
        ? { format: outcome.format, facts: [], gaps: [{ reason: outcome.reason, detail: outcome.detail }] }
        : {
            format: null,
            facts: [],
            gaps: [{ reason: 'unsupported-format', detail: 'No reader knows this file' }],
          };
  return `${JSON.stringify({ path, ...reading }, withoutValues, 2)}\n`;
}

/** All stand in the file that was asked about. */
function withoutFile({ file: _, ...fact }: Located): object {
  return fact;
}

/** Digests, command lines and other raw text stay inside: see `facts.ts`. */
const inside: ReadonlySet<string> = new Set(['digest', 'fallback', 'text', 'argv', 'measure', 'oneOf']);

function withoutValues(key: string, value: unknown): unknown {
  return inside.has(key) ? undefined : value;
}

async function fromDisk(path: string): Promise<Blob> {
  try {
    return { state: 'read', bytes: await readFile(path) };
  } catch {
    throw new UserError(
      `${path} cannot be read`,
      'Check the path; with --at it is relative to the repository root.',
    );
  }
}

async function fromCommit(path: string, revision: string, { repo }: Options): Promise<Blob> {
  const repository = await openRepository(repo);
  try {
    const commit = await repository.resolve(revision);
    if (commit === null)
      throw new UserError(`${revision} is not a commit of this repository`, 'Check --at and --repo.');
    const blob = await repository.readPath(commit, path, 512 << 20);
    if (blob !== null) return blob;
    throw new UserError(
      `${path} is not a file at ${revision}`,
      'The path is relative to the repository root.',
    );
  } finally {
    await repository.close();
  }
}
