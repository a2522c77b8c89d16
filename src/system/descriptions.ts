import { isTestPath, isVendoredPath } from '../formats/code-paths.ts';
import type { System } from './system.ts';

/** Names that people give to descriptions of APIs; which of them are some, only their text can tell. */
const descriptionName =
  /(?:openapi|swagger|[-_.]?api|spec|schema|contract|definition|docs)[^/]*\.(?:json|ya?ml)$|(?:^|\/)(?:openapi|swagger|api-?specs?|specs?)\/[^/]+\.(?:json|ya?ml)$/i;

const mostContracts = 30;

/** Paths of files that may be descriptions of APIs: those that were read as such, and those that are called so. */
export function descriptionsOf(head: System): readonly string[] {
  const found = new Set<string>();
  for (const [path, { contract }] of head.files) if (contract?.dialect === 'openapi') found.add(path);
  for (const path of head.tree.paths()) if (descriptionName.test(path)) found.add(path);
  const wanted = [...found].filter((path) => !isTestPath(path) && !isVendoredPath(path));
  const isClear = (path: string): boolean => /openapi|swagger/i.test(path);
  return wanted.toSorted((a, b) => Number(isClear(b)) - Number(isClear(a))).slice(0, mostContracts);
}
