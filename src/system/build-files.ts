import { folderOf, joinPath, nameOf } from '../formats/paths.ts';
import type { CommitTree } from '../source/tree.ts';
import type { FileReader } from './file-reader.ts';

/** Manifests beyond these are not looked through for what they take over: a build of thousands would be read whole. */
const most = 400;

/** The manifests that a build lays together, by the name that each of them may have. */
const builds: readonly { readonly member: RegExp; readonly above: readonly string[] }[] = [
  { member: /^pom\.xml$/, above: [] },
  {
    member: /\.(?:cs|fs|vb)proj$|^Directory\.(?:Packages|Build)\.(?:props|targets)$/,
    above: ['Directory.Packages.props', 'Directory.Build.props'],
  },
  {
    member: /\.gradle(?:\.kts)?$|^gradle\.properties$/,
    above: ['gradle.properties', 'build.gradle', 'build.gradle.kts'],
  },
];

/** Where versions of a changed manifest come from, and who takes over what stands in it. */
export async function buildFiles(
  touched: ReadonlySet<string>,
  reader: FileReader,
  tree: CommitTree,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const path of touched) {
    const build = builds.find(({ member }) => member.test(nameOf(path)));
    if (!build) continue;
    for (const folder of foldersAbove(path))
      for (const name of build.above) if (tree.has(join(folder, name))) found.add(join(folder, name));
    for (const parent of await parentsOf(path, reader, tree)) found.add(parent);
    const own = await reader.read(tree, path);
    const gives =
      own.state === 'read' &&
      own.file.facts.some(
        (fact) => fact.kind === 'version-property' || (fact.kind === 'requirement' && fact.manages),
      );
    const users = gives ? tree.under(folderOf(path)).filter((each) => build.member.test(nameOf(each))) : [];
    for (const user of users.slice(0, most)) found.add(user);
  }
  return [...found];
}

/** The chain of poms that a pom builds on. */
async function parentsOf(path: string, reader: FileReader, tree: CommitTree): Promise<readonly string[]> {
  const chain: string[] = [];
  for (let at = path; chain.length < 10;) {
    const outcome = await reader.read(tree, at);
    const parent =
      outcome.state === 'read'
        ? outcome.file.facts.find((fact) => fact.kind === 'manifest-parent')
        : undefined;
    const next = parent?.kind === 'manifest-parent' ? pomAt(joinPath(folderOf(at), parent.path)) : null;
    if (next === null || !tree.has(next) || chain.includes(next)) break;
    chain.push(next);
    at = next;
  }
  return chain;
}

/** A path of a parent may be its folder. */
export function pomAt(path: string | null): string | null {
  if (path === null) return null;
  return path.endsWith('.xml') ? path : join(path, 'pom.xml');
}

/** The file's own folder, and all above it. */
export function foldersAbove(path: string): readonly string[] {
  const found: string[] = [];
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    found.push(folder);
    if (folder === '') return found;
  }
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
