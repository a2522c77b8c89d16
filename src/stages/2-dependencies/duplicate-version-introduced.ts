import { code, list, text } from '../../report/text.ts';
import type { Package } from '../../system/facts.ts';
import { lockedPairs } from '../../system/locked-pairs.ts';
import type { LockedPair } from '../../system/locked-pairs.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import { reachFrom } from '../../system/package-groups.ts';
import type { Located } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { parentsOf } from './parents-of.ts';

/** Packages that keep state of their own, or compare by identity: two of them in one program do not know each other. */
const singletons =
  /^(?:react|react-dom|react-redux|react-router|vue|pinia|svelte|preact|@angular\/core|zone\.js|graphql|typeorm|mongoose|sequelize|inversify|@nestjs\/(?:common|core)|@apollo\/client|styled-components|@emotion\/react|@tanstack\/react-query|mobx|yjs|three|lexical|prosemirror-(?:model|state)|class-transformer|reflect-metadata)$/;

/** A second version of a package that must be there once. */
export const duplicateVersionIntroduced: ChangeRule = {
  kind: 'change',
  id: 'duplicate-version-introduced',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'A package that must be there once comes in at a second version',
  assumption: 'Assumes that a program has one copy of the package.',
  verify: 'Ask the installer who needs which version: `npm ls NAME`, `pnpm why NAME`, `yarn why NAME`.',
  explanation: `Looks at packages that keep state or compare by identity (React, Vue, Angular, GraphQL, TypeORM, Mongoose, NestJS and
others): two copies in one program do not know each other, which shows as hooks that fail, a schema of another realm, or a
connection that is not there. It fires when what one manifest needs for production reaches two versions at head, and one at base.

It stays silent for all other packages, which may well be there twice, for versions that different manifests of a workspace reach,
and for what only development needs.`,
  check: (change) =>
    lockedPairs(change)
      .filter(({ base, head }) => base.file !== head.file && head.lockfile.ecosystem === 'npm')
      .flatMap(problemsOf),
};

type Reached = ReadonlyMap<string, readonly Located<Package>[]>;

function problemsOf({ base, head }: LockedPair): readonly Problem[] {
  const names = new Set<string>();
  const versions = new Map<string, Set<string>>();
  for (const { name, version } of head.packages.values()) {
    if (!singletons.test(name)) continue;
    const known = versions.get(name) ?? new Set();
    versions.set(name, known.add(version));
    if (known.size > 1) names.add(name);
  }
  if (names.size === 0) return [];
  const found = new Map<
    string,
    { readonly entries: readonly Located<Package>[]; readonly importers: string[] }
  >();
  for (const importer of new Set(head.asks.map((ask) => ask.importer))) {
    const after = reachedBy(head, importer, names);
    const several = [...after].filter(([, entries]) => versionsOf(entries).length > 1);
    if (several.length === 0) continue;
    const before = reachedBy(base, importer, names);
    for (const [name, entries] of several) {
      if (versionsOf(before.get(name) ?? []).length !== 1) continue;
      const known = found.get(name);
      if (known) known.importers.push(importer);
      else found.set(name, { entries, importers: [importer] });
    }
  }
  // What is released together (`react` and `react-dom`) comes in together.
  const groups = groupBy([...found], ([name, { entries }]) =>
    [name.split(/[/-]/)[0], ...versionsOf(entries)].join(' '),
  );
  return groups.map((all) => problemOf(head, all));
}

type Found = readonly [
  string,
  { readonly entries: readonly Located<Package>[]; readonly importers: readonly string[] },
];

function problemOf(tree: LockedTree, all: readonly [Found, ...Found[]]): Problem {
  const [[name, { entries, importers }]] = all;
  const names = all.map(([each]) => each);
  const versions = versionsOf(entries);
  const manifests = importers.map(
    (importer) => tree.manifests.get(importer)?.path ?? (importer || tree.path),
  );
  const first = entries.find(({ direct }) => direct !== true) ?? entries[0];
  const parents = first ? parentsOf(tree, [first]).map((each) => each.name) : [];
  const through =
    parents.length === 0
      ? []
      : text` ${code(`${name} ${first?.version}`)} comes in through ${list([...new Set(parents)], 3)}.`;
  return {
    subject: name,
    alsoAbout: names,
    identity: [tree.path, ...names, ...versions],
    confidence: 'likely',
    title: text`${list(names, 3)} ${[names.length === 1 ? 'is' : 'are']} there at ${list(versions, 4)} now`,
    assumption: text`Assumes that ${list(manifests, 3)} ${[manifests.length === 1 ? 'gets' : 'get']} by with more than one copy of ${list(names, 3)}.`,
    detail: text`${list(manifests, 3)} ${[manifests.length === 1 ? 'reaches them all, and had one version before' : 'reach them all, and had one version each before']}.${through}`,
    verify: text`Ask the installer who needs which version: ${code(`${whyOf(tree)} ${name}`)}`,
    at: first ? placeOf(first) : null,
    related: entries
      .filter((entry) => entry !== first)
      .slice(0, 4)
      .map((entry) => ({ ...placeOf(entry), side: 'head', note: text`locked at ${code(entry.version)}` })),
  };
}

function whyOf({ lockfile }: LockedTree): string {
  return lockfile.manager === 'npm' ? 'npm ls' : `${lockfile.manager} why`;
}

/** Entries of the names that one manifest reaches in production. */
function reachedBy(tree: LockedTree, importer: string, names: ReadonlySet<string>): Reached {
  const asks = tree.asks.filter(
    (ask) => ask.importer === importer && ask.group !== 'dev' && ask.group !== 'unsaid',
  );
  const found = new Map<string, Located<Package>[]>();
  for (const key of reachFrom(tree.packages, asks)) {
    const entry = tree.packages.get(key);
    if (entry && names.has(entry.name)) found.set(entry.name, [...(found.get(entry.name) ?? []), entry]);
  }
  return found;
}

function versionsOf(entries: readonly Package[]): readonly string[] {
  return [...new Set(entries.map(({ version }) => version))].toSorted();
}
