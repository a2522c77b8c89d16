import { folderOf } from '../formats/paths.ts';
import type { Ecosystem, Requirement } from './facts.ts';
import { lockedTrees } from './locked-tree.ts';
import type { Change, Located, ReadFile } from './system.ts';
import { lowestOf } from './lowest-version.ts';

/** A range in a manifest whose lowest version moved, where no lockfile tells what is installed. */
export interface ManifestStep {
  readonly ecosystem: Ecosystem;
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
  // Modules of the repository that ask for each other move together.
  const own = new Set(change.head.facts('manifest').flatMap(({ name }) => name ?? []));
  return [...change.head.files.values()].flatMap((file) => {
    const before = change.base.files.get(file.path);
    if (!before || before === file || answered.has(file.path)) return [];
    // A lockfile's own requirements are no manifest's.
    if (file.facts.some(({ kind }) => kind === 'lockfile')) return [];
    const ecosystem = installed(file)[0]?.ecosystem;
    return ecosystem === undefined || isLocked(change, file.path, ecosystem)
      ? []
      : stepsOf(before, file).filter(({ name }) => !own.has(name));
  });
}

/** A readable lockfile stands beside or above, and does not know the manifest: it is out of step, not absent. */
function isLocked({ head }: Change, path: string, ecosystem: Ecosystem): boolean {
  return lockedTrees(head).some(
    ({ folder, lockfile }) =>
      (lockfile.ecosystem === ecosystem || (lockfile.manager === 'pixi' && ecosystem === 'pypi')) &&
      lockfile.holds !== 'checksums' &&
      (folder === '' || `${folderOf(path)}/`.startsWith(`${folder}/`)),
  );
}

function stepsOf(before: ReadFile, after: ReadFile): readonly ManifestStep[] {
  // One name may stand there several times, with a version in one place only.
  const old = new Map(
    installed(before)
      .filter(({ specifier, ecosystem }) => lowestOf(specifier, ecosystem) !== undefined)
      .map((fact) => [fact.name, fact]),
  );
  return installed(after).flatMap((fact) => {
    const was = old.get(fact.name);
    const [from, to] = [
      lowestOf(was?.specifier ?? '', fact.ecosystem),
      lowestOf(fact.specifier, fact.ecosystem),
    ];
    if (!was || from === undefined || to === undefined) return [];
    return [
      {
        ecosystem: fact.ecosystem,
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
  return facts.filter(
    (fact): fact is Located<Requirement> => fact.kind === 'requirement' && fact.group !== 'peer',
  );
}
