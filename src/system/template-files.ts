import { folderOf, joinPath, nameOf } from '../formats/paths.ts';
import type { TreePair } from '../source/repository.ts';
import { factsOf } from './file-reader.ts';
import type { FileReader } from './file-reader.ts';
import { inBatches } from './in-batches.ts';
import type { Search } from './searches.ts';
import type { Subjects } from './subjects.ts';
import type { ChangedFile } from './system.ts';

/** Above this many Terraform files only those near the change are read. */
const most = 400;

const kinds = ['template-input', 'template-argument', 'module-call'] as const;
const terraform = ['terraform', 'terraform-values'];

/**
 * Terraform files that decide whether a variable is given: a module is its whole folder, callers name the folder, and
 * files of values lie anywhere.
 */
export async function templateFiles(
  { kinds: changed }: Subjects,
  reader: FileReader,
  { head, base }: TreePair,
  files: readonly ChangedFile[],
): Promise<readonly string[]> {
  const own = files.flatMap(({ path, from }) => [path, from ?? path]);
  const moved = own.filter((path) => reader.isOf(path, terraform));
  if (moved.length === 0 || !kinds.some((kind) => changed.has(kind))) return [];
  const all = [...head.paths()].filter(
    (path) => reader.isOf(path, terraform) && !/(?:^|\/)\.terraform\//.test(path),
  );
  if (all.length <= most) return all;
  const folders = new Set(moved.map(folderOf));
  const called = await inBatches(moved, async (path) =>
    [...factsOf(await reader.read(head, path)), ...factsOf(await reader.read(base, path))].flatMap((fact) =>
      fact.kind === 'module-call' && fact.source !== null
        ? (joinPath(folderOf(path), fact.source) ?? [])
        : [],
    ),
  );
  for (const folder of called.flat()) folders.add(folder);
  return all.filter((path) => folders.has(folderOf(path)));
}

/** Terraform variables that a change makes necessary. */
export function requiredInputs({ added }: Pick<Subjects, 'added'>): readonly string[] {
  return [
    ...new Set(
      added.flatMap((fact) =>
        fact.kind === 'template-input' && fact.required && /^[\w-]+$/.test(fact.name) ? [fact.name] : [],
      ),
    ),
  ].slice(0, 200);
}

/** Finds who calls the modules whose variables moved, and what else may give a variable that is now required. */
export function templateSearches(subjects: Subjects): readonly Search[] {
  const searches: Search[] = [];
  const moved = [...subjects.added, ...subjects.removed].filter(({ kind }) => kind === 'template-input');
  const folders = new Set(
    moved.map(({ file }) => nameOf(folderOf(file))).filter((name) => /^[\w-]+$/.test(name)),
  );
  if (folders.size > 0) {
    const patterns = [`source *= *"[.]{1,2}/[^"]*(${[...folders].join('|')})/*"`];
    searches.push({ stage: 'config', words: [], patterns, formats: terraform, mentions: false });
  }
  const inputs = requiredInputs(subjects).join('|');
  if (inputs !== '') {
    // `-var name=…` in a command, `name = …` in what keeps the values of workspaces
    const patterns = [
      `-var[= ]["']?(${inputs})=`,
      `^ *["']?(${inputs})["']? *[=:]`,
      `ParameterKey["']? *[=:] *["']?(${inputs})`,
      `overrides?[^A-Za-z].*(${inputs})=`,
    ];
    searches.push({ stage: 'config', words: [], patterns, formats: ['cloudformation'], mentions: true });
  }
  return searches;
}
