import type { ContractDocument } from '../../formats/format.ts';
import { folderOf } from '../../formats/paths.ts';
import type { ContractPair, Contracts, NamedContract, PairedContracts } from '../pair-contracts.ts';
import { isSchemaDocument } from './model.ts';
import type { SchemaDocument } from './model.ts';
import { missingNames, rootFields } from './schema.ts';

/** Below these folders the parts of one schema are spread out. */
const inner =
  /(?:^|\/)(?:src|lib|app|schemas?|graphql|gql|graph|typedefs?|resources|modules|internal|pkg|types)(?=\/|$)/i;

/** The folder whose files are one schema, as far as a path tells. */
export function schemaFolder(path: string): string {
  const folder = folderOf(path);
  const found = inner.exec(folder);
  return found ? folder.slice(0, found.index) : folder;
}

/** It has operations of its own and names no type that it does not define: another file adds nothing to it. */
export function standsAlone(document: SchemaDocument): boolean {
  return rootFields(document).length > 0 && missingNames([document]).size === 0;
}

/**
 * Files that stand alone are a schema each; the others are one schema together with what is below the same
 * folder. They join the one file that defines what they only name.
 */
export function pairSchemas(
  base: Contracts,
  head: Contracts,
  renamed: ReadonlyMap<string, string>,
): PairedContracts {
  const keys = keysOf(base, head, renamed);
  const before = grouped(base, (path) => keys.get(renamed.get(path) ?? path) ?? path);
  const after = grouped(head, (path) => keys.get(path) ?? path);
  const pairs: ContractPair[] = [];
  const removed: NamedContract[] = [];
  const left = new Map(after);
  for (const [key, old] of before) {
    const next = after.get(key);
    if (next) pairs.push({ old, new: next });
    left.delete(key);
  }
  for (const [key, old] of before) {
    if (after.has(key)) continue;
    const found = [...left].find(([, next]) => areAlike(old, next));
    if (found) pairs.push({ old, new: found[1] });
    else if (rootFields(documentOf(old.contract)).length > 0) removed.push(old);
    if (found) left.delete(found[0]);
  }
  return { pairs, removed };
}

function documentOf({ document }: ContractDocument): SchemaDocument {
  return isSchemaDocument(document) ? document : { parts: [] };
}

/** By the path at head, which schema a file belongs to; one answer for both sides. */
function keysOf(
  base: Contracts,
  head: Contracts,
  renamed: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const versions = new Map<string, ContractDocument[]>();
  for (const [path, contract] of base) versions.set(renamed.get(path) ?? path, [contract]);
  for (const [path, contract] of head) versions.set(path, [...(versions.get(path) ?? []), contract]);
  const keys = new Map<string, string>();
  const alone: string[] = [];
  for (const [path, contracts] of versions) {
    const isAlone = contracts.every((contract) => standsAlone(documentOf(contract)));
    if (isAlone) alone.push(path);
    keys.set(path, isAlone ? path : `${schemaFolder(path)}/`);
  }
  for (const folder of new Set([...keys.values()].filter((key) => key.endsWith('/')))) {
    const needed = new Set(
      [base, head].flatMap((side) => [
        ...missingNames(
          [...side].flatMap(([path, contract]) =>
            keys.get(renamed.get(path) ?? path) === folder ? [documentOf(contract)] : [],
          ),
        ),
      ]),
    );
    const givers = alone.filter(
      (path) =>
        `${schemaFolder(path)}/` === folder &&
        (versions.get(path) ?? []).some((contract) => definesAny(documentOf(contract), needed)),
    );
    if (needed.size > 0 && givers.length === 1 && givers[0] !== undefined) keys.set(givers[0], folder);
  }
  return keys;
}

function definesAny({ parts }: SchemaDocument, names: ReadonlySet<string>): boolean {
  return parts.some(({ blocks }) =>
    blocks.some(({ block }) => block.types.some(({ name, isExtension }) => !isExtension && names.has(name))),
  );
}

function grouped(side: Contracts, keyOf: (path: string) => string): ReadonlyMap<string, NamedContract> {
  const groups = new Map<string, NamedContract[]>();
  for (const [path, contract] of side)
    groups.set(keyOf(path), [...(groups.get(keyOf(path)) ?? []), { path, contract }]);
  return new Map([...groups].map(([key, files]) => [key, together(files)]));
}

/** Named after the file with operations. */
function together(files: readonly NamedContract[]): NamedContract {
  const [first] = files;
  if (first && files.length === 1) return first;
  const parts = files.flatMap(({ contract }) => documentOf(contract).parts);
  const main = files.find(({ contract }) => rootFields(documentOf(contract)).length > 0) ?? first;
  return {
    path: main?.path ?? '',
    contract: { dialect: 'graphql', version: 'SDL', document: { parts }, lineOf: () => 1 },
  };
}

/** One under another name has most of its types. */
function areAlike(old: NamedContract, next: NamedContract): boolean {
  const [before, after] = [old, next].map(
    ({ contract }) =>
      new Set(
        documentOf(contract).parts.flatMap(({ blocks }) =>
          blocks.flatMap(({ block }) => block.types.map(({ name }) => name)),
        ),
      ),
  );
  if (!before || !after || before.size === 0) return false;
  return [...before].filter((name) => after.has(name)).length / before.size >= 0.5;
}
