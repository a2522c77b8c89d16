import { folderOf, joinPath } from '../../formats/paths.ts';
import { list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { isAside } from '../../system/aside.ts';
import { isKnownModule, languageOf, modulesOf } from '../../system/imports/module-names.ts';
import { ownersOf } from '../../system/ownership.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import type { PackageUse } from '../../system/package-uses.ts';
import type { Change, System } from '../../system/system.ts';
import type { RelatedPlace } from '../rule.ts';

/** A package whose users are asked for; with its moves, only code of those who ask for that move counts. */
export interface UsedPackage {
  readonly ecosystem: string;
  readonly name: string;
  readonly moves?: readonly PackageMove[];
}

/** Who uses packages at head, as words and as places. */
export interface UsedBy {
  /** files, tests among them */
  readonly files: number;
  readonly words: Text;
  readonly places: readonly RelatedPlace[];
}

const mostPlaces = 8;
const mostNames = 6;

/** Files, exported names and units that use any of the packages. No words where uses were not looked for. */
export function usedBy(change: Change, packages: readonly UsedPackage[]): UsedBy {
  const { uses } = change;
  const known = packages.filter(
    ({ ecosystem, name }) => languageOf(ecosystem) && uses?.isLookedFor(ecosystem, name),
  );
  if (!uses || known.length === 0) return { files: 0, words: [], places: [] };
  const found = joined(known.flatMap((each) => usesOf(change, each)));
  const code = found.filter(({ test }) => !test);
  const told = code.length > 0 ? code : found;
  return {
    files: found.length,
    words:
      found.length === 0
        ? nothingFound(known, uses.partial)
        : wordsOf(change.head, found, code, known[0]?.ecosystem ?? '', uses.partial),
    places: told.slice(0, mostPlaces).map(({ path, line, names }) => ({
      path,
      line,
      side: 'head',
      note: names.length === 0 ? ['uses it'] : text`uses ${list(names, 4)}`,
    })),
  };
}

/** Uses in the folders of the manifests that take the move; another manifest may hold on to another version. */
export function usesOf(change: Change, { ecosystem, name, moves = [] }: UsedPackage): readonly PackageUse[] {
  const all = change.uses?.of(ecosystem, name) ?? [];
  if (moves.length === 0) return all;
  const asking = moves.flatMap(({ pair, asks }) =>
    asks.map(({ importer }) => joinPath(pair.head.folder, importer === '' ? '.' : importer) ?? ''),
  );
  const others = moves.flatMap(({ pair }) =>
    pair.head.asks
      .filter((ask) => ask.answer?.name === name)
      .map(({ importer }) => joinPath(pair.head.folder, importer === '' ? '.' : importer) ?? ''),
  );
  const folders = [...new Set([...asking, ...others])].toSorted((a, b) => b.length - a.length);
  return all.filter(({ path }) => {
    const own = folders.find((folder) => folder === '' || path.startsWith(`${folder}/`));
    return own !== undefined && asking.includes(own);
  });
}

/** One entry for a file, whatever packages it uses. */
function joined(uses: readonly PackageUse[]): readonly PackageUse[] {
  const found = new Map<string, PackageUse>();
  for (const use of uses) {
    const known = found.get(use.path);
    found.set(use.path, known ? { ...known, names: [...new Set([...known.names, ...use.names])] } : use);
  }
  return [...found.values()];
}

function wordsOf(
  system: System,
  all: readonly PackageUse[],
  code: readonly PackageUse[],
  ecosystem: string,
  partial: boolean,
): Text {
  if (code.length === 0) return [`Only tests import it: ${files(all.length)}.`];
  const owners = new Map<string, number>();
  for (const { path } of code) {
    const owner = ownerOf(system, path, ecosystem);
    owners.set(owner, (owners.get(owner) ?? 0) + 1);
  }
  // One unit that holds all of it tells nothing.
  const sorted = [...owners].toSorted(([, a], [, b]) => b - a).map(([owner]) => owner);
  const tests = all.length - code.length;
  const names = namesOf(code);
  const where: Text =
    owners.size === 1 && code.every(({ path }) => folderOwner(system, path, ecosystem) === '')
      ? []
      : text` of ${list(sorted.map(rooted), 4)}`;
  const also = tests === 0 ? [] : [` and ${tests} ${tests === 1 ? 'test' : 'tests'}`];
  const taken: Text =
    names.length === 0
      ? []
      : text` and ${[code.length === 1 && tests === 0 ? 'takes' : 'take']} ${list(names, mostNames)}`;
  const count = [`${partial ? 'At least ' : ''}${files(code.length)}`];
  const verb = code.length === 1 && tests === 0 ? ' imports it' : ' import it';
  return text`${count}${where}${also}${[verb]}${taken}.`;
}

/** That nothing was found says little where the name in code is a guess: then it says what was looked for. */
function nothingFound(packages: readonly UsedPackage[], partial: boolean): Text {
  if (partial) return [];
  const guessed = packages.filter(({ ecosystem, name }) => !isKnownModule(ecosystem, name));
  if (guessed.length === 0) return ['No import of it was found in code.'];
  const names = guessed.flatMap(({ ecosystem, name, moves }) =>
    modulesOf(ecosystem, name, moves?.[0]?.after[0]).slice(-1),
  );
  return text`No import of ${list(names, 3)} was found in code.`;
}

function files(count: number): string {
  return `${count} ${count === 1 ? 'file' : 'files'}`;
}

function rooted(owner: string): string {
  return owner === '' ? 'the root' : owner;
}

/** The names that most files take first. */
function namesOf(uses: readonly PackageUse[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of uses.flatMap(({ names }) => names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([name]) => name);
}

const manifests: Readonly<Record<string, readonly string[]>> = {
  npm: ['package.json'],
  pypi: ['pyproject.toml', 'setup.py', 'Pipfile', 'requirements.txt'],
  go: ['go.mod'],
  cargo: ['Cargo.toml'],
  rubygems: ['Gemfile'],
  packagist: ['composer.json'],
  maven: ['pom.xml', 'build.gradle', 'build.gradle.kts'],
  hex: ['mix.exs'],
  pub: ['pubspec.yaml'],
};

/** The unit that the file runs in, or the folder of the nearest manifest; `` for the root. */
function ownerOf(system: System, path: string, ecosystem: string): string {
  const { units, shared } = ownersOf(system, path);
  const [unit] = units;
  if (unit && !shared && units.length === 1 && !isAside(unit.path)) return unit.service;
  return folderOwner(system, path, ecosystem);
}

/** The folder of the nearest manifest; `` for the root. */
function folderOwner(system: System, path: string, ecosystem: string): string {
  const names = manifests[ecosystem] ?? [];
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    if (names.some((name) => system.tree.has(`${folder}/${name}`))) return folder;
    if (ecosystem === 'nuget' && hasProject(system, folder)) return folder;
  }
  return '';
}

function hasProject(system: System, folder: string): boolean {
  return system.tree
    .under(folder)
    .some((path) => /\.(?:cs|fs|vb)proj$/.test(path) && folderOf(path) === folder);
}
