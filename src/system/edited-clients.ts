import { contractParts } from '../contracts/clients/contract-shape.ts';
import { generatedBy } from '../contracts/clients/generated-by.ts';
import type { GeneratedBy } from '../contracts/clients/generated-by.ts';
import { isSource } from '../contracts/clients/group-clients.ts';
import { handEdit } from '../contracts/clients/hand-edit.ts';
import type { HandEdit } from '../contracts/clients/hand-edit.ts';
import { wordForm, wordsIn } from '../contracts/clients/words-in.ts';
import { isCodePath, isProsePath, isTestPath, isVendoredPath } from '../formats/code-paths.ts';
import { descriptionsOf } from './descriptions.ts';
import type { FileReader } from './file-reader.ts';
import type { SidedLook } from './look.ts';
import type { Change, ChangedFile } from './system.ts';
import type { CommitTree } from '../source/tree.ts';

/** Generated code that changed although nothing did that it is made of. */
export interface EditedClient extends HandEdit {
  readonly path: string;
  readonly tool: string;
  /** what it is made of, at head */
  readonly contract: string;
}

export interface EditedLook extends Pick<SidedLook, 'text'> {
  readonly reader: FileReader;
  readonly tree: CommitTree;
}

/** A generator that runs again seldom touches so few files and nothing else. */
const mostFiles = 2;

/** Code from which generators are made, or that they start from. */
const drives =
  /gen(?:erat\w*)?\b|codegen|(?:^|\/)(?:scripts?|tools?|hack|bin|templates?)\/|openapi|swagger|graphql|proto|\.config\.|\.sql$/i;

/** The change with generated code that somebody seems to have edited: where it changed, and no contract, setting or manifest. */
export async function withEditedClients(change: Change, look: EditedLook): Promise<Change> {
  const { files } = change;
  const generated: Signed[] = [];
  for (const file of files) {
    if (file.status === 'added' && isCodePath(file.path)) continue;
    const signed = await signedFile(file, look);
    if (signed) generated.push(signed);
    // Descriptions, settings, manifests, lockfiles, pipelines: each of them may have made the generator write.
    else if (!isProsePath(file.path) && (!isCodePath(file.path) || drives.test(file.path))) return change;
    if (generated.length > mostFiles) return change;
  }
  const editedClients: EditedClient[] = [];
  for (const each of generated) {
    const contract = await contractOf(each, change, look);
    const text = contract === null ? null : await look.text('head', contract);
    const edit = text === null ? null : handEdit(each.before, each.after, text);
    if (contract !== null && edit)
      editedClients.push({ ...edit, path: each.path, tool: each.by.tool, contract });
  }
  return editedClients.length > 0 ? { ...change, editedClients } : change;
}

interface Signed {
  readonly path: string;
  readonly dialect: 'openapi' | 'protobuf';
  readonly by: GeneratedBy;
  readonly before: string;
  readonly after: string;
}

async function signedFile({ status, path, from }: ChangedFile, look: EditedLook): Promise<Signed | null> {
  if (status !== 'modified' || from !== undefined || !isCodePath(path)) return null;
  if (isTestPath(path) || isVendoredPath(path)) return null;
  const after = await look.text('head', path);
  if (after === null || !/generated/i.test(after.slice(0, 4000))) return null;
  for (const dialect of ['protobuf', 'openapi'] as const) {
    const by = generatedBy(after, dialect);
    const before = by ? await look.text('base', path) : null;
    if (by && before !== null) return { path, dialect, by, before, after };
  }
  return null;
}

/** The contract in the repository that the code is made from: the one it names, or the one whose names it has. */
async function contractOf(
  { path, dialect, by, after }: Signed,
  { head }: Change,
  { reader, tree }: EditedLook,
): Promise<string | null> {
  if (dialect === 'protobuf') {
    const { source } = by;
    if (source === undefined) return null;
    const all = [...tree.paths()].filter((each) => each === source || each.endsWith(`/${source}`));
    return all.find((each) => isSource({ path, dialect, ...by }, each, all)) ?? null;
  }
  const words = new Set<string>();
  wordsIn(after, words);
  for (const candidate of descriptionsOf(head)) {
    const outcome = await reader.read(tree, candidate);
    const contract = outcome.state === 'read' ? outcome.file.contract : undefined;
    if (contract?.dialect !== 'openapi') continue;
    const types = contractParts(new Map([[candidate, contract]])).filter(({ kind }) => kind === 'type');
    const held = types.filter(({ name }) => words.has(wordForm(name)));
    if (types.length < fewestTypes || held.length < types.length * 0.95) continue;
    // A client of another contract may have all of a small one.
    const all = new Set(types.map(({ name }) => wordForm(name)));
    if (by.tool === 'openapi-typescript') return candidate;
    const declared = [...after.matchAll(declaration)].filter(([, name = '']) => all.has(wordForm(name)));
    if (declared.length >= [...after.matchAll(declaration)].length / 2) return candidate;
  }
  return null;
}

const fewestTypes = 5;

/** Types of TypeScript, Go, Python, Java, C#. */
const declaration =
  /^[ \t]{0,8}(?:export |public |data )*(?:interface|type|class|enum|record)\s{1,4}(\w{1,200})/gm;
