import { contractParts } from '../contracts/clients/contract-shape.ts';
import type { ContractPart } from '../contracts/clients/contract-shape.ts';
import { generatedBy, signatures } from '../contracts/clients/generated-by.ts';
import { judgeClient } from '../contracts/clients/judge-client.ts';
import type { Staleness } from '../contracts/clients/judge-client.ts';
import { keepsStep } from '../contracts/clients/keeps-step.ts';
import { wordForm, wordsIn } from '../contracts/clients/words-in.ts';
import { isSchemaDocument } from '../contracts/graphql/model.ts';
import { pairContracts } from '../contracts/pair-contracts.ts';
import type { Contracts, ContractPair, NamedContract } from '../contracts/pair-contracts.ts';
import { isTestPath, isVendoredPath } from '../formats/code-paths.ts';
import type { ContractDocument } from '../formats/format.ts';
import { folderOf, nameOf } from '../formats/paths.ts';
import { referencedFiles } from '../formats/openapi/references.ts';
import { contractsOf } from './contracts.ts';
import { inBatches } from './in-batches.ts';
import type { Change } from './system.ts';

/** Generated code that did not follow its contract. */
export interface StaleClient extends Staleness {
  /** of the contract, at head */
  readonly contract: string;
  readonly tool: string;
  /** whether the client itself names the contract as its source */
  readonly isNamed: boolean;
  /** whether it used to change in the commits that changed the contract; null when that cannot be told */
  readonly keepsStep: true | null;
  /** one file, or the folder that all of them stand in */
  readonly path: string;
  readonly files: readonly string[];
}

export interface ClientLook {
  readonly search: (
    within: readonly { readonly endings: readonly string[]; readonly patterns: readonly string[] }[],
  ) => Promise<readonly string[]>;
  /** of head; null where it cannot be read */
  readonly text: (path: string) => Promise<string | null>;
  /** times of the commits up to base that changed a path, newest first */
  readonly times: (path: string) => Promise<readonly number[]>;
}

const endings = 'ts tsx js mjs go py pyi java kt cs rb php rs swift dart cc h'
  .split(' ')
  .map((each) => `.${each}`);

const mostClients = 400;
const mostFiles = 3000;

type Dialect = 'openapi' | 'graphql' | 'protobuf';

/** A contract that changed in what generators look at. */
interface Moved {
  readonly path: string;
  readonly dialect: Dialect;
  /** of its files, at base, one that changed */
  readonly from: string;
  readonly before: readonly ContractPart[];
  readonly after: readonly ContractPart[];
}

/** The change with generated code that it left behind its contracts; looks for some only where a contract changed. */
export async function withStaleClients(change: Change, look: ClientLook): Promise<Change> {
  const moved = movedContracts(change);
  if (moved.length === 0) return change;
  const paths = await look.search(searchesFor(moved));
  const signed = await signedFiles(paths, moved, look);
  const touched = new Set(change.files.flatMap(({ path, from = path }) => [path, from]));
  const staleClients: StaleClient[] = [];
  for (const client of grouped(signed).slice(0, mostClients)) {
    if (client.files.some(({ path }) => touched.has(path))) continue;
    const stale = await judged(client, moved, [...change.head.tree.paths()], look);
    if (stale) staleClients.push(stale);
  }
  return staleClients.length > 0 ? { ...change, staleClients } : change;
}

function movedContracts({ base, head, files }: Change): readonly Moved[] {
  const [before, after] = [contractsOf(base), contractsOf(head)];
  const touched = new Set(files.flatMap(({ path, from = path }) => [path, from]));
  if (![...before.keys(), ...after.keys()].some((path) => touched.has(path))) return [];
  const renamed = new Map(files.flatMap(({ path, from }) => (from === undefined ? [] : [[from, path]])));
  return pairContracts(before, after, renamed).pairs.flatMap((pair) => movedOf(pair, before, after, touched));
}

function movedOf(
  { old, new: next }: ContractPair,
  before: Contracts,
  after: Contracts,
  touched: ReadonlySet<string>,
): readonly Moved[] {
  const { dialect } = next.contract;
  if (dialect !== 'openapi' && dialect !== 'graphql' && dialect !== 'protobuf') return [];
  const [was, is] = [documentsOf(old, before), documentsOf(next, after)];
  const from = [...filesOf(was)].find((path) => touched.has(path));
  if (from === undefined) return [];
  const [first, second] = [contractParts(was), contractParts(is)];
  const keys = new Set(first.map(({ kind, key, signature }) => `${kind} ${key} ${signature}`));
  const isSame =
    first.length === second.length &&
    second.every(({ kind, key, signature }) => keys.has(`${kind} ${key} ${signature}`));
  return isSame ? [] : [{ path: next.path, dialect, from, before: first, after: second }];
}

/** The files that a contract is spread over. */
function documentsOf(
  { path, contract }: NamedContract,
  all: Contracts,
): ReadonlyMap<string, ContractDocument> {
  const found = new Map([[path, contract]]);
  const open = contract.dialect === 'openapi' ? [path] : [];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    for (const other of referencedFiles(from, found.get(from)?.document)) {
      const document = all.get(other);
      if (!document || found.has(other)) continue;
      found.set(other, document);
      open.push(other);
    }
  }
  return found;
}

/** A schema of many files says itself which ones. */
function filesOf(documents: ReadonlyMap<string, ContractDocument>): readonly string[] {
  return [...documents].flatMap(([path, { document }]) =>
    isSchemaDocument(document) ? document.parts.map((part) => part.path) : [path],
  );
}

function searchesFor(moved: readonly Moved[]): Parameters<ClientLook['search']>[0] {
  const names = moved.flatMap(({ dialect, path }) => (dialect === 'protobuf' ? [nameOf(path)] : []));
  const escaped = [...new Set(names)]
    .slice(0, 200)
    .map((name) => name.replace(/[.+?^${}()|[\]\\*]/g, '\\$&'));
  const has = (dialect: Dialect): boolean => moved.some((each) => each.dialect === dialect);
  return [
    {
      endings,
      patterns: [
        ...(escaped.length > 0 ? [`(source|from file):? .*(${escaped.join('|')})`] : []),
        ...(has('openapi') ? signatures.openapi : []),
        ...(has('graphql') ? signatures.graphql : []),
      ],
    },
  ];
}

interface SignedFile {
  readonly path: string;
  readonly dialect: Dialect;
  readonly tool: string;
  readonly source?: string;
}

async function signedFiles(
  paths: readonly string[],
  moved: readonly Moved[],
  look: ClientLook,
): Promise<readonly SignedFile[]> {
  const dialects = [...new Set(moved.map(({ dialect }) => dialect))];
  const wanted = paths.filter((path) => !isTestPath(path) && !isVendoredPath(path)).slice(0, mostFiles);
  const found = await inBatches(wanted, async (path): Promise<readonly SignedFile[]> => {
    const text = await look.text(path);
    return text === null
      ? []
      : dialects.flatMap((dialect): readonly SignedFile[] => {
          const by = generatedBy(text, dialect);
          return by === null ? [] : [{ path, dialect, ...by }];
        });
  });
  return found.flat();
}

interface Client {
  readonly dialect: Dialect;
  readonly folder: string;
  readonly files: readonly SignedFile[];
}

/** What one generator wrote below one folder belongs together; of protobuf, what has one source in one folder. */
function grouped(files: readonly SignedFile[]): readonly Client[] {
  const groups = new Map<string, { dialect: Dialect; folder: string; files: SignedFile[] }>();
  for (const file of files.toSorted((a, b) => (folderOf(a.path) < folderOf(b.path) ? -1 : 1))) {
    const { dialect, tool, source = '', path } = file;
    const folder = folderOf(path);
    const kind = dialect === 'protobuf' ? `${source} ${/\.\w+$/.exec(path)?.[0] ?? ''}` : tool;
    const above = dialect === 'protobuf' ? [folder] : foldersOf(folder);
    const key = above.map((each) => [dialect, kind, each].join('\0')).find((each) => groups.has(each));
    const group = key === undefined ? undefined : groups.get(key);
    if (group) group.files.push(file);
    else groups.set([dialect, kind, folder].join('\0'), { dialect, folder, files: [file] });
  }
  return [...groups.values()];
}

/** A folder and those around it, but the root. */
function foldersOf(folder: string): readonly string[] {
  const found = [folder];
  for (let each = folderOf(folder); each !== ''; each = folderOf(each)) found.push(each);
  return found;
}

async function judged(
  client: Client,
  moved: readonly Moved[],
  tree: readonly string[],
  look: ClientLook,
): Promise<StaleClient | null> {
  const [first] = client.files;
  if (!first) return null;
  const candidates = moved.filter(
    ({ dialect, path }) =>
      dialect === client.dialect && (first.source === undefined || isSource(first, path, tree)),
  );
  if (candidates.length === 0 || (client.dialect === 'protobuf' && first.source === undefined)) return null;
  const words = new Set<string>();
  for (const { path } of client.files) wordsIn((await look.text(path)) ?? '', words);
  const has = (name: string): boolean => words.has(wordForm(name));
  const stale = candidates.flatMap(({ path, from, before, after }) => {
    const staleness = judgeClient(before, after, has);
    return staleness ? [{ ...staleness, contract: path, from }] : [];
  });
  const best = stale.toSorted((a, b) => b.shared - a.shared)[0];
  if (!best) return null;
  const files = client.files.map(({ path }) => path);
  const path = files.length === 1 ? first.path : client.folder;
  const inStep = keepsStep(await look.times(best.from), await look.times(path));
  if (inStep === false) return null;
  return { ...best, tool: first.tool, isNamed: first.source !== undefined, keepsStep: inStep, path, files };
}

/** Of several files with such an end, the one that shares most folders with what was generated. */
function isSource({ source = '', path }: SignedFile, contract: string, tree: readonly string[]): boolean {
  const isLike = (each: string): boolean => each === source || each.endsWith(`/${source}`);
  if (!isLike(contract)) return false;
  const near = (each: string): number => commonFolders(each, path);
  return tree.filter(isLike).every((other) => other === contract || near(other) < near(contract));
}

function commonFolders(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')];
  const at = a.findIndex((part, index) => part !== b[index]);
  return at === -1 ? a.length : at;
}
