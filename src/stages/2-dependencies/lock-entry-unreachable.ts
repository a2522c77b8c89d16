import { ofKind } from '../../system/of-kind.ts';
import { code, list, text } from '../../report/text.ts';
import type { Override, Package } from '../../system/facts.ts';
import { lockedPairs } from '../../system/locked-pairs.ts';
import type { LockedPair } from '../../system/locked-pairs.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import { reachFrom } from '../../system/package-groups.ts';
import type { Located } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A lockfile holds a new package that nothing asks for. */
export const lockEntryUnreachable: ChangeRule = {
  kind: 'change',
  id: 'lock-entry-unreachable',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A lockfile holds a new package that nothing asks for',
  assumption: 'Assumes that every locked package was asked for by a manifest or by another package.',
  verify: 'Write the lockfile anew from the manifests: an entry that nothing asks for goes.',
  explanation: `Walks the lockfiles of npm (version 2 and later), pnpm, Yarn 2 and later and Cargo from what the manifests ask for. It
fires for packages that are new in the lockfile and that this walk does not reach: written in by hand, or left over from a
merge. All such packages of a lockfile are one finding.

It stays silent for packages that were locked before at any version, for those that came inside of an archive of another, for
patched ones, for names that an override touches, and where a manifest could not be read.

Severity: high in npm's lockfile, which installs what is in it; low in the others, which pass over such an entry.`,
  check: (change) =>
    lockedPairs(change)
      .filter(({ base, head }) => base.file !== head.file)
      .flatMap(problemOf),
};

function problemOf({ base, head }: LockedPair): readonly Problem[] {
  if (!isWhole(base) || !isWhole(head)) return [];
  const known = new Set([...base.packages.values()].map(({ name }) => name));
  const loose = looseIn(head).filter(({ name }) => !known.has(name));
  const [first] = loose;
  if (!first) return [];
  const names = [...new Set(loose.map(({ name, version }) => `${name}@${version}`))];
  return [
    {
      subject: names.length === 1 ? first.name : head.path,
      alsoAbout: loose.map(({ name }) => name),
      identity: [head.path, ...names.toSorted()],
      // The others do not install what nothing asks for.
      severity: head.lockfile.manager === 'npm' ? 'high' : 'low',
      confidence: 'likely',
      title: text`${code(head.path)} holds ${list(names, 3)}, which nothing asks for`,
      assumption: text`Assumes that something needs ${list(names, 3)}.`,
      detail: text`No manifest asks for ${[names.length === 1 ? 'it' : 'them']}, and no package that is reached from one does.`,
      verify: text`Write ${code(head.path)} anew from the manifests, and see whether ${[names.length === 1 ? 'it stays' : 'they stay']}.`,
      at: placeOf(first),
    },
  ];
}

/** The file itself says what needs what, from the manifests on. */
function isWhole({ lockfile, asks }: LockedTree): boolean {
  const { manager, version } = lockfile;
  const says =
    manager === 'pnpm' ||
    manager === 'cargo' ||
    ((manager === 'npm' || manager === 'yarn') && version !== '1');
  return says && asks.some(({ answer }) => answer !== undefined);
}

function looseIn(tree: LockedTree): readonly Located<Package>[] {
  const reached = new Set(reachFrom(tree.packages, tree.asks));
  for (const { key, source } of tree.packages.values())
    if (source.type === 'workspace' || source.type === 'path') reached.add(key);
  for (const key of reached) for (const needed of tree.packages.get(key)?.requires ?? []) reached.add(needed);
  const forced = new Set(overridesOf(tree).map(({ name }) => name));
  return [...tree.packages.values()].filter(
    ({ key, name, source }) =>
      !reached.has(key) && !forced.has(name) && source.type !== 'unknown' && !key.includes('@patch:'),
  );
}

function overridesOf({ file, manifests }: LockedTree): readonly Override[] {
  return [file, ...manifests.values()].flatMap(({ facts }) => ofKind(facts, 'override'));
}
