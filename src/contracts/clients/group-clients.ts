import { folderOf } from '../../formats/paths.ts';
import type { ClientDialect } from './generated-by.ts';

/** A file that says who generated it, for a dialect of contracts. */
export interface SignedFile {
  readonly path: string;
  readonly dialect: ClientDialect;
  readonly tool: string;
  readonly source?: string;
}

/** Files that were generated together. */
export interface GeneratedClient {
  readonly dialect: ClientDialect;
  readonly folder: string;
  readonly files: readonly SignedFile[];
}

/** They write many files into folders below one. */
const spreading =
  /^(?:openapi-generator|swagger-codegen|@hey-api\/openapi-ts|openapi-typescript-codegen|orval|kubb|kiota)$/i;

/** They write one file, whatever stands beside it. */
const single = /^(?:openapi-typescript|graphql-codegen)$/;

/** What was generated together: one file, the files of a package, or what stands below a folder, as generators write. */
export function groupClients(files: readonly SignedFile[]): readonly GeneratedClient[] {
  const groups = new Map<string, { dialect: ClientDialect; folder: string; files: SignedFile[] }>();
  for (const file of files.toSorted((a, b) => (folderOf(a.path) < folderOf(b.path) ? -1 : 1))) {
    const { dialect, tool, path } = file;
    const folder = folderOf(path);
    const places = single.test(tool) ? [path] : spreading.test(tool) ? foldersOf(folder) : [folder];
    const keys = places.map((place) => [dialect, kindOf(file), place].join('\0'));
    const group = keys.map((key) => groups.get(key)).find((known) => known !== undefined);
    if (group) group.files.push(file);
    else groups.set(keys[0] ?? path, { dialect, folder, files: [file] });
  }
  return [...groups.values()];
}

/** Of protobuf, what has one source is made together, for each language. */
function kindOf({ dialect, tool, source = '', path }: SignedFile): string {
  return dialect === 'protobuf' ? `${source} ${/\.\w+$/.exec(path)?.[0] ?? ''}` : tool;
}

/** A folder and those around it, but the root. */
function foldersOf(folder: string): readonly string[] {
  const found = [folder];
  for (let each = folderOf(folder); each !== ''; each = folderOf(each)) found.push(each);
  return found;
}

/** Of several files with such an end, the one that shares most folders with what was generated. */
export function isSource(
  { source = '', path }: SignedFile,
  contract: string,
  tree: readonly string[],
): boolean {
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
