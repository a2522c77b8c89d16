import { Unreadable } from '../format.ts';
import type { PartialGap, Reading, SourceFile } from '../format.ts';
import type { Fact, Lockfile, Package, Runtime } from '../../system/facts.ts';
import { conflictLine } from '../lines.ts';
import { entries, get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { readCatalogs } from '../package-catalog.ts';
import { readOverrides } from '../package-override.ts';
import { readYaml } from '../yaml.ts';
import { readImporters } from './importers.ts';
import type { ImporterRequirement } from './importers.ts';
import { withoutPeers } from './keys.ts';
import { packageOf } from './packages.ts';
import { neededBy, reachOf } from './reach.ts';
import { scan } from './scan.ts';
import { withoutCredentials } from '../without-credentials.ts';

const supported = new Set([5, 6, 9]);

/**
 * One document, or two since pnpm 11: the first then pins pnpm itself, the last is the project.
 * Version 9 keeps what a package is (`packages`) apart from what it was built with (`snapshots`).
 */
export function readPnpmLock(file: SourceFile): Reading {
  const text = withoutCredentials(file.text);
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const documents = scan(text) ?? readYaml(text);
  const project = documents.at(-1);
  const version = textOf(get(project, 'lockfileVersion'));
  const major = Number.parseInt(version ?? '', 10);
  if (!project || version === undefined || !supported.has(major))
    throw new Unreadable('unsupported-version', 'Lockfile version is none of 5, 6 and 9');
  const { facts, gaps } = major === 9 ? readSplit(project, version) : readJoined(project, version, major);
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
function readJoined(root: Node, version: string, major: number): Parts {
  const nodes = [...entries(get(root, 'packages'))];
  const keys = new Set(nodes.map(({ key }) => key));
  const has = (key: string): boolean => keys.has(key);
  const importers = readImporters(root, has);
  const direct = directKeys(importers.requirements);
  const packages = nodes.flatMap((entry): Package[] => {
    const found = packageOf(entry, major);
    if (!found) return [];
    const requires = neededBy(entry.node, has);
    return [{ ...found, direct: direct.has(entry.key), ...(requires.length > 0 ? { requires } : {}) }];
  });
  return {
    facts: [lockfile(version, importers.folders), ...importers.requirements, ...packages],
    gaps: cutOff(importers.dangling),
  };
}

/** Version 9: no flags; what only development needs is found by walking `snapshots` from the importers. */
function readSplit(root: Node, version: string): Parts {
  const snapshots = new Map<string, Node>();
  for (const { key, node } of entries(get(root, 'snapshots'))) snapshots.set(key, node);
  const has = (key: string): boolean => snapshots.has(key);
  const graph = new Map<string, readonly string[]>();
  for (const [key, node] of snapshots) graph.set(key, neededBy(node, has));
  const importers = readImporters(root, has);
  const reach = reachOf(importers.requirements, graph);
  const direct = directKeys(importers.requirements);
  const variants = byPackage(snapshots.keys());
  const facts: Fact[] = [];
  for (const entry of entries(get(root, 'packages'))) {
    const runtime = /^([a-z]+)@runtime:(.+)$/.exec(entry.key);
    if (runtime) {
      facts.push(runtimeOf(runtime[1] ?? '', runtime[2] ?? '', entry.line));
      continue;
    }
    const found = packageOf(entry, 9);
    if (!found) continue;
    const own = variants.get(entry.key) ?? [];
    const prod = own.some((key) => reach.prod.has(key));
    const dev = prod ? false : own.some((key) => reach.dev.has(key)) ? true : null;
    const requires = [...new Set(own.flatMap((key) => graph.get(key) ?? []).map(withoutPeers))];
    const optional =
      own.length > 0 && own.every((key) => textOf(get(snapshots.get(key), 'optional')) === 'true');
    facts.push({
      ...found,
      direct: own.some((key) => direct.has(key)),
      dev,
      ...(optional ? { optional } : {}),
      ...(requires.length > 0 ? { requires } : {}),
    });
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
