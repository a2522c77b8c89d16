import { generatedBy, signatures } from '../contracts/clients/generated-by.ts';
import type { ClientDialect } from '../contracts/clients/generated-by.ts';
import { groupClients, isSource } from '../contracts/clients/group-clients.ts';
import type { GeneratedClient, SignedFile } from '../contracts/clients/group-clients.ts';
import { judgeClient } from '../contracts/clients/judge-client.ts';
import type { Staleness } from '../contracts/clients/judge-client.ts';
import { keepsStep } from '../contracts/clients/keeps-step.ts';
import { configuredClients, generationSearches } from './configured-clients.ts';
import { movedContracts } from '../contracts/clients/moved-contracts.ts';
import type { MovedContract } from '../contracts/clients/moved-contracts.ts';
import { wordForm, wordsIn } from '../contracts/clients/words-in.ts';
import { isTestPath, isVendoredPath } from '../formats/code-paths.ts';
import { nameOf } from '../formats/paths.ts';
import { contractsOf } from './contracts.ts';
import { inBatches } from './in-batches.ts';
import type { Change } from './system.ts';
import type { Look } from './look.ts';
import { escapePattern } from '../formats/escape-pattern.ts';

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

export interface ClientLook extends Look {
  /** times of the commits up to base that changed a path, newest first */
  readonly times: (path: string) => Promise<readonly number[]>;
}

const endings = 'ts tsx js mjs go py pyi java kt cs rb php rs swift dart cc h'
  .split(' ')
  .map((each) => `.${each}`);

const mostClients = 400;
const mostFiles = 3000;

/** The change with generated code that it left behind its contracts; looks for some only where a contract changed. */
export async function withStaleClients(change: Change, look: ClientLook): Promise<Change> {
  const { head, files } = change;
  const [before, after] = [contractsOf(change.base), contractsOf(head)];
  const touched = new Set(files.flatMap(({ path, from = path }) => [path, from]));
  if (![...before.keys(), ...after.keys()].some((path) => touched.has(path))) return change;
  const renamed = new Map(files.flatMap(({ path, from }) => (from === undefined ? [] : [[from, path]])));
  const moved = movedContracts(before, after, touched, renamed);
  if (moved.length === 0) return change;
  const paths = await look.search([...searchesFor(moved), ...generationSearches(moved)]);
  const configured = await configuredClients(paths, moved, head.tree, look);
  const known = new Set(configured.flatMap(({ files: own }) => own.map(({ path }) => path)));
  const hits = paths.filter((path) => endings.some((ending) => path.endsWith(ending)));
  const signed = (await signedFiles(hits, moved, look)).filter(({ path }) => !known.has(path));
  const tree = signed.length > 0 ? [...head.tree.paths()] : [];
  const staleClients: StaleClient[] = [];
  for (const client of [...configured, ...groupClients(signed)].slice(0, mostClients)) {
    if (followed(client, touched)) continue;
    const stale = await judged(client, moved, tree, look);
    if (stale) staleClients.push(stale);
  }
  return staleClients.length > 0 ? { ...change, staleClients } : change;
}

/** Some of it changed; of several files, also one that is gone or new. */
function followed({ dialect, files, folder }: GeneratedClient, touched: ReadonlySet<string>): boolean {
  if (files.some(({ path }) => touched.has(path))) return true;
  const isOne = files.length === 1 || folder === '' || dialect === 'protobuf';
  return (
    !isOne &&
    [...touched].some(
      (path) => path.startsWith(`${folder}/`) && endings.some((ending) => path.endsWith(ending)),
    )
  );
}

function searchesFor(moved: readonly MovedContract[]): Parameters<ClientLook['search']>[0] {
  const names = moved.flatMap(({ dialect, path }) => (dialect === 'protobuf' ? [nameOf(path)] : []));
  const escaped = [...new Set(names)].slice(0, 200).map(escapePattern);
  const has = (dialect: ClientDialect): boolean => moved.some((each) => each.dialect === dialect);
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

async function signedFiles(
  paths: readonly string[],
  moved: readonly MovedContract[],
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

async function judged(
  client: GeneratedClient,
  moved: readonly MovedContract[],
  tree: readonly string[],
  look: ClientLook,
): Promise<StaleClient | null> {
  const [first] = client.files;
  if (!first) return null;
  const candidates = moved.filter(
    ({ dialect, path }) =>
      dialect === client.dialect &&
      (first.source === undefined || first.source === path || isSource(first, path, tree)),
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
  // Folders of protobuf code hold what other files were made into.
  const isOne = files.length === 1 || client.dialect === 'protobuf';
  const path = isOne ? first.path : client.folder;
  const inStep = keepsStep(await look.times(best.from), await look.times(path));
  if (inStep === false) return null;
  return { ...best, tool: first.tool, isNamed: first.source !== undefined, keepsStep: inStep, path, files };
}
