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

/** What one generator wrote below one folder belongs together; of protobuf, what has one source in one folder. */
export function groupClients(files: readonly SignedFile[]): readonly GeneratedClient[] {
  const groups = new Map<string, { dialect: ClientDialect; folder: string; files: SignedFile[] }>();
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
