import { Unreadable } from '../format.ts';
import type { PartialGap, Reading, SourceFile } from '../format.ts';
import type { Fact, Lockfile, Package, Runtime } from '../../system/facts.ts';
import { conflictLine } from '../lines.ts';
import type { Open } from '../locked-package.ts';
import type { BlockMemory } from '../block-memory.ts';
import { get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { readCatalogs } from '../package-catalog.ts';
import { readOverrides } from '../package-override.ts';
import { readImporters } from './importers.ts';
import type { ImporterRequirement } from './importers.ts';
import { withoutPeers } from './keys.ts';
import { neededBy, reachOf } from './reach.ts';
import { readSections } from './sections.ts';
import type { Sections } from './sections.ts';
import { withoutCredentials } from '../without-credentials.ts';

const supported = new Set([5, 6, 9]);

/**
 * One document, or two since pnpm 11: the first then pins pnpm itself, the last is the project.
 * Version 9 keeps what a package is (`packages`) apart from what it was built with (`snapshots`).
 */
export async function readPnpmLock(file: SourceFile, memory: BlockMemory = new Map()): Promise<Reading> {
  const text = withoutCredentials(file.text);
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const sections = await readSections(text, memory);
  const { documents, version } = sections;
  const project = documents.at(-1);
  const major = Number.parseInt(version, 10);
  if (!project || !supported.has(major))
    throw new Unreadable('unsupported-version', 'Lockfile version is none of 5, 6 and 9');
  const { facts, gaps } = major === 9 ? readSplit(project, sections) : readJoined(project, sections);
  const all = [
    ...facts,
    ...documents.slice(0, -1).flatMap(managerOf),
    ...readOverrides(get(project, 'overrides')),
    ...readCatalogs(project),
  ];
  return { facts: all.sort((a, b) => a.line - b.line), gaps };
}

interface Parts {
  readonly facts: readonly Fact[];
  readonly gaps: readonly PartialGap[];
}

/** Versions 5 and 6: one entry for a package and its peers, with a `dev` flag. */
function readJoined(root: Node, { version, packages: placed }: Sections): Parts {
  const keys = new Map(placed.map(({ entry: { key } }) => [key, key]));
  const has = (key: string): boolean => keys.has(key);
  const importers = readImporters(root, has);
  const direct = directKeys(importers.requirements);
  const packages = placed.flatMap(({ entry, line }): Package[] => {
    const { found, key, needs } = entry;
    if (!found) return [];
    const requires = neededBy(needs, (each) => keys.get(each));
    return [{ ...found, line, direct: direct.has(key), ...(requires.length > 0 ? { requires } : {}) }];
  });
  return {
    facts: [lockfile(version, importers.folders), ...importers.requirements, ...packages],
    gaps: cutOff(importers.dangling),
  };
}

/** Version 9: no flags; what only development needs is found by walking `snapshots` from the importers. */
function readSplit(root: Node, { version, packages, snapshots: placed }: Sections): Parts {
  const snapshots = new Map(placed.map(({ entry }) => [entry.key, entry]));
  const has = (key: string): boolean => snapshots.has(key);
  const graph = new Map<string, readonly string[]>();
  for (const { key, needs } of snapshots.values())
    graph.set(
      key,
      neededBy(needs, (each) => snapshots.get(each)?.key),
    );
  const importers = readImporters(root, has);
  const reach = reachOf(importers.requirements, graph);
  const direct = directKeys(importers.requirements);
  const variants = byPackage(snapshots.keys());
  const facts: Fact[] = [];
  for (const { entry, line } of packages) {
    const { found, key } = entry;
    const runtime = key.includes('@runtime:') ? /^([a-z]+)@runtime:(.+)$/.exec(key) : null;
    if (runtime) {
      facts.push(runtimeOf(runtime[1] ?? '', runtime[2] ?? '', line));
      continue;
    }
    if (!found) continue;
    const own = variants.get(key) ?? [];
    const prod = own.some((each) => reach.prod.has(each));
    const dev = prod ? false : own.some((each) => reach.dev.has(each)) ? true : null;
    const requires = requiredBy(own, graph);
    const optional = own.length > 0 && own.every((each) => snapshots.get(each)?.optional === true);
    const fact: Open<Package> = { ...found };
    fact.line = line;
    fact.direct = own.some((each) => direct.has(each));
    fact.dev = dev;
    if (optional) fact.optional = optional;
    if (requires.length > 0) fact.requires = requires;
    facts.push(fact);
  }
  const requirements = importers.requirements.map((requirement) =>
    requirement.resolved === undefined
      ? requirement
      : { ...requirement, resolved: withoutPeers(requirement.resolved) },
  );
  return {
    facts: [lockfile(version, importers.folders), ...requirements, ...facts],
    gaps: cutOff(importers.dangling),
  };
}

/** What any of a package's variants needs. */
function requiredBy(
  variants: readonly string[],
  graph: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const [only, ...more] = variants;
  if (only === undefined) return [];
  if (more.length === 0) return (graph.get(only) ?? []).map(withoutPeers);
  return [...new Set(variants.flatMap((key) => graph.get(key) ?? []).map(withoutPeers))];
}

/** Keys of snapshots by the package they are of. */
function byPackage(keys: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const key of keys) {
    const plain = withoutPeers(key);
    const known = found.get(plain);
    if (known) known.push(key);
    else found.set(plain, [key]);
  }
  return found;
}

function directKeys(requirements: readonly ImporterRequirement[]): ReadonlySet<string> {
  return new Set(requirements.flatMap(({ resolved }) => resolved ?? []));
}

function cutOff(dangling: number): readonly PartialGap[] {
  if (dangling === 0) return [];
  const detail = `${dangling} dependencies have no entry in the file: it is cut off, or was merged by hand`;
  return [{ reason: 'unparsable', detail }];
}

function lockfile(version: string, importers: readonly string[]): Lockfile {
  return { kind: 'lockfile', ecosystem: 'npm', manager: 'pnpm', version, importers, line: 1 };
}

/** The document before the project's: which pnpm the repository is installed with. */
function managerOf(document: Node): readonly Runtime[] {
  const asked = get(document, 'importers', '.', 'packageManagerDependencies', 'pnpm');
  const version = textOf(get(asked, 'version'));
  return asked && version !== undefined ? [runtimeOf('pnpm', version, asked.line)] : [];
}

function runtimeOf(name: string, version: string, line: number): Runtime {
  return { kind: 'runtime', name, version: withoutPeers(version), source: 'manifest', line };
}
