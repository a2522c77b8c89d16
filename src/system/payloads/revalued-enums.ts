import type { EnumRevalued } from '../../contracts/payloads/payload-change.ts';
import { isTestPath } from '../../formats/code-paths.ts';
import type { ChangedModule } from './changed-modules.ts';
import type { HeadFiles } from './head-files.ts';
import { importersOf } from './removed-exports.ts';
import type { WorkspacePackages } from './workspace-packages.ts';

export interface RevaluedEnum extends Pick<EnumRevalued, 'name' | 'members'> {
  readonly module: ChangedModule;
  /** of the first member that changed, on both sides */
  readonly lines: readonly [old: number, next: number];
}

/** What enums are called whose values only people or browsers read. */
const shown =
  /(?:Route|Path|Url|URL|Link|Label|Message|Text|Colou?r|Icon|Title|Size|Variant|Theme|Style|Class|Placeholder|Tooltip|Selector|TestId|Copy)s?$/;

/** Exported enums of a changed file whose members have other values under the same names: no compiler minds. */
export function enumsRevalued(module: ChangedModule): readonly RevaluedEnum[] {
  const { base, head } = module;
  return [...base.enums].flatMap(([name, before]) => {
    const after = head?.enums.get(name);
    if (!after || shown.test(name) || !base.exports.names.has(name) || !head?.exports.names.has(name))
      return [];
    const changed = [...before].flatMap(([member, old]) => {
      const next = after.get(member);
      const [from, to] = [old.value, next?.value];
      return next && from !== undefined && to !== undefined && from !== to && isData(from) && isData(to)
        ? [{ name: member, from, to, lines: [old.line, next.line] as const }]
        : [];
    });
    const [first] = changed;
    return first
      ? [{ module, name, lines: first.lines, members: changed.map(({ lines: _, ...member }) => member) }]
      : [];
  });
}

/** A number, or a word that programs tell things apart by: no sentence, no address. */
function isData(value: string | number): boolean {
  return typeof value === 'number' || /^[\w.:@-]{1,60}$/.test(value);
}

/** Those whose values other packages use. */
export function revaluedEnums(
  enums: readonly RevaluedEnum[],
  files: HeadFiles,
  packages: WorkspacePackages,
): readonly EnumRevalued[] {
  return enums.flatMap(({ module, name, members, lines: [old, next] }): readonly EnumRevalued[] => {
    const { package: own, path, newPath } = module;
    const uses = importersOf(name, module, files, packages).filter(({ isType }) => !isType);
    if (newPath === null || uses.every((use) => isTestPath(use.path))) return [];
    return [
      {
        kind: 'enum-revalued',
        name,
        package: own.name,
        old: { path, line: old },
        new: { path: newPath, line: next },
        uses,
        members,
      },
    ];
  });
}
