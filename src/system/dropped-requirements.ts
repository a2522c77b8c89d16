import { ofKind } from './of-kind.ts';
import type { Ecosystem, Requirement } from './facts.ts';
import type { Change, ReadFile } from './system.ts';

/** A manifest no longer asks for a package. */
export interface DroppedRequirement {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly group: Requirement['group'];
  /** path of the manifest at head */
  readonly manifest: string;
  readonly base: { readonly path: string; readonly line: number };
}

/** What manifests that are there on both sides asked for at base, in whatever group, and do not at head. */
export function droppedRequirements(change: Change): readonly DroppedRequirement[] {
  const renamed = new Map(
    change.files.flatMap(({ path, from }) => (from === undefined ? [] : [[path, from]])),
  );
  return [...change.head.files.values()].flatMap((file) => {
    const before = change.base.files.get(renamed.get(file.path) ?? file.path);
    if (!before || before === file || isLock(file) || isLock(before)) return [];
    const asked = new Set(ofKind(file.facts, 'requirement').map(nameKey));
    return ofKind(before.facts, 'requirement')
      .filter((requirement) => !asked.has(nameKey(requirement)))
      .map(({ ecosystem, name, group, line }) => ({
        ecosystem,
        name,
        group,
        manifest: file.path,
        base: { path: before.path, line },
      }));
  });
}

/** One name for all ways to write it. */
export function nameKey({ ecosystem, name }: Pick<Requirement, 'ecosystem' | 'name'>): string {
  return ecosystem === 'pypi' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name;
}

function isLock({ facts }: ReadFile): boolean {
  return facts.some(({ kind }) => kind === 'lockfile');
}
