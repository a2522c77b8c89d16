import { code, list, text } from '../../report/text.ts';
import { lockedPairs } from '../../system/locked-pairs.ts';
import type { LockedPair } from '../../system/locked-pairs.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import { patchesFor } from '../../system/package-patches.ts';
import type { Patch } from '../../system/package-patches.ts';
import type { Change } from '../../system/system.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A package is installed without the patch that the repository had for it. */
export const patchLost: ChangeRule = {
  kind: 'change',
  id: 'patch-lost',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'A package is installed without the patch that the repository had for it',
  assumption: 'Assumes that what the patch mended is mended in the version that is installed now.',
  verify: 'Read the patch, and look for what it changes in the version that is installed now.',
  explanation: `Looks at patches for packages: \`patchedDependencies\` of pnpm and Bun, \`patch:\` resolutions of Yarn, and the folder
\`patches\` of patch-package. It fires when a patch goes and the lockfile still has the version that it was made for, and when
a patch stays that was made for a version which the lockfile had at base and no longer has.

It stays silent when patch and package go together, when the version moves with the patch, and for patches that were without effect before.

Severity: medium: a patch that finds no version of its own is skipped, or stops the installation. Low for those of
patch-package, which tries them all the same.`,
  check: (change) => lockedPairs(change).flatMap((pair) => problemsOf(change, pair)),
};

function problemsOf(change: Change, { base, head }: LockedPair): readonly Problem[] {
  if (head.lockfile.ecosystem !== 'npm') return [];
  const before = patchesFor(change.base, base);
  if (before.length === 0) return [];
  const now = patchesFor(change.head, head);
  return before.flatMap((patch): readonly Problem[] => {
    const [was, is] = [versionsOf(base, patch.name), versionsOf(head, patch.name)];
    const version = patch.version ?? was.find((each) => is.includes(each));
    if (version === undefined || is.length === 0 || !was.includes(version)) return [];
    const kept = now.find(({ name, version: other }) => name === patch.name && other === patch.version);
    if (kept) return patch.version === null || is.includes(version) ? [] : [idle(head, kept, version, is)];
    const isPatched = now.some(
      ({ name, version: other }) => name === patch.name && (other ?? version) === version,
    );
    return is.includes(version) && !isPatched ? [gone(head, patch, version)] : [];
  });
}

function versionsOf({ packages }: LockedTree, name: string): readonly string[] {
  return [...packages.values()].flatMap((entry) => (entry.name === name ? [entry.version] : []));
}

function gone(tree: LockedTree, { name, at }: Patch, version: string): Problem {
  const locked = [...tree.packages.values()].find(
    (entry) => entry.name === name && entry.version === version,
  );
  return {
    subject: name,
    identity: [tree.path, name, version, 'gone'],
    confidence: 'likely',
    title: text`${code(`${name} ${version}`)} is installed without its patch now`,
    assumption: text`Assumes that nobody needs what the patch changed in ${code(`${name} ${version}`)}.`,
    detail: text`The patch went, and the version that it was made for stayed.`,
    verify: text`Read in the history of ${code(at.path)} what the patch was for.`,
    at: locked ? { path: locked.file, line: locked.line } : null,
    atBase: at,
  };
}

function idle(tree: LockedTree, { name, at }: Patch, version: string, is: readonly string[]): Problem {
  return {
    subject: name,
    identity: [tree.path, name, version, 'idle'],
    severity: at.line === null ? 'low' : 'medium',
    confidence: 'likely',
    title: text`The patch for ${code(`${name} ${version}`)} finds ${list(is, 3)}`,
    assumption: text`Assumes that ${code(`${name} ${is[0] ?? ''}`)} has what the patch brought.`,
    detail: text`The patch was made for ${code(version)}, which ${code(tree.path)} no longer has.`,
    verify: text`Read the patch, and look for what it changes in ${code(`${name} ${is[0] ?? ''}`)}; make it anew, or delete it.`,
    at,
  };
}
