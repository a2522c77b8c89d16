import { escapePattern } from '../formats/escape-pattern.ts';
import { isGeneratedOrVendored, isTestPath, isVendoredPath } from '../formats/code-paths.ts';
import { nameOf } from '../formats/paths.ts';
import { droppedRequirements } from './dropped-requirements.ts';
import type { Ecosystem } from './facts.ts';
import { isOrBelow } from './imports/import-language.ts';
import { languageOf } from './imports/module-names.ts';
import { inBatches } from './in-batches.ts';
import { packageKey, packagesInPlay } from './packages-in-play.ts';
import type { PackageInPlay } from './packages-in-play.ts';
import type { Change } from './system.ts';
import type { Look } from './look.ts';

/** A file of head that uses a package. */
export interface PackageUse {
  readonly path: string;
  /** of the first import */
  readonly line: number;
  /** exported names that it takes, as far as they can be told */
  readonly names: readonly string[];
  /** a test, story or fixture */
  readonly test: boolean;
  /** only types, or in a way that goes on without it */
  readonly loose: boolean;
}

/** What code of head does with packages that moved, broke or were dropped. */
export interface PackageUses {
  readonly of: (ecosystem: Ecosystem, name: string) => readonly PackageUse[];
  /** whether code was searched for it: not where its imports could not be told from those of others */
  readonly isLookedFor: (ecosystem: Ecosystem, name: string) => boolean;
  /** manifests and settings of tools, read or not, that name a dropped package */
  readonly namedIn: (ecosystem: Ecosystem, name: string) => readonly string[];
  /** so many files hold such names that not all of them were looked through */
  readonly partial: boolean;
}

/** Files with one of the names beyond these are not opened. */
const mostFiles = 1500;

/** Looks up who uses the packages that the change puts in question; the change as it is when there are none. */
export async function withPackageUses(change: Change, look: Look): Promise<Change> {
  const all = packagesInPlay(change);
  if (all.length === 0) return change;
  const known = new Set(all.map(({ ecosystem, name }) => packageKey(ecosystem, name)));
  const dropped = new Set(
    droppedRequirements(change).map(({ ecosystem, name }) => packageKey(ecosystem, name)),
  );
  const named = all.filter(({ ecosystem, name }) => dropped.has(packageKey(ecosystem, name)));
  const hits = (await look.search([...importSearches(all), ...nameSearches(named)])).filter(
    (path) => !isVendoredPath(path),
  );
  const uses = new Map<string, PackageUse[]>();
  const names = new Map<string, string[]>();
  await inBatches(hits.slice(0, mostFiles), async (path) => {
    const text = await look.text(path);
    if (text === null) return;
    for (const { ecosystem, name } of named)
      if (isNamed(ecosystem, name, path, text)) push(names, packageKey(ecosystem, name), path);
    const own = all.filter(({ ecosystem }) => isSource(ecosystem, path));
    if (own.length === 0 || isGeneratedOrVendored(path, text)) return;
    for (const [key, use] of usesIn(path, text, own)) push(uses, key, use);
  });
  for (const list of uses.values())
    list.sort((a, b) => Number(a.test) - Number(b.test) || (a.path < b.path ? -1 : 1));
  return {
    ...change,
    uses: {
      isLookedFor: (ecosystem, name) => known.has(packageKey(ecosystem, name)),
      of: (ecosystem, name) => uses.get(packageKey(ecosystem, name)) ?? [],
      namedIn: (ecosystem, name) => names.get(packageKey(ecosystem, name)) ?? [],
      partial: hits.length > mostFiles,
    },
  };
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const known = map.get(key);
  if (known) known.push(item);
  else map.set(key, [item]);
}

function isSource(ecosystem: Ecosystem, path: string): boolean {
  return languageOf(ecosystem)?.endings.some((ending) => path.endsWith(ending)) === true;
}

type Within = Parameters<Look['search']>[0];

function importSearches(packages: readonly PackageInPlay[]): Within {
  return [...new Set(packages.map(({ ecosystem }) => ecosystem))].flatMap((ecosystem) => {
    const language = languageOf(ecosystem);
    if (!language) return [];
    const modules = packages.filter((each) => each.ecosystem === ecosystem).flatMap((each) => each.modules);
    const names = [...new Set(modules)].map(escapePattern).join('|');
    return [{ endings: language.endings, patterns: [language.pattern(names)] }];
  });
}

/** Where a package may be named besides its manifest: other manifests, aliases of compilers and bundlers. */
function nameSearches(dropped: readonly PackageInPlay[]): Within {
  const namesOf = (ecosystem: Ecosystem): string =>
    dropped
      .filter((each) => each.ecosystem === ecosystem)
      .map(({ name }) => (ecosystem === 'pypi' ? anySeparator(name) : escapePattern(name)))
      .join('|');
  const [npm, pypi, gems] = [namesOf('npm'), namesOf('pypi'), namesOf('rubygems')];
  return [
    ...(npm === '' ? [] : [{ endings: ['.json', '.jsonc'], patterns: [`"(${npm})(/\\*)?" *:`] }]),
    ...(pypi === ''
      ? []
      : [
          {
            endings: ['.txt', '.toml', '.cfg', '.in', 'setup.py', '.yml', '.yaml', 'Pipfile', 'Dockerfile'],
            patterns: [`(^|[^A-Za-z0-9_.-])(${pypi})([^A-Za-z0-9_.-]|$)`],
          },
        ]),
    ...(gems === ''
      ? []
      : [{ endings: ['Gemfile', '.gemspec', 'gems.rb'], patterns: [`["'](${gems})["']`] }]),
  ];
}

const toolSettings =
  /(?:^|[.-])(?:config|conf|setup|rc)\b[\w.-]*\.[cm]?[jt]s$|^(?:tsconfig|jsconfig|deno|import)[\w.-]*\.jsonc?$|^package\.json$/;

function isNamed(ecosystem: Ecosystem, name: string, path: string, text: string): boolean {
  const file = nameOf(path);
  if (ecosystem === 'npm') {
    if (!toolSettings.test(file)) return false;
    const quoted = `["']${escapePattern(name)}(?:/\\*|\\$)?["']`;
    return new RegExp(`${quoted}\\s{0,5}:|find:\\s{0,5}${quoted}|["']\\^${escapePattern(name)}`).test(text);
  }
  if (ecosystem === 'pypi' && (!path.endsWith('.py') || file === 'setup.py')) {
    const pattern = `(?<![\\w.-])${anySeparator(name)}(?![\\w.-])`;
    return new RegExp(pattern, 'i').test(text);
  }
  return ecosystem === 'rubygems' && /Gemfile|gemspec|gems\.rb$/.test(file)
    ? text.includes(`'${name}'`) || text.includes(`"${name}"`)
    : false;
}

/** By key of the package: its use in one file, all imports of it taken together. */
function usesIn(
  path: string,
  text: string,
  packages: readonly PackageInPlay[],
): ReadonlyMap<string, PackageUse> {
  const found = new Map<string, PackageUse>();
  const language = languageOf(packages[0]?.ecosystem ?? '');
  if (!language) return found;
  const imports = language.scan(
    text,
    packages.flatMap(({ modules }) => modules),
  );
  for (const { ecosystem, name, modules } of packages) {
    const own = imports.filter(({ module }) =>
      modules.some((each) => isOrBelow(module, each, language.separator)),
    );
    const [first] = own.toSorted((a, b) => a.line - b.line);
    if (!first) continue;
    found.set(packageKey(ecosystem, name), {
      path,
      line: first.line,
      names: [...new Set(own.flatMap(({ names }) => names))],
      // Packages of Java may have a part that is called `samples`.
      test: !path.includes('src/main/') && isTestPath(path),
      loose: own.every(({ typeOnly, guarded }) => typeOnly === true || guarded === true),
    });
  }
  return found;
}

/** Names of Python packages are the same whatever stands between their parts. */
function anySeparator(name: string): string {
  return name
    .split(/[-_.]+/)
    .map(escapePattern)
    .join('[-_.]+');
}
