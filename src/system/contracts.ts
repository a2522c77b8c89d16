import { contractsChanged } from '../contracts/contracts-changed.ts';
import { findCallers } from '../contracts/callers/find-callers.ts';
import type { Contracts } from '../contracts/pair-contracts.ts';
import { Unreadable } from '../formats/format.ts';
import type { ContractDocument } from '../formats/format.ts';
import { nameOf } from '../formats/paths.ts';
import type { Repository, TreePair } from '../source/repository.ts';
import type { CommitTree } from '../source/tree.ts';
import type { FileReader, Outcome } from './file-reader.ts';
import { inBatches } from './in-batches.ts';
import type { ChangedFile, Gap, Mention, ReadFile } from './system.ts';

/** What stage 4 needs beside the changed files. */
export interface ContractReading {
  /** contracts and the files that they are spread over, changed or not */
  readonly base: ReadonlyMap<string, ReadFile>;
  readonly head: ReadonlyMap<string, ReadFile>;
  /** callers at head of operations that changed */
  readonly callers: readonly Mention[];
  readonly gaps: readonly Gap[];
}

const nothing: ContractReading = { base: new Map(), head: new Map(), callers: [], gaps: [] };

/** Files that one contract may be spread over; more is nobody's contract. */
const mostParts = 2000;

/** A part refers to a part; this many steps up to the contract are followed. */
const deepest = 4;

/** Reads the contracts that a change touches, as whole as they are, and looks for callers of what changed. */
export async function readContracts(
  repository: Repository,
  reader: FileReader,
  trees: TreePair,
  files: readonly ChangedFile[],
  headCommit: string,
): Promise<ContractReading> {
  const roots = await rootsOf(repository, reader, trees, files, headCommit);
  if (roots.base.size === 0 || roots.head.size === 0) return nothing;
  const base = await withParts(reader, trees.base, roots.base);
  const head = await withParts(reader, trees.head, roots.head);
  const renamed = new Map(files.flatMap(({ path, from }) => (from === undefined ? [] : [[from, path]])));
  const changed = contractsChanged(documentsOf(base), documentsOf(head), renamed);
  const callers = await findCallers(changed.operations, {
    search: async (words) => (await repository.search(headCommit, trees.head, { words })).paths,
    text: (path) => reader.text(trees.head, path),
  });
  return {
    base,
    head,
    callers: callers.map(({ path, line, operation }) => ({
      path,
      line,
      kind: 'operation',
      subject: operation,
    })),
    gaps: changed.gaps.map(({ path, gap }) => ({ stage: 'contracts', path, side: 'both', ...gap })),
  };
}

interface Roots {
  readonly base: ReadonlySet<string>;
  readonly head: ReadonlySet<string>;
}

/** Contracts that changed, and contracts that refer to a file that changed. */
async function rootsOf(
  repository: Repository,
  reader: FileReader,
  trees: TreePair,
  files: readonly ChangedFile[],
  headCommit: string,
): Promise<Roots> {
  const base = new Set<string>();
  const head = new Set<string>();
  const parts: string[] = [];
  for (const { path, from = path } of files) {
    if (!/\.(?:json|ya?ml)$/i.test(path)) continue;
    const [before, after] = [await reader.read(trees.base, from), await reader.read(trees.head, path)];
    if (contractOf(before)) base.add(from);
    if (contractOf(after)) head.add(path);
    const isUnknown = before.state === 'none' && after.state === 'none';
    if (isUnknown && (await isPart(reader, trees, path, from))) parts.push(from, path);
  }
  for (const path of await holdersOf(repository, reader, trees.head, headCommit, parts)) {
    head.add(path);
    if (contractOf(await reader.read(trees.base, path))) base.add(path);
  }
  return { base, head };
}

function contractOf(outcome: Outcome): ContractDocument | undefined {
  return outcome.state === 'read' ? outcome.file.contract : undefined;
}

const schemaWord =
  /^[\s{,]*["']?(?:type|properties|\$ref|allOf|oneOf|anyOf|enum|schemas?|responses|parameters|get|post|put|patch|delete)["']?\s*:/m;

/** Whether a file that no format reads looks like a part of a contract. */
async function isPart(reader: FileReader, trees: TreePair, path: string, from: string): Promise<boolean> {
  const text = (await reader.text(trees.head, path)) ?? (await reader.text(trees.base, from));
  return text !== null && schemaWord.test(text);
}

/** Contracts that refer to parts by their file names, directly or through other parts. */
async function holdersOf(
  repository: Repository,
  reader: FileReader,
  tree: CommitTree,
  commit: string,
  parts: readonly string[],
): Promise<ReadonlySet<string>> {
  const holders = new Set<string>();
  const seen = new Set(parts);
  let open = [...seen].slice(0, 100);
  for (let step = 0; step < deepest && open.length > 0; step += 1) {
    const names = [...new Set(open.map(nameOf))].map((name) => name.replace(/[.+?^${}()|[\]\\*]/g, '\\$&'));
    const patterns = [`\\$ref["']? *:.*(${names.join('|')})`];
    const { paths } = await repository.search(commit, tree, { words: [], patterns });
    const fresh = paths.filter((path) => !seen.has(path) && /\.(?:json|ya?ml)$/i.test(path));
    for (const path of fresh) seen.add(path);
    const outcomes = await inBatches(fresh, async (path) => [path, await reader.read(tree, path)] as const);
    for (const [path, outcome] of outcomes) if (contractOf(outcome)) holders.add(path);
    open = outcomes.flatMap(([path, { state }]) => (state === 'none' ? [path] : [])).slice(0, 100);
  }
  return holders;
}

/** Contracts, and the files that they refer to, directly and through each other. */
async function withParts(
  reader: FileReader,
  tree: CommitTree,
  roots: ReadonlySet<string>,
): Promise<ReadonlyMap<string, ReadFile>> {
  const { referencedFiles } = await import('../formats/openapi/references.ts');
  const found = new Map<string, ReadFile>();
  for (const root of roots) {
    const outcome = await reader.read(tree, root);
    if (outcome.state === 'read') found.set(root, outcome.file);
  }
  const asked = new Set(found.keys());
  let open = [...found.values()];
  while (open.length > 0 && asked.size < mostParts) {
    const named = open.flatMap(({ path, contract }) => referencedFiles(path, contract?.document));
    const fresh = [...new Set(named)].filter((path) => !asked.has(path) && tree.has(path));
    for (const path of fresh) asked.add(path);
    open = (await inBatches(fresh, (path) => readPart(reader, tree, path))).filter(
      (part) => part !== undefined,
    );
    for (const part of open) found.set(part.path, part);
  }
  return found;
}

/** A part of a contract; undefined when it cannot be read, so that the reference to it dangles, which is a gap. */
async function readPart(reader: FileReader, tree: CommitTree, path: string): Promise<ReadFile | undefined> {
  const outcome = await reader.read(tree, path);
  if (outcome.state === 'read' && outcome.file.contract) return outcome.file;
  const text = await reader.text(tree, path);
  if (text === null) return undefined;
  const { readContract } = await import('../formats/openapi/read.ts');
  try {
    const contract = readContract({ path, text });
    return outcome.state === 'read'
      ? { ...outcome.file, contract }
      : { path, format: 'openapi', facts: [], contract };
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function documentsOf(files: ReadonlyMap<string, ReadFile>): Contracts {
  return new Map([...files].flatMap(([path, { contract }]) => (contract ? [[path, contract]] : [])));
}
