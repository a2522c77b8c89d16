import { code, list, text } from '../../report/text.ts';
import { lockedTrees } from '../../system/locked-tree.ts';
import type { Ask, LockedTree } from '../../system/locked-tree.ts';
import type { System } from '../../system/system.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { askPlace } from './move-places.ts';

/** Two tools have a lockfile each in one folder, and they no longer install the same. */
export const lockfilesDisagree: ChangeRule = {
  kind: 'change',
  id: 'lockfiles-disagree',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'Two lockfiles in one folder no longer install the same versions',
  assumption: 'Assumes that both lockfiles install the same versions.',
  verify: 'Find out which of the two images and CI install from, and delete the other.',
  explanation: `Looks at folders with lockfiles of two tools (npm and Yarn, poetry and uv). It fires when a dependency that a
manifest asks for had the same version in both at base and has not at head, and when one that is new is in one of them alone: the
sign of a lockfile that was left behind.

It stays silent for dependencies that were apart before, and where \`lock-manifest-out-of-step\` tells of the one that lacks it.`,
  yieldsTo: ['lock-manifest-out-of-step'],
  check: (change) => twinsOf(change.head).flatMap((twins) => problemOf(change.base, twins)),
};

type Twins = readonly [LockedTree, LockedTree];

/** Of one ecosystem, in one folder, by different tools. */
function twinsOf(system: System): readonly Twins[] {
  const trees = lockedTrees(system).filter(({ lockfile }) => lockfile.holds !== 'checksums');
  return trees.flatMap((one, at) =>
    trees
      .slice(at + 1)
      .filter(
        (other) =>
          other.folder === one.folder &&
          other.lockfile.ecosystem === one.lockfile.ecosystem &&
          other.lockfile.manager !== one.lockfile.manager &&
          [one, other].every(({ lockfile }) => lockfile.manager !== 'pip' && lockfile.manager !== 'deno'),
      )
      .map((other): Twins => [one, other]),
  );
}

interface Apart {
  readonly name: string;
  readonly versions: readonly [string | undefined, string | undefined];
  readonly ask: Ask;
  readonly tree: LockedTree;
}

function problemOf(base: System, twins: Twins): readonly Problem[] {
  const before = twins.map(({ path }) => lockedTrees(base).find((tree) => tree.path === path));
  const [was, wasOther] = before;
  if (!was || !wasOther || (was.file === twins[0].file && wasOther.file === twins[1].file)) return [];
  const apart = apartIn(twins).filter(({ name }) => wereAlike(name, was, wasOther));
  const [first] = apart;
  if (!first) return [];
  const [one, other] = twins;
  const names = apart.map(({ name }) => name);
  const left = was.file === one.file ? one : wasOther.file === other.file ? other : undefined;
  const paths = text`${code(one.path)} and ${code(other.path)}`;
  return [
    {
      subject: apart.length === 1 ? first.name : one.path,
      alsoAbout: names,
      identity: [one.path, other.path, ...names.toSorted()],
      confidence: 'certain',
      title: text`${paths} no longer agree on ${list(names, 3)}`,
      assumption: text`Assumes that ${paths} install the same ${list(names, 3)}.`,
      detail: [
        ...list(apart.map(wordsOf), 6),
        '.',
        ...(left ? text` ${code(left.path)} was not changed.` : []),
      ],
      verify: text`Find out which of the two images and CI install from; write the other anew, or delete it.`,
      at: askPlace(first.tree, first.ask),
    },
  ];
}

function wordsOf({ name, versions }: Apart): string {
  return `${name} ${versions.map((version) => version ?? '(none)').join(' / ')}`;
}

function apartIn([one, other]: Twins): readonly Apart[] {
  const [versions, others] = [versionsOf(one), versionsOf(other)];
  const found: Apart[] = [];
  for (const [name, { version, ask }] of versions) {
    const theirs = others.get(name);
    if (theirs?.version !== version)
      found.push({ name, versions: [version, theirs?.version], ask, tree: one });
  }
  for (const [name, { version, ask }] of others)
    if (!versions.has(name)) found.push({ name, versions: [undefined, version], ask, tree: other });
  return found;
}

function wereAlike(name: string, was: LockedTree, wasOther: LockedTree): boolean {
  return versionsOf(was).get(name)?.version === versionsOf(wasOther).get(name)?.version;
}

/** What the manifest of the folder itself gets. */
function versionsOf({
  asks,
}: LockedTree): ReadonlyMap<string, { readonly version: string; readonly ask: Ask }> {
  return new Map(
    asks.flatMap((ask) =>
      ask.importer === '' && ask.answer && ask.group !== 'peer'
        ? [[ask.name, { version: ask.answer.version, ask }] as const]
        : [],
    ),
  );
}
