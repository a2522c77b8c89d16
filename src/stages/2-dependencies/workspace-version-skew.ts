import { code, text } from '../../report/text.ts';
import { lockedPairs } from '../../system/locked-pairs.ts';
import type { LockedPair } from '../../system/locked-pairs.ts';
import type { Ask, LockedTree } from '../../system/locked-tree.ts';
import { promiseOf } from '../../system/version-order.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { askPlace } from './move-places.ts';

/** Two workspace packages, one built on the other, no longer use the same release line of a dependency. */
export const workspaceVersionSkew: ChangeRule = {
  kind: 'change',
  id: 'workspace-version-skew',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'A workspace package and one that it is built on went apart in a dependency',
  assumption: 'Assumes that objects of the dependency may pass from one workspace package to the other.',
  verify: 'Bring both to one release line, or find out that nothing of the dependency passes between them.',
  explanation: `Looks at workspaces of npm, pnpm and Yarn: of two workspace packages, one of which depends on the other, the versions that
both get of the same dependency in production. It fires when these were of one release line (the same major version, below 1 the
same minor one) at base and are not at head. All dependencies that go apart between two packages are one finding.

It stays silent for packages that do not build on each other, which may move one by one, for types and tools, and for what was
apart before.`,
  check: (change) =>
    lockedPairs(change)
      .filter(
        ({ base, head }) =>
          head.lockfile.ecosystem === 'npm' && (base.file !== head.file || base.manifests !== head.manifests),
      )
      .flatMap(problemsOf),
};

interface Skew {
  readonly name: string;
  readonly own: Ask;
  readonly theirs: Ask;
}

function problemsOf({ base, head }: LockedPair): readonly Problem[] {
  if (new Set(head.asks.map(({ importer }) => importer)).size < 2) return [];
  const folders = foldersByName(head);
  const before = answersOf(base);
  const now = answersOf(head);
  return [...now].flatMap(([importer, asks]) => {
    const links = [...asks.values()].flatMap(({ name, answer }) => (answer ? [] : (folders.get(name) ?? [])));
    return links.flatMap((other) => {
      const skews = skewsOf(asks, now.get(other)).filter(({ name }) => {
        const [own, theirs] = [before.get(importer)?.get(name), before.get(other)?.get(name)];
        return own !== undefined && theirs !== undefined && lineOf(own) === lineOf(theirs);
      });
      return skews.length === 0 ? [] : [problemOf(head, importer, other, skews)];
    });
  });
}

function problemOf(tree: LockedTree, importer: string, other: string, skews: readonly Skew[]): Problem {
  const [user, used] = [importer, other].map((each) => code(pathOf(tree, each)));
  const names = skews.map(({ name }) => name);
  const [first] = skews;
  const steps = skews
    .slice(0, 5)
    .flatMap(({ name, own, theirs }, at) => [
      ...(at === 0 ? [] : [', ']),
      ...text`${code(name)} ${code(own.answer?.version ?? '')} here and ${code(theirs.answer?.version ?? '')} there`,
    ]);
  return {
    subject: names.length === 1 ? (names[0] ?? '') : pathOf(tree, importer),
    alsoAbout: names,
    identity: [tree.path, importer, other, ...names.toSorted()],
    confidence: 'likely',
    title: text`${[user ?? '']} and ${[used ?? '']}, which it uses, go apart in ${code(names[0] ?? '')}${names.length > 1 ? [` and ${names.length - 1} more`] : []}`,
    assumption: text`Assumes that nothing of ${code(names[0] ?? '')} passes between ${[user ?? '']} and ${[used ?? '']}.`,
    detail: [...steps, '.'],
    verify: text`Bring both to one release line, or find out that nothing of it passes between them.`,
    at: first ? askPlace(tree, first.own) : null,
    related: first
      ? [{ ...askPlace(tree, first.theirs), side: 'head', note: ['asks for the other version'] }]
      : [],
  };
}

function skewsOf(
  asks: ReadonlyMap<string, Ask>,
  others: ReadonlyMap<string, Ask> | undefined,
): readonly Skew[] {
  return [...asks.values()].flatMap((own): readonly Skew[] => {
    const theirs = others?.get(own.name);
    const [line, otherLine] = [lineOf(own), theirs && lineOf(theirs)];
    if (!theirs || line === undefined || otherLine === undefined || line === otherLine) return [];
    return [{ name: own.name, own, theirs }];
  });
}

function lineOf({ answer }: Ask): string | undefined {
  return answer && promiseOf(answer.version, answer.ecosystem);
}

/** By folder, then name: what is needed in production. Types and tools are nobody's to pass on. */
function answersOf({ asks }: LockedTree): ReadonlyMap<string, ReadonlyMap<string, Ask>> {
  const found = new Map<string, Map<string, Ask>>();
  for (const ask of asks) {
    if (ask.group === 'dev' || ask.group === 'unsaid' || ask.name.startsWith('@types/')) continue;
    const own = found.get(ask.importer) ?? new Map<string, Ask>();
    found.set(ask.importer, own.set(ask.name, ask));
  }
  return found;
}

function foldersByName({ manifests }: LockedTree): ReadonlyMap<string, string> {
  return new Map(
    [...manifests].flatMap(([importer, { facts }]) => {
      const name = facts.find((fact) => fact.kind === 'manifest')?.name;
      return name == null ? [] : [[name, importer] as const];
    }),
  );
}

function pathOf({ manifests, path }: LockedTree, importer: string): string {
  return manifests.get(importer)?.path ?? (importer || path);
}
