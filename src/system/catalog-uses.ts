import { ofKind } from './of-kind.ts';
import { escapePattern } from '../formats/escape-pattern.ts';
import { folderOf, nameOf } from '../formats/paths.ts';
import { breakingManifestSteps } from './breaking-moves.ts';
import type { CatalogAlias } from './facts.ts';
import { lineCounter } from './imports/import-language.ts';
import { inBatches } from './in-batches.ts';
import type { Look } from './look.ts';
import type { Change, System } from './system.ts';

/** A place where a build script takes something from a version catalog. */
export interface CatalogUse {
  /** of the catalog */
  readonly catalog: string;
  readonly accessor: string;
  readonly path: string;
  readonly line: number;
}

/** What build scripts of head do with names of a version catalog that are in question. */
export interface CatalogUses {
  /** names that the catalog had at base and has not at head */
  readonly lost: readonly CatalogUse[];
  /** who takes a package whose version took a breaking step, by itself or in a bundle */
  readonly of: (catalog: string, name: string) => readonly CatalogUse[];
}

/** A catalog of which something is in question. */
interface Asked {
  readonly path: string;
  /** of the build: what stands before `gradle/libs.versions.toml` */
  readonly folder: string;
  /** `libs` */
  readonly name: string;
  readonly known: ReadonlySet<string>;
  readonly lost: ReadonlySet<string>;
  /** accessor to packages that it brings */
  readonly bumped: ReadonlyMap<string, readonly string[]>;
}

/** More names than these are looked for by the name of the catalog alone. */
const mostNames = 200;

/** Looks up who takes from a version catalog what is gone from it or broke; the change as it is when nothing did. */
export async function withCatalogUses(change: Change, look: Look): Promise<Change> {
  const asked = askedIn(change);
  if (asked.length === 0) return change;
  const hits = await look.search([{ endings: ['.gradle', '.kts', '.kt'], patterns: asked.map(patternOf) }]);
  const settings = new Map<string, string>();
  for (const folder of new Set(hits.flatMap((path) => settingsAbove(change.head, path)))) {
    const path = settingsIn(change.head, folder);
    settings.set(folder, path === undefined ? '' : ((await look.text(path)) ?? ''));
  }
  const uses: CatalogUse[] = [];
  await inBatches(hits, async (path) => {
    const text = await look.text(path);
    for (const each of asked)
      if (text !== null && isSeen(change.head, each, path, settings)) uses.push(...usesIn(text, path, each));
  });
  uses.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line));
  const byPath = new Map(asked.map((each) => [each.path, each]));
  return {
    ...change,
    catalogUses: {
      lost: uses.filter(({ catalog, accessor }) => byPath.get(catalog)?.lost.has(accessor)),
      of: (catalog, name) =>
        uses.filter(
          (use) =>
            use.catalog === catalog && byPath.get(catalog)?.bumped.get(use.accessor)?.includes(name) === true,
        ),
    },
  };
}

function askedIn(change: Change): readonly Asked[] {
  const steps = breakingManifestSteps(change).filter(({ ecosystem }) => ecosystem === 'maven');
  const catalogs = new Set(change.head.facts('catalog-alias').map(({ file }) => file));
  return [...catalogs].flatMap((path): readonly Asked[] => {
    const [before, after] = [change.base.files.get(path), change.head.files.get(path)];
    const name = /^(\w+)\.versions\.toml$/.exec(nameOf(path))?.[1];
    if (!after || !before || before === after || name === undefined) return [];
    const aliases = ofKind(after.facts, 'catalog-alias');
    const known = new Set(aliases.map(({ accessor }) => accessor));
    const lost = new Set(
      ofKind(before.facts, 'catalog-alias').flatMap(({ accessor }) => (known.has(accessor) ? [] : accessor)),
    );
    const moved = new Set(steps.filter(({ head }) => head.path === path).map((step) => step.name));
    const bumped = bumpedIn(aliases, moved);
    const folder = /(?:^|\/)gradle$/.test(folderOf(path)) ? folderOf(folderOf(path)) : folderOf(path);
    return lost.size + bumped.size === 0 ? [] : [{ path, folder, name, known, lost, bumped }];
  });
}

/** Libraries and plugins of the packages, and the bundles that hold them. */
function bumpedIn(
  aliases: readonly CatalogAlias[],
  moved: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const own = new Map(
    aliases.flatMap((each) =>
      each.package !== undefined && moved.has(each.package) ? [[each.accessor, [each.package]]] : [],
    ),
  );
  const bundles = aliases.flatMap(({ accessor, needs }) => {
    const packages = needs.flatMap((need) => own.get(need) ?? []);
    return packages.length > 0 ? [[accessor, packages] as const] : [];
  });
  return new Map([...own, ...bundles]);
}

function patternOf({ name, lost, bumped }: Asked): string {
  const names = [...lost, ...bumped.keys()];
  const behind = names.length > mostNames ? '[A-Za-z]' : `(${names.map(escapePattern).join('|')})`;
  return `(^|[^A-Za-z0-9_.])${name}\\.${behind}`;
}

/** The chain behind the catalog's name goes as far as a known name reaches: `libs.versions.kotlin.get()`. */
function usesIn(
  text: string,
  path: string,
  { path: catalog, name, known, lost, bumped }: Asked,
): CatalogUse[] {
  // In Kotlin of a plugin the name may be that of anything.
  if (path.endsWith('.kt') && !/LibrariesFor|VersionCatalog/.test(text)) return [];
  const lineOf = lineCounter(text);
  const found: CatalogUse[] = [];
  for (const match of text.matchAll(new RegExp(`(?<![\\w.$"':/-])${name}((?:\\.[A-Za-z_]\\w*)+)`, 'g'))) {
    const parts = (match[1] ?? '').slice(1).split('.');
    if (isComment(text, match.index)) continue;
    for (let length = parts.length; length > 0; length -= 1) {
      const accessor = parts.slice(0, length).join('.');
      if (!known.has(accessor) && !lost.has(accessor)) continue;
      if (lost.has(accessor) || bumped.has(accessor))
        found.push({ catalog, accessor, path, line: lineOf(match.index + 1) });
      break;
    }
  }
  return found;
}

function isComment(text: string, offset: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return (
    /^\s*\*|(?:^|\s)\/\//.test(before) || text.lastIndexOf('/*', offset) > text.lastIndexOf('*/', offset)
  );
}

/** The build of the file takes its names from this catalog: no other build stands between, or it points here. */
function isSeen(
  { tree }: System,
  { path: catalog, folder }: Asked,
  path: string,
  settings: ReadonlyMap<string, string>,
): boolean {
  if (folder !== '' && !path.startsWith(`${folder}/`)) return false;
  for (let at = folderOf(path); at !== folder && at !== ''; at = folderOf(at)) {
    if (tree.has(`${at}/gradle/${nameOf(catalog)}`)) return false;
    const text = settings.get(at);
    if (text !== undefined && !text.includes(nameOf(catalog))) return false;
  }
  // Names may be given in the settings, or come with a catalog that was published.
  const own = settings.get(folder) ?? '';
  return !(own.includes('versionCatalogs') && /\b(?:library|from)\s*\(\s*["']/.test(own));
}

function settingsAbove(system: System, path: string): readonly string[] {
  const found: string[] = [];
  for (let at = folderOf(path); ; at = folderOf(at)) {
    if (settingsIn(system, at) !== undefined) found.push(at);
    if (at === '') return found;
  }
}

function settingsIn({ tree }: System, folder: string): string | undefined {
  return ['settings.gradle.kts', 'settings.gradle']
    .map((name) => (folder === '' ? name : `${folder}/${name}`))
    .find((path) => tree.has(path));
}
