import { folderOf, joinPath } from '../formats/paths.ts';
import { runUnits } from './cluster-units.ts';
import { madeFrom } from './compose-units.ts';
import type { ComposeUnit } from './compose-units.ts';
import { mayRun } from './image-languages.ts';
import type { System, Tree } from './system.ts';

/** Whose file it is, as far as the repository says. */
export interface Owners {
  readonly units: readonly ComposeUnit[];
  /** several different images hold the file: what one of them reads need not concern the other */
  readonly shared: boolean;
}

interface Root {
  readonly path: string;
  readonly unit: ComposeUnit;
  /** the Dockerfile that copies it there */
  readonly built?: string;
}

const cache = new WeakMap<System, readonly Root[]>();
const nobody: Owners = { units: [], shared: false };

/**
 * The units whose image, bind mount or function code holds a file. The closest folder
 * wins: a service built from `services/api` owns what is below it, whatever else is
 * built from the root.
 */
export function ownersOf(system: System, path: string): Owners {
  let closest = -1;
  let units: ComposeUnit[] = [];
  for (const root of rootsOf(system)) {
    const holds = root.path === '' || path === root.path || path.startsWith(`${root.path}/`);
    if (!holds || root.path.length < closest) continue;
    if (root.built !== undefined && !mayRun(system, root.built, path)) continue;
    if (root.path.length > closest) units = [];
    closest = root.path.length;
    units.push(root.unit);
  }
  if (units.length === 0) return nobody;
  const distinct = ofNearest(
    system,
    [...new Map(units.map((unit) => [`${unit.key}\0${unit.path}`, unit])).values()],
    path,
  );
  const isOne = new Set(distinct.map((unit) => identityOf(unit, distinct))).size === 1;
  return {
    units: distinct,
    shared: !isOne || distinct.some((unit) => isFromHome(system, unit, path)),
  };
}

/** A published image of one folder's code holds other packages as well: which of them it runs is not told. */
function isFromHome(system: System, { published }: ComposeUnit, path: string): boolean {
  const home = folderOf(published?.dockerfile ?? '');
  return holdsCode(system.tree, home) && !path.startsWith(`${home}/`);
}

/** Images that all hold the whole repository: what is beside the Dockerfile of one of them is not of one that is at home elsewhere. */
function ofNearest(system: System, units: readonly ComposeUnit[], path: string): readonly ComposeUnit[] {
  if (units.length < 2) return units;
  const folders = units.map((unit) => folderOf(madeFrom(unit)?.dockerfile ?? ''));
  const isHere = (home: string): boolean => home !== '' && path.startsWith(`${home}/`);
  if (!folders.some(isHere)) return units;
  return units.filter((_, index) => {
    const home = folders[index] ?? '';
    return isHere(home) || !holdsCode(system.tree, home);
  });
}

/** `docker/` and its like are the home of nobody. */
function holdsCode(tree: Tree, folder: string): boolean {
  if (folder === '') return false;
  const answers = homes.get(tree) ?? new Map<string, boolean>();
  homes.set(tree, answers);
  const answer = answers.get(folder) ?? tree.under(folder).some((path) => sourceFile.test(path));
  answers.set(folder, answer);
  return answer;
}

const homes = new WeakMap<Tree, Map<string, boolean>>();

const sourceFile = /\.(?:[cm]?[jt]sx?|py|go|rb|php|rs|java|kt|cs|exs?)$/;

/** Services that run the same thing: one build for all, or one name in several files. */
function identityOf(unit: ComposeUnit, all: readonly ComposeUnit[]): string {
  const { key, cluster, published } = unit;
  const build = madeFrom(unit);
  // Which stage a registry's image stands for is seldom said: the same Dockerfile counts as the same.
  const isFar = cluster !== undefined || (published !== null && published !== undefined);
  const twin =
    isFar && build && all.find((other) => !other.cluster && other.build?.dockerfile === build.dockerfile);
  if (twin) return identityOf(twin, all);
  return build ? `${build.context}\0${build.dockerfile}\0${build.target}` : key;
}

function rootsOf(system: System): readonly Root[] {
  const known = cache.get(system);
  if (known) return known;
  const roots = runUnits(system).flatMap((unit): readonly Root[] => {
    const build = madeFrom(unit);
    const plain = [...(unit.code ?? []), ...(unit.cluster ? [] : mountedInto(system, unit))];
    return [
      ...plain.map((path) => ({ path, unit })),
      ...(build ? builtFrom(system, build) : []).map((path) => ({
        path,
        unit,
        built: build?.dockerfile ?? '',
      })),
    ];
  });
  cache.set(system, roots);
  return roots;
}

/** Paths that the Dockerfile copies from its context; the whole context when it is not known. */
export function builtFrom(system: System, build: NonNullable<ComposeUnit['build']>): readonly string[] {
  // A Dockerfile that a variable names: nobody can tell what it copies.
  if (build.dockerfile.includes('$')) return [];
  if (!system.files.has(build.dockerfile)) return [build.context];
  const copies = system
    .facts('copy')
    .filter(({ file, from }) => file === build.dockerfile && from === undefined);
  const paths = copies.flatMap(({ source }) => {
    const plain = builtOf(source).replace(/\/?\*.*$/, '');
    const path = joinPath(build.context, plain === '' ? '.' : plain.replace(/^\/+/, ''));
    return path === null ? [] : [path];
  });
  if (paths.length === 0) return [build.context];
  const { tree } = system;
  const isThere = paths.some((path) => path === '' || tree.has(path) || tree.hasFolder(path));
  // A context that is put together before: what belongs to the image stands beside its Dockerfile.
  const beside = folderOf(build.dockerfile);
  return isThere || beside === '' ? [...new Set(paths)] : [beside];
}

const builtPath =
  /^(.*?)\/?(?:(?<![\w-])(?:target|build\/(?:libs|install)|bin\/(?:Release|Debug))(?:\/.*)?|(?<![\w-])publish|[^/]*\.[jw]ar)$/;

/** What a build makes of a folder stands for the folder: `orders/target/*.jar`, `bin/Release/net8.0/publish`. */
function builtOf(source: string): string {
  if (/^\$\{?\w*(?:JAR|WAR|ARTIFACT|TARGET|DEPENDENCY)\w*\}?(?:\/|$)/i.test(source)) return '.';
  if (source.includes('://')) return source;
  const folder = builtPath.exec(source.replace(/\/$/, ''))?.[1];
  return folder === undefined ? source : folder === '' ? '.' : folder;
}

function mountedInto(system: System, unit: ComposeUnit): readonly string[] {
  return system.facts('mount').flatMap((mount) => {
    if (mount.unit !== unit.service || !unit.files.includes(mount.file)) return [];
    if (mount.type !== 'bind' && mount.type !== 'config') return [];
    const path = joinPath(folderOf(mount.file), mount.source);
    // Mounting the whole repository says where the sources lie, not which of them run.
    return path === null || path === '' ? [] : [path];
  });
}
