import { schemaFolder, standsAlone } from '../contracts/graphql/pair-schemas.ts';
import { isSchemaDocument } from '../contracts/graphql/model.ts';
import type { TreePair } from '../source/repository.ts';
import { skipped } from './anchors.ts';
import type { FileReader, Outcome } from './file-reader.ts';
import type { ChangedFile } from './system.ts';

/** A schema of more files is compared by those that changed alone. */
const mostParts = 2000;

/** The other files of GraphQL schemas of which a part changed: only all of them together say what a name means. */
export async function schemaFiles(
  reader: FileReader,
  { base, head }: TreePair,
  files: readonly ChangedFile[],
): Promise<readonly string[]> {
  const folders = new Set<string>();
  for (const { path, from } of files) {
    const sides = [
      [base, from ?? path],
      [head, path],
    ] as const;
    for (const [tree, own] of sides) {
      if (!reader.isOf(own, ['graphql']) || skipped.test(own)) continue;
      if (isPart(await reader.read(tree, own))) folders.add(schemaFolder(own));
    }
  }
  if (folders.size === 0) return [];
  const found = [...head.paths()].filter(
    (path) => reader.isOf(path, ['graphql']) && !skipped.test(path) && folders.has(schemaFolder(path)),
  );
  return found.length > mostParts ? [] : found;
}

function isPart(outcome: Outcome): boolean {
  const document = outcome.state === 'read' ? outcome.file.contract?.document : undefined;
  return isSchemaDocument(document) && !standsAlone(document);
}
