import { breakingManifestSteps, directBreakingMoves, isBreakingMove } from './breaking-moves.ts';
import { droppedRequirements, nameKey } from './dropped-requirements.ts';
import type { Ecosystem } from './facts.ts';
import { languageOf, modulesOf } from './imports/module-names.ts';
import { packageMoves } from './package-moves.ts';
import type { PackageMove } from './package-moves.ts';
import type { Change, System } from './system.ts';

/** A package of which it matters whether code uses it. */
export interface PackageInPlay {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  /** names under which code imports it */
  readonly modules: readonly string[];
}

/** Transitive packages beyond these are not looked for in code: one search must stay one. */
const mostTransitive = 400;

/** Tools that lay packages out so that code finds what its manifest does not name. */
const hoisting = new Set(['npm', 'yarn', 'bun']);

/** Packages that took a breaking step, went back or were dropped, and what a layout of packages may hide. */
export function packagesInPlay(change: Change): readonly PackageInPlay[] {
  const found = new Map<string, PackageInPlay>();
  const add = (ecosystem: Ecosystem, name: string, move?: PackageMove): void => {
    if (!languageOf(ecosystem)) return;
    const named = modulesOf(ecosystem, name, move?.after[0] ?? move?.before[0]);
    // Where the repository's own classes are in the package, an import of it tells nothing.
    const modules =
      ecosystem === 'maven' ? named.filter((module) => !hasClasses(change.head, module)) : named;
    if (modules.length > 0) found.set(packageKey(ecosystem, name), { ecosystem, name, modules });
  };
  for (const move of directBreakingMoves(change)) add(move.ecosystem, move.name, move);
  for (const { ecosystem, name } of breakingManifestSteps(change)) add(ecosystem, name);
  for (const { ecosystem, name } of droppedRequirements(change)) add(ecosystem, name);
  const moves = packageMoves(change);
  for (const move of moves.filter(({ direct, kind }) => direct && kind === 'downgraded'))
    add(move.ecosystem, move.name, move);
  for (const move of hiddenMoves(moves)) add(move.ecosystem, move.name, move);
  return [...found.values()];
}

function hasClasses({ tree }: System, module: string): boolean {
  const folder = `/${module.replaceAll('.', '/')}/`;
  for (const path of tree.paths())
    if (path.includes(folder) && /\.(?:java|kt|scala|groovy)$/.test(path)) return true;
  return false;
}

/** Transitive packages that went or broke, where code may have used them without a manifest's word. */
export function hiddenMoves(moves: readonly PackageMove[]): readonly PackageMove[] {
  return moves
    .filter((move) => {
      const { direct, kind, ecosystem, pair } = move;
      if (direct || (kind !== 'removed' && !isBreakingMove(move))) return false;
      if (ecosystem === 'npm') return isHoisted(pair.head.lockfile);
      return ecosystem === 'pypi' && pair.head.lockfile.manager !== 'pip';
    })
    .slice(0, mostTransitive);
}

/** Yarn from 2 on lets nobody import what is not named, unless it is told to. */
export function isHoisted({ manager, version }: { manager: string; version: string }): boolean {
  return hoisting.has(manager) && (manager !== 'yarn' || version === '1');
}

export function packageKey(ecosystem: Ecosystem, name: string): string {
  return `${ecosystem}\0${nameKey({ ecosystem, name })}`;
}
