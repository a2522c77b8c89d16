import { own, stringsOf } from '../contracts/at.ts';
import { protobufCategories, usualPolicy } from '../contracts/protobuf/policy.ts';
import type { ProtobufCategory, ProtobufPolicies, ProtobufPolicy } from '../contracts/protobuf/policy.ts';
import { folderOf } from '../formats/paths.ts';
import type { FileReader, ReadableTree } from './file-reader.ts';
import type { ChangedFile } from './system.ts';

/**
 * What is promised of the changed `.proto` files: what the nearest `buf.yaml` of base states, else the settings, else
 * `FILE` for a module with a name of a registry, else both encodings.
 */
export async function protobufPolicies(
  reader: Pick<FileReader, 'text'>,
  base: ReadableTree,
  files: readonly ChangedFile[],
  setting: ProtobufCategory | undefined,
): Promise<ProtobufPolicies | undefined> {
  const paths = files.flatMap(({ path, from = path }) => (/\.proto$/i.test(from) ? [from] : []));
  if (paths.length === 0) return undefined;
  const usual = setting === undefined ? usualPolicy : { ...usualPolicy, category: setting, isChosen: true };
  const policies = new Map<string, ProtobufPolicy>();
  for (const path of paths) {
    const file = nearest(base, path);
    const text = file === undefined ? null : await reader.text(base, file);
    if (file !== undefined && text !== null)
      policies.set(path, await stated(text, folderOf(file), path, setting));
  }
  return (path) => policies.get(path) ?? usual;
}

function nearest(tree: ReadableTree, path: string): string | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const file = folder === '' ? 'buf.yaml' : `${folder}/buf.yaml`;
    if (tree.has(file)) return file;
    if (folder === '') return undefined;
  }
}

/** Of version 1 and 2: https://buf.build/docs/configuration/v2/buf-yaml/ */
async function stated(
  text: string,
  folder: string,
  path: string,
  setting: ProtobufCategory | undefined,
): Promise<ProtobufPolicy> {
  const usual = { ...usualPolicy, ...(setting === undefined ? {} : { category: setting, isChosen: true }) };
  const { parseDocument } = await import('../formats/openapi/parse.ts');
  let document: unknown;
  try {
    document = parseDocument(text);
  } catch {
    return usual; // What it states is not known; its own tool complains about it.
  }
  const inside = folder === '' ? path : path.slice(folder.length + 1);
  const modules = own(document, 'modules');
  const module = (Array.isArray(modules) ? (modules as unknown[]) : []).find((each) =>
    isWithin(inside, own(each, 'path')),
  );
  const breaking = own(module, 'breaking') ?? own(document, 'breaking');
  const isPublished = [module, document].some((each) => typeof own(each, 'name') === 'string');
  const use = stringsOf(own(breaking, 'use'));
  const written = protobufCategories.find((category) => use.includes(category));
  const except = new Set(stringsOf(own(breaking, 'except')));
  const only = own(breaking, 'ignore_only');
  for (const [rule, places] of Object.entries(typeof only === 'object' && only !== null ? only : {}))
    if (stringsOf(places).some((place) => isWithin(inside, place))) except.add(rule);
  const isIgnored = stringsOf(own(breaking, 'ignore')).some((place) => isWithin(inside, place));
  // What is ignored is only not held to more than what everybody is.
  if (isIgnored) return { ...usual, except };
  if (written !== undefined) return { category: written, isChosen: true, except };
  if (setting === undefined && isPublished) return { category: 'FILE', isChosen: false, except };
  return { ...usual, except };
}

function isWithin(path: string, place: unknown): boolean {
  if (typeof place !== 'string') return false;
  const folder = place.replace(/^\.\//, '').replace(/\/$/, '');
  return folder === '.' || folder === '' || path === folder || path.startsWith(`${folder}/`);
}
