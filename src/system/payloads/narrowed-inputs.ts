import type { ContractChange } from '../../contracts/change.ts';
import { compareSchemas } from '../../contracts/payloads/compare-schemas.ts';
import type { InputNarrowed, PayloadUse } from '../../contracts/payloads/payload-change.ts';
import { isTestPath } from '../../formats/code-paths.ts';
import type { ProcedureInput } from '../../formats/payloads/payload-module.ts';
import type { ChangedModule } from './changed-modules.ts';
import type { HeadFiles } from './head-files.ts';
import type { NarrowedSchema } from './narrowed-schemas.ts';
import { callersOf, mountsOf } from './removed-procedures.ts';
import type { WorkspacePackages } from './workspace-packages.ts';

/** A procedure whose input refuses what it accepted, and the names that clients may call it by. */
export interface NarrowedInput {
  readonly module: ChangedModule;
  readonly input: ProcedureInput;
  readonly changes: readonly ContractChange[];
}

/** Inputs of procedures in a changed file that are narrower than before. */
export function inputsNarrowed(module: ChangedModule): readonly NarrowedInput[] {
  const { base, head } = module;
  if (!base.schemas || !head?.schemas || base.inputs.length === 0) return [];
  if (JSON.stringify(base.schemas.least) === JSON.stringify(head.schemas.least)) return [];
  const changes = compareSchemas(base.schemas, head.schemas).filter(({ level }) => level === 'breaking');
  return head.inputs.flatMap((input) => {
    const own = changes.filter(({ operations }) => operations.includes(input.schema));
    return own.length > 0 ? [{ module, input, changes: own }] : [];
  });
}

/** Procedures of the same package that take in an exported schema which is narrower than before. */
export async function inputsOfSchemas(
  schemas: readonly NarrowedSchema[],
  files: HeadFiles,
  packages: WorkspacePackages,
): Promise<readonly NarrowedInput[]> {
  const found: NarrowedInput[] = [];
  for (const { module, name, changes } of schemas)
    for (const path of files.holding(name)) {
      // Those of the same file were compared there.
      if (path === module.newPath || packages.around(path)?.folder !== module.package.folder) continue;
      for (const input of (await files.module(path))?.inputs ?? [])
        if (input.refersTo === name) found.push({ module, input, changes });
    }
  return found;
}

/** Full names of a procedure, as its clients call it: `['user', 'update']`. */
export async function namesOf(
  { module, input }: NarrowedInput,
  files: HeadFiles,
  packages: WorkspacePackages,
): Promise<readonly (readonly string[])[]> {
  const mounts = await mountsOf(input.holder, module.package, files, packages);
  return mounts.map((mount) => [...mount, ...input.keys]).filter((names) => names.length > 0);
}

/** Programs whose old versions go on running where they were installed. */
const lasting =
  /"(?:expo|react-native|electron|@tauri-apps\/api|@capacitor\/core|wxt|plasmo|webextension-polyfill|@types\/chrome)"/;

/** A narrowed input as those see it who call it from other packages; null where they need not be told. */
export function asChange(
  { module, changes: all }: NarrowedInput,
  names: readonly string[],
  callers: HeadFiles,
  packages: WorkspacePackages,
): InputNarrowed | null {
  const { package: own, path, newPath, base, head } = module;
  const uses = callersOf(names, own, callers, packages);
  const stays = [...new Set(uses.filter((use) => isLasting(use, packages)).map((use) => use.package))];
  const changes = all.filter((change) => stays.length > 0 || isSilent(change));
  const [first] = changes;
  if (!first || newPath === null || uses.every((use) => isTestPath(use.path))) return null;
  return {
    kind: 'input-narrowed',
    name: names.join('.'),
    package: own.name,
    old: { path, line: lineAt(first.old?.pointer ?? '', base) },
    new: { path: newPath, line: lineAt(first.new?.pointer ?? '', head) },
    uses,
    changes,
    lasting: stays,
  };
}

function isLasting({ path }: PayloadUse, packages: WorkspacePackages): boolean {
  return lasting.test(packages.around(path)?.manifest ?? '');
}

/** What no compiler tells those who send: both sides compile as before. */
function isSilent({ kind, subject }: ContractChange): boolean {
  // Those who send an id have it from the server.
  if (/(?:^|[._])id$|[a-z]Id$/.test(subject.replace(/\[\]$/, ''))) return false;
  return /^(?:min-|max-|pattern-|multiple-of|type-narrowed$|unique-)/.test(kind);
}

/** Line of the nearest part of a schema around a pointer that has one. */
function lineAt(pointer: string, module: ChangedModule['base'] | null): number {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const line = module?.schemas?.lines.get(at);
    if (line !== undefined) return line;
  }
  return 1;
}
