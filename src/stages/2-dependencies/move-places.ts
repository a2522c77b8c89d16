import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { Ask, LockedTree } from '../../system/locked-tree.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import { releaseLink } from '../../system/release-links.ts';
import type { Link } from '../../system/release-links.ts';
import { severities } from '../rule.ts';
import type { Place, RelatedPlace, Severity } from '../rule.ts';

/** Where a manifest asks for it; the lockfile's line where the manifest was not read. */
export function askPlace({ manifests }: LockedTree, ask: Ask): Place {
  const manifest = manifests.get(ask.importer);
  const fact = manifest?.facts.find((each) => each.kind === 'requirement' && each.name === ask.name);
  return manifest && fact ? { path: manifest.path, line: fact.line } : { path: ask.path, line: ask.line };
}

/** The line that a reviewer sees moving: the manifest's where its range changed, else the lockfile's. */
export function movePlace({ pair, asks, after, before, name }: PackageMove): {
  at: Place | null;
  atBase: Place | null;
} {
  const edited = asks.find((ask) => specifierAtBase(pair.base, ask) !== ask.specifier);
  const was = before[0];
  const is = after[0];
  const lockBase = was ? { path: was.file, line: was.line } : null;
  if (!edited) return { at: is ? { path: is.file, line: is.line } : null, atBase: lockBase };
  const asked = pair.base.asks.find((ask) => ask.importer === edited.importer && ask.answer?.name === name);
  return { at: askPlace(pair.head, edited), atBase: asked ? askPlace(pair.base, asked) : lockBase };
}

/** What the same manifest asked for at base. */
export function specifierAtBase(base: LockedTree, { importer, name }: Ask): string | undefined {
  return base.asks.find((ask) => ask.importer === importer && ask.name === name)?.specifier;
}

/** Lockfile entries and manifests of a move, but for the place that is shown already. */
export function relatedPlaces(moves: readonly PackageMove[], shown: Place | null): readonly RelatedPlace[] {
  const found = moves.flatMap(({ pair, asks, after }) => [
    ...asks.map((ask) => ({
      ...askPlace(pair.head, ask),
      side: 'head' as const,
      note: text`asks for ${code(ask.specifier)}`,
    })),
    ...after.slice(0, 1).map(({ file, line, version }) => ({
      path: file,
      line,
      side: 'head' as const,
      note: text`locked at ${code(version)}`,
    })),
  ]);
  const seen = new Set([`${shown?.path}:${shown?.line}`]);
  return found.filter(({ path, line }) => {
    const key = `${path}:${line}`;
    return seen.has(key) ? false : Boolean(seen.add(key));
  });
}

/** Folders of the manifests that ask, for people: `services/api`, or the lockfile's own folder. */
export function askersOf(moves: readonly PackageMove[]): Text {
  const folders = moves.flatMap(({ pair, asks }) =>
    asks.map(
      ({ importer }) =>
        [pair.head.folder, importer].filter((part) => part !== '').join('/') || rootName(pair.head),
    ),
  );
  return list([...new Set(folders)], 4);
}

/** What stands for the root folder: its manifest, or the lockfile where that is the manifest too. */
function rootName({ manifests, path }: LockedTree): string {
  return manifests.get('')?.path ?? path;
}

/** Pages that show what changed between the versions of each package, where the repository tells of them. */
export function linksOf(moves: readonly PackageMove[]): readonly Link[] {
  const found = moves.flatMap((move) => releaseLink(move) ?? []);
  return [...new Map(found.map((link) => [link.url, link])).values()].slice(0, 10);
}

/** A severity one step milder, `info` at the least: for what only development needs. */
export function milder(severity: Severity): Severity {
  return severities[Math.min(severities.indexOf(severity) + 1, severities.length - 1)] ?? severity;
}

/** Whether text from a repository may stand in a command that people copy into a shell. */
export function isPlainWord(word: string): boolean {
  return /^[@A-Za-z0-9_][@A-Za-z0-9._/+-]*$/.test(word);
}
