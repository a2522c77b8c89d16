import type { Ask, LockedTree } from './locked-tree.ts';
import { lockedTrees } from './locked-tree.ts';
import type { Requirement } from './facts.ts';
import { lockedPairs } from './locked-pairs.ts';
import { lowestOf } from './lowest-version.ts';
import type { Change, Located, ReadFile } from './system.ts';

/** A package that a manifest asks for, and what it gets. */
export interface InstalledVersion {
  readonly name: string;
  readonly version: string;
  readonly at: { readonly path: string; readonly line: number };
}

/** What one manifest gets for what it asks, before and after. */
export interface Installation {
  readonly ecosystem: string;
  readonly manifest: string;
  readonly before: ReadonlyMap<string, InstalledVersion>;
  readonly after: ReadonlyMap<string, InstalledVersion>;
}

/** Of every manifest that one lockfile answers on both sides; without a lockfile, of its exact versions. */
export function installations(change: Change): readonly Installation[] {
  const locked = lockedPairs(change).flatMap(({ base, head }) => {
    if (
      base.file === head.file &&
      [...head.manifests.values()].every((file) => [...base.manifests.values()].includes(file))
    )
      return [];
    return [...new Set(head.asks.map(({ importer }) => importer))].map((importer) => ({
      ecosystem: head.lockfile.ecosystem,
      manifest: head.manifests.get(importer)?.path ?? head.path,
      before: answersIn(base, importer),
      after: answersIn(head, importer),
    }));
  });
  const answered = new Set(
    lockedTrees(change.head).flatMap(({ manifests }) => [...manifests.values()].map(({ path }) => path)),
  );
  const plain = [...change.head.files.values()].flatMap((file) => {
    const before = change.base.files.get(file.path);
    if (!before || before === file || answered.has(file.path)) return [];
    if (file.facts.some(({ kind }) => kind === 'lockfile')) return [];
    const ecosystem = requirementsOf(file)[0]?.ecosystem;
    return ecosystem === undefined
      ? []
      : [{ ecosystem, manifest: file.path, before: pinnedIn(before), after: pinnedIn(file) }];
  });
  return [...locked, ...plain];
}

function answersIn(tree: LockedTree, importer: string): ReadonlyMap<string, InstalledVersion> {
  return new Map(
    tree.asks
      .filter((ask) => ask.importer === importer && ask.group !== 'peer')
      .flatMap((ask) =>
        ask.answer && ask.answer.name === ask.name
          ? [[ask.name, { name: ask.name, version: ask.answer.version, at: placeOf(tree, ask) }] as const]
          : [],
      ),
  );
}

/** Exact versions only: a range tells nothing about what is installed. */
function pinnedIn(file: ReadFile): ReadonlyMap<string, InstalledVersion> {
  return new Map(
    requirementsOf(file).flatMap(({ name, specifier, ecosystem, line }) => {
      const version = /[\^~<>*|, ]|\.x\b/.test(specifier) ? undefined : lowestOf(specifier, ecosystem);
      return version === undefined ? [] : [[name, { name, version, at: { path: file.path, line } }] as const];
    }),
  );
}

function requirementsOf({ facts }: ReadFile): readonly Requirement[] {
  return facts.filter(
    (fact): fact is Located<Requirement> => fact.kind === 'requirement' && fact.group !== 'peer',
  );
}

/** Where the manifest asks for it; the lockfile's line where the manifest was not read. */
function placeOf({ manifests }: LockedTree, ask: Ask): InstalledVersion['at'] {
  const manifest = manifests.get(ask.importer);
  const fact = manifest?.facts.find((each) => each.kind === 'requirement' && each.name === ask.name);
  return manifest && fact ? { path: manifest.path, line: fact.line } : { path: ask.path, line: ask.line };
}
