import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Override, Package } from '../../system/facts.ts';
import type { BlockMemory } from '../block-memory.ts';
import { byLine, Keys, listsBy, lockedPackage, lockfileFact, lockText } from '../locked-package.ts';
import { reachFrom } from '../reach.ts';
import { sourceOf, unknownSource } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { textOfField, textsOfField } from '../toml-blocks.ts';
import type { TomlBlock } from '../toml-blocks.ts';
import type { TomlEntry } from '../toml-lock.ts';
import { parseTomlPackages, scanTomlPackages } from '../toml-packages.ts';
import type { PackageReader, PlacedPackage } from '../toml-packages.ts';

/** `name`, `name version` where there are several, `name version (source)` where even these are several. */
interface Need {
  readonly name: string;
  readonly version: string | undefined;
  readonly source: string | undefined;
}

/** What an entry says by itself. */
interface Record {
  readonly name: string;
  readonly version: string;
  /** undefined for packages of the repository */
  readonly source: string | undefined;
  readonly checksum: string | undefined;
  readonly needs: readonly Need[];
}

interface CargoEntry extends PlacedPackage<Record> {
  readonly key: string;
}

/** Version 1 has all checksums at its end, and `[root]` apart in its first years; the others have them with the package. */
export async function readCargoLock(file: SourceFile, memory: BlockMemory = new Map()): Promise<Reading> {
  const text = lockText(file);
  const { others, packages } =
    scanTomlPackages(text, memory, reader) ?? (await parseTomlPackages(text, reader));
  const version = others[0]?.fields.get('version')?.raw ?? (others.some(isOld) ? '1' : '2');
  if (!/^[1-4]$/.test(version))
    throw new Unreadable('unsupported-version', 'Lockfile version is none of 1 to 4');
  const roots = others
    .filter(({ path }) => path === 'root')
    .map((block) => ({ made: readEntry({ block, below: new Map() }, block.line), line: block.line }));
  const keys = new Keys();
  const entries = byLine([...roots, ...packages]).map(({ made, line }) => ({
    made,
    line,
    key: keys.of(`${made.name}@${made.version}`),
  }));
  return {
    facts: [
      lockfileFact({ ecosystem: 'cargo', manager: 'cargo', version }),
      ...byLine<Package | Override>([...packagesOf(entries, others), ...unusedIn(others)]),
    ],
  };
}

/** Patches that nothing takes: there is no package of their version that somebody asks for. */
function unusedIn(others: readonly TomlBlock[]): readonly Override[] {
  return others.flatMap(({ path, fields, line }): readonly Override[] => {
    const name = textOfField(fields.get('name'));
    if (path !== 'patch.unused' || name === undefined) return [];
    const specifier = textOfField(fields.get('version')) ?? '';
    return [{ kind: 'override', ecosystem: 'cargo', selector: name, name, specifier, unused: true, line }];
  });
}

function packagesOf(entries: readonly CargoEntry[], others: readonly TomlBlock[]): readonly Package[] {
  const byName = listsBy(entries, ({ made }) => made.name);
  const checksums = others.find(({ path }) => path === 'metadata');
  const graph = new Map(entries.map((entry) => [entry.key, neededBy(entry, byName)]));
  const own = entries.filter(({ made }) => made.source === undefined).map(({ key }) => key);
  const direct = new Set(own.flatMap((key) => graph.get(key) ?? []));
  const reached = reachFrom(own, graph);
  const sources = new Map<string | undefined, PackageSource>();
  return entries.map(({ made, line, key }) => {
    const { name, version, source: written } = made;
    const source = sources.get(written) ?? sourceOfEntry(written);
    sources.set(written, source);
    const checksum =
      made.checksum ?? textOfField(checksums?.fields.get(`checksum ${name} ${version} (${written ?? ''})`));
    return lockedPackage('cargo', {
      name,
      version,
      key,
      direct: reached.has(key) ? direct.has(key) : null,
      source,
      integrity: checksum === undefined || checksum === '<none>' ? [] : [`sha256:${checksum}`],
      requires: graph.get(key) ?? [],
      line,
    });
  });
}

function isOld({ path, fields }: TomlBlock): boolean {
  return (
    path === 'root' || (path === 'metadata' && [...fields.keys()].some((key) => key.startsWith('checksum ')))
  );
}

const plain =
  /^\[\[package\]\]\nname = "([\w-]+)"\nversion = "([^"\\\n]+)"\n(?:source = "([^"\\\n]+)"\n)?(?:checksum = "([0-9a-f]+)"\n)?(?:dependencies = \[\n((?: "[^"\\\n]+",\n)*)\]\n)?\n?$/;

const reader: PackageReader<Record> = {
  read: readEntry,
  glance: (block) => {
    const found = plain.exec(block);
    if (!found) return undefined;
    const [, name = '', version = '', source, checksum, needed = ''] = found;
    const needs = needed === '' ? [] : needed.slice(2, -3).split('",\n "').map(needOf);
    return { name, version, source, checksum, needs };
  },
};

function readEntry({ block: { fields } }: TomlEntry, line: number): Record {
  const name = textOfField(fields.get('name'));
  const version = textOfField(fields.get('version'));
  if (name === undefined || version === undefined)
    throw new Unreadable('unparsable', `The package at line ${line} has no name or no version`);
  const needed = [fields.get('dependencies'), fields.get('build-dependencies')].flatMap(textsOfField);
  return {
    name,
    version,
    source: textOfField(fields.get('source')),
    checksum: textOfField(fields.get('checksum')),
    needs: needed.map(needOf),
  };
}

function needOf(text: string): Need {
  if (!text.includes(' ')) return { name: text, version: undefined, source: undefined };
  const [, name = '', version, source] = /^(\S+)(?: (\S+))?(?: \(([^)]*)\))?$/.exec(text) ?? [];
  return { name, version, source };
}

function neededBy(
  { made: { needs } }: CargoEntry,
  byName: ReadonlyMap<string, readonly CargoEntry[]>,
): readonly string[] {
  const found = new Set<string>();
  for (const { name, version, source } of needs) {
    const candidates = (byName.get(name) ?? []).filter(
      ({ made }) => version === undefined || made.version === version,
    );
    const exact = candidates.find(({ made }) => source !== undefined && made.source?.startsWith(source));
    const answer = exact ?? candidates[0];
    if (answer) found.add(answer.key);
  }
  return [...found];
}

/** `registry+https://…`, `sparse+https://…`, `git+https://…?branch=main#commit`. */
function sourceOfEntry(source: string | undefined): PackageSource {
  // Folders outside of the workspace look the same.
  if (source === undefined) return { type: 'workspace', host: null };
  if (source.startsWith('git+')) return sourceOf(source);
  const url = /^(?:registry|sparse)\+(.*)$/.exec(source)?.[1];
  return url === undefined ? unknownSource : registryAt(url);
}

/** The public index has one name as a repository and another as a plain one; a host says more than either. */
function registryAt(url: string): PackageSource {
  const found = /^[a-z+]+:\/\/(?:[^\s@/?#]*@)?([^\s@/?#:]+)([^\s?#]*)/i.exec(url);
  if (!found) return { type: 'registry', host: null };
  const [, host = '', path = ''] = found;
  const isPublic = /^\/rust-lang\/[a-z.]+-index\/?$/.test(path) || /^index\.crates\.[a-z]+$/.test(host);
  return { type: 'registry', host: isPublic ? null : host.toLowerCase() };
}
