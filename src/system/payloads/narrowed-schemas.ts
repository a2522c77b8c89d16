import type { ContractChange } from '../../contracts/change.ts';
import { compareSchemas } from '../../contracts/payloads/compare-schemas.ts';
import type { SchemaNarrowed } from '../../contracts/payloads/payload-change.ts';
import { isTestPath } from '../../formats/code-paths.ts';
import type { ChangedModule } from './changed-modules.ts';
import type { HeadFiles } from './head-files.ts';
import { importersOf } from './removed-exports.ts';
import { checksWith } from './schema-checks.ts';
import type { WorkspacePackages } from './workspace-packages.ts';

/** An exported schema that no longer accepts all it accepted. */
export interface NarrowedSchema {
  readonly module: ChangedModule;
  readonly name: string;
  readonly changes: readonly ContractChange[];
}

/** Exported schemas of a changed file that refuse what they accepted; each change once, at the first schema that it reaches. */
export function schemasNarrowed(module: ChangedModule): readonly NarrowedSchema[] {
  const { base, head } = module;
  if (!base.schemas || !head?.schemas) return [];
  if (JSON.stringify(base.schemas.least) === JSON.stringify(head.schemas.least)) return [];
  const found = new Map<string, ContractChange[]>();
  for (const change of compareSchemas(base.schemas, head.schemas)) {
    if (change.level !== 'breaking') continue;
    for (const name of change.operations)
      if (base.exports.names.has(name) && head.exports.names.has(name))
        found.set(name, [...(found.get(name) ?? []), change]);
  }
  return [...found].map(([name, changes]) => ({ module, name, changes }));
}

/** Those that other packages check data with. */
export function narrowedSchemas(
  narrowed: readonly NarrowedSchema[],
  files: HeadFiles,
  packages: WorkspacePackages,
): readonly SchemaNarrowed[] {
  const told = new Set<ContractChange>();
  return narrowed.flatMap(({ module, name, changes }): readonly SchemaNarrowed[] => {
    const { package: own, path, newPath, base, head } = module;
    const isType = head?.schemas?.types.has(name) === true;
    const uses = importersOf(name, module, files, packages).filter(
      (use) => isType || (!use.isType && checksWith(files.text(use.path), use.local)),
    );
    const fresh = changes.filter((change) => !told.has(change) && isNews(name, change, isType));
    if (newPath === null || fresh.length === 0 || uses.every((use) => isTestPath(use.path))) return [];
    for (const change of fresh) told.add(change);
    const lineIn = (names: ChangedModule['base'] | null): number =>
      names?.schemas?.lines.get(`/$defs/${name}`) ?? 1;
    return [
      {
        kind: 'schema-narrowed',
        name,
        package: own.name,
        old: { path, line: lineIn(base) },
        new: { path: newPath, line: lineIn(head) },
        uses,
        isType,
        changes: fresh,
      },
    ];
  });
}

const sent =
  /(?:Request|Input|Payload|Event|Job|Message|Params|Body|Query|Command|Args|Notification|Dto|DTO)(?:Schema|Data|Type|V\d+)*s?$|^Z?(?:Create|Update|Upsert|Patch)[A-Z]|(?:Create|Update|Upsert)(?:Schema|Data)?$/;

/**
 * Whether a change says something to those who know that the schema was changed. A new property of a record that the
 * database holds comes with its column; one that senders must know of is another matter.
 */
function isNews(name: string, { kind, subject, pointer }: ContractChange, isType: boolean): boolean {
  // The name means something else now; those who use it had to be changed with it.
  if (kind === 'type-changed' && /^\/\$defs\/[^/]+(?:\/type)?$/.test(pointer)) return false;
  if (isType) return true;
  if (kind !== 'required-property-added' && kind !== 'property-became-required') return true;
  return sent.test(name) || sent.test(subject.split('.')[0] ?? '');
}
