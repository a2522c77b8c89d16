import { forcingKeys } from './forcing-keys.ts';
import { ofKind } from '../../system/of-kind.ts';
import { folderOf } from '../../formats/paths.ts';
import type { Override } from '../../system/facts.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import type { ReadFile, System } from '../../system/system.ts';
import type { Mismatch, OutOfStep } from './out-of-step.ts';

/** Those that copy forced versions into their lockfile. */
const copiers: ReadonlySet<string> = new Set(['pnpm', 'bun']);

/** pnpm and Bun copy what is forced into the lockfile, and refuse one that says something else. */
export function forcedCopies(system: System, tree: LockedTree): readonly OutOfStep[] {
  const { lockfile, folder, manifests, file } = tree;
  const read = forcingKeys[lockfile.manager] ?? [];
  const root = manifests.get('');
  if (!copiers.has(lockfile.manager) || !root || isBelowWorkspace(system, folder)) return [];
  const path = folder === '' ? 'pnpm-workspace.yaml' : `${folder}/pnpm-workspace.yaml`;
  const settings = lockfile.manager === 'pnpm' ? system.files.get(path) : undefined;
  if (lockfile.manager === 'pnpm' && !settings && system.tree.has(path)) return [];
  const own = read.flatMap((key) => ofKind(root.facts, 'override').filter(({ field }) => field === key));
  const shared = settings ? ofKind(settings.facts, 'override') : [];
  // Which of two places counts is a matter of the tool's version.
  if (own.length > 0 && shared.length > 0) return [];
  const holder = settings && shared.length > 0 ? settings : root;
  const written = new Map([...own, ...shared].map((each) => [each.selector, each]));
  const copied = new Map(ofKind(file.facts, 'override').map((each) => [each.selector, each]));
  const missing = [...written.values()].flatMap((each) => differing(holder, each, copied.get(each.selector)));
  const stale = [...copied.values()].flatMap(({ selector, specifier }): readonly Mismatch[] =>
    written.has(selector)
      ? []
      : [
          {
            name: selector,
            asked: null,
            locked: specifier,
            forced: true,
            at: { path: holder.path, line: null },
          },
        ],
  );
  return [{ path: holder.path, unknown: false, mismatches: [...missing, ...stale] }];
}

function differing(
  { path }: ReadFile,
  { selector, specifier, line }: Override,
  copy: Override | undefined,
): readonly Mismatch[] {
  // What refers to another place is written out in the copy.
  const isSame = copy !== undefined && (copy.specifier === specifier || /^\$|^catalog:/.test(specifier));
  if (isSame) return [];
  return [
    {
      name: selector,
      asked: specifier,
      locked: copy?.specifier ?? null,
      forced: true,
      at: { path, line },
    },
  ];
}

/** A workspace with a lockfile for each member forces versions from its root. */
function isBelowWorkspace({ tree }: System, folder: string): boolean {
  if (folder === '') return false;
  for (let above = folderOf(folder); ; above = folderOf(above)) {
    if (tree.has(above === '' ? 'pnpm-workspace.yaml' : `${above}/pnpm-workspace.yaml`)) return true;
    if (above === '') return false;
  }
}
