import { generationEndings, generationsIn } from '../contracts/clients/generations-in.ts';
import type { Generation } from '../contracts/clients/generations-in.ts';
import type { GeneratedClient } from '../contracts/clients/group-clients.ts';
import type { MovedContract } from '../contracts/clients/moved-contracts.ts';
import { escapePattern } from '../formats/escape-pattern.ts';
import { isCodePath, isTestPath, isVendoredPath } from '../formats/code-paths.ts';
import { folderOf, nameOf } from '../formats/paths.ts';
import { inBatches } from './in-batches.ts';
import type { Look, SearchWithin } from './look.ts';
import type { Tree } from './system.ts';

const mostFiles = 400;

/** Finds settings and scripts of generators that name one of the contracts. */
export function generationSearches(moved: readonly MovedContract[]): Parameters<SearchWithin>[0] {
  const names = moved.flatMap(({ dialect, path }) => (dialect === 'protobuf' ? [] : [nameOf(path)]));
  const any = [...new Set(names)].slice(0, 200).map(escapePattern).join('|');
  return any === '' ? [] : [{ endings: generationEndings, patterns: [`(^|[^A-Za-z0-9_-])(${any})`] }];
}

/** Code that settings or scripts of generators say is made from one of the contracts, and that is in the repository. */
export async function configuredClients(
  hits: readonly string[],
  moved: readonly MovedContract[],
  tree: Tree,
  look: Look,
): Promise<readonly GeneratedClient[]> {
  const paths = hits.filter((path) => generationEndings.some((ending) => path.endsWith(ending)));
  const found = await inBatches(paths.slice(0, mostFiles), async (path) => {
    const text = isTestPath(path) || isVendoredPath(path) ? null : await look.text(path);
    return text === null ? [] : generationsIn(path, text);
  });
  const outputs = new Map(found.flat().map((each) => [`${each.source}\0${each.output}`, each]));
  return [...outputs.values()].flatMap((each) => {
    const contract = moved.find(({ path }) => path === each.source);
    const client = contract && clientOf(each, contract, tree);
    return client ? [client] : [];
  });
}

function clientOf(
  { tool, source, output }: Generation,
  { dialect }: MovedContract,
  tree: Tree,
): GeneratedClient | null {
  const files = (tree.has(output) ? [output] : tree.under(output))
    .filter((path) => isCodePath(path) && !isTestPath(path) && !isVendoredPath(path))
    .map((path) => ({ path, dialect, tool, source }));
  const folder = tree.has(output) ? folderOf(output) : output;
  return files.length > 0 && files.length <= mostFiles ? { dialect, folder, files } : null;
}
