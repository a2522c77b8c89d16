import semver from 'semver';
import { folderOf, nameOf } from '../formats/paths.ts';
import type { Requirement } from './facts.ts';
import { lockedTrees } from './locked-tree.ts';
import type { Change, ReadFile } from './system.ts';
import { rangeOf } from './version-order.ts';

/** A range in a manifest whose lowest version moved, where no lockfile tells what is installed. */
export interface ManifestStep {
  readonly name: string;
  /** lowest versions that the ranges allow */
  readonly from: string;
  readonly to: string;
  readonly specifier: string;
  readonly dev: boolean;
  readonly base: { readonly path: string; readonly line: number };
  readonly head: { readonly path: string; readonly line: number };
}

/** Manifests that no readable lockfile of head answers. What a library accepts from outside (peers) is not installed by it. */
export function manifestSteps(change: Change): readonly ManifestStep[] {
  const answered = new Set(
    lockedTrees(change.head).flatMap(({ manifests }) => [...manifests.values()].map(({ path }) => path)),
  );
  return [...change.head.files.values()].flatMap((file) => {
    const before = change.base.files.get(file.path);
    if (nameOf(file.path) !== 'package.json' || !before || before === file || answered.has(file.path))
      return [];
    return isLocked(change, file.path) ? [] : stepsOf(before, file);
  });
}

/** A readable lockfile stands beside or above, and does not know the manifest: it is out of step, not absent. */
function isLocked({ head }: Change, path: string): boolean {
  return lockedTrees(head).some(
    ({ folder }) => folder === '' || `${folderOf(path)}/`.startsWith(`${folder}/`),
  );
}

function stepsOf(before: ReadFile, after: ReadFile): readonly ManifestStep[] {
  const old = new Map(installed(before).map((fact) => [fact.name, fact]));
  return installed(after).flatMap((fact) => {
    const was = old.get(fact.name);
    const [from, to] = [lowest(was?.specifier), lowest(fact.specifier)];
    if (!was || from === undefined || to === undefined) return [];
    return [
      {
        name: fact.name,
        from,
        to,
        specifier: fact.specifier,
        dev: fact.group === 'dev',
        base: { path: before.path, line: was.line },
        head: { path: after.path, line: fact.line },
      },
    ];
  });
}

function installed({ facts }: ReadFile): readonly Requirement[] {
  return facts.filter((fact): fact is Requirement => fact.kind === 'requirement' && fact.group !== 'peer');
}

function lowest(range: string | undefined): string | undefined {
  const valid = range === undefined ? null : rangeOf(range);
  return valid === null || valid === '*' || valid === ''
    ? undefined
    : (semver.minVersion(valid)?.version ?? undefined);
}
