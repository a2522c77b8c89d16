import { joinPath } from '../formats/paths.ts';
import type { Package } from './facts.ts';
import type { Ask, LockedTree } from './locked-tree.ts';
import { packageMoves } from './package-moves.ts';
import type { PackageMove } from './package-moves.ts';
import { declarationsOf } from './runtime-declarations.ts';
import type { RuntimeDeclaration } from './runtime-declarations.ts';
import { agree, runtimeRange } from './runtime-range.ts';
import type { Change, System } from './system.ts';

/** A package that moved to a version which excludes a runtime that is declared for it. */
export interface EngineViolation {
  readonly move: PackageMove;
  readonly runtime: string;
  /** what the package accepts, as written */
  readonly accepts: string;
  /** who declares the runtime */
  readonly voices: readonly RuntimeDeclaration[];
}

/** Runtimes that packages of an ecosystem state their needs of. */
const runtimes: Readonly<Record<string, string>> = { npm: 'node', pypi: 'python', packagist: 'php' };

/** Packages that came or moved, and exclude what images, tool files, CI or manifests declare; not what they excluded before. */
export function engineViolations(change: Change): readonly EngineViolation[] {
  const all = declarationsOf(change.head);
  const excluding = new Map<string, readonly RuntimeDeclaration[]>();
  // Thousands of packages state a few dozen ranges.
  const excludedBy = (runtime: string, accepts: string): readonly RuntimeDeclaration[] => {
    const key = `${runtime} ${accepts}`;
    const known = excluding.get(key);
    if (known) return known;
    const range = runtimeRange(runtime, accepts);
    const found = all.filter(
      (voice) =>
        range !== null && voice.runtime === runtime && voice.entries.every((entry) => !agree(entry, range)),
    );
    excluding.set(key, found);
    return found;
  };
  return packageMoves(change).flatMap((move): readonly EngineViolation[] => {
    const { ecosystem, kind, after, before, pair } = move;
    const runtime = runtimes[ecosystem];
    const accepts = runtime === undefined ? undefined : acceptedBy(after[0], runtime);
    if (runtime === undefined || accepts === undefined || kind === 'kept' || kind === 'removed') return [];
    // Builds for other platforms stand in the lockfile and are not installed; an installer goes on without the rest.
    if (!move.direct && after.every(({ optional }) => optional === true)) return [];
    const excluded = excludedBy(runtime, accepts);
    if (excluded.length === 0) return [];
    const old = before.flatMap((entry) => excludedBy(runtime, acceptedBy(entry, runtime) ?? ''));
    const asking = foldersOf(pair.head, move.direct ? move.asks : asksThatReach(pair.head, after));
    const voices = excluded.filter(
      (voice) =>
        !old.includes(voice) &&
        concerns(change.head, voice, pair.head, asking) &&
        (runtime !== 'python' || isNewer(accepts, voice, move)),
    );
    return voices.length === 0 ? [] : [{ move, runtime, accepts, voices }];
  });
}

/**
 * Of Python only what asks for a newer one: a lockfile holds packages for older versions beside those for newer
 * ones, chosen by markers that it may not tell.
 */
function isNewer(accepts: string, voice: RuntimeDeclaration, { name, pair }: PackageMove): boolean {
  const lowest = /^\s*>=?\s*(\d+)\.(\d+)/.exec(accepts);
  const versions = [...pair.head.packages.values()].filter((entry) => entry.name === name);
  if (!lowest || versions.length > 1) return false;
  return voice.entries.every(({ written }) => {
    const [major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(written)?.slice(1).map(Number) ?? [];
    return major * 100 + minor < Number(lowest[1]) * 100 + Number(lowest[2]);
  });
}

/** Composer also writes `|` and `,`. */
function acceptedBy(entry: Package | undefined, runtime: string): string | undefined {
  const written = entry?.engines?.[runtime];
  return runtime === 'php' ? written?.replace(/\s*\|+\s*/g, ' || ').replaceAll(',', ' ') : written;
}

/** Folders of the manifests that ask, from the root of the repository. */
function foldersOf(tree: LockedTree, asks: readonly Ask[]): ReadonlySet<string> {
  const importers = new Set(asks.map(({ importer }) => importer));
  return new Set(
    [...importers].map((each) => joinPath(tree.folder, each === '' ? '.' : each) ?? tree.folder),
  );
}

/** Whether a voice speaks for where the package is installed: the folder of the lockfile or of who asks for it. */
function concerns(
  system: System,
  { role, runtime, folder }: RuntimeDeclaration,
  tree: LockedTree,
  asking: ReadonlySet<string>,
): boolean {
  if (role === 'ci') return tree.folder === '' && asking.has('') && runsTasks(system, runtime);
  if (role === 'image') return isBeside(folder, tree.folder) || asking.has(folder);
  // What is declared above the lockfile holds for it as well.
  return folder === '' || asking.has(folder) || `${tree.folder}/`.startsWith(`${folder}/`);
}

/** Some workflow that sets the runtime up also runs what a package manager starts: others only run a script. */
function runsTasks(system: System, runtime: string): boolean {
  const files = new Set(
    system
      .facts('runtime')
      .flatMap(({ name, source, file }) => (name === runtime && source === 'ci' ? [file] : [])),
  );
  return system.facts('invocation').some(({ file }) => files.has(file));
}

/** What manifests ask for that needs one of the entries, however far away. */
function asksThatReach({ packages, asks }: LockedTree, entries: readonly Package[]): readonly Ask[] {
  const reaching = new Set(entries.map(({ key }) => key));
  for (let before = -1; before !== reaching.size;) {
    before = reaching.size;
    for (const { key, requires } of packages.values())
      if (requires?.some((needed) => reaching.has(needed)) === true) reaching.add(key);
  }
  return asks.filter(({ answer }) => answer && reaching.has(answer.key));
}

/** In the folder itself, or where image files of it are kept. */
function isBeside(folder: string, own: string): boolean {
  const below =
    own === ''
      ? folder
      : folder === own
        ? ''
        : folder.startsWith(`${own}/`)
          ? folder.slice(own.length + 1)
          : null;
  return below !== null && /^(?:\.?docker(?:files?)?)?$/i.test(below);
}
