import { folderOf } from '../../formats/paths.ts';
import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { droppedRequirements, nameKey } from '../../system/dropped-requirements.ts';
import type { DroppedRequirement } from '../../system/dropped-requirements.ts';
import { lockedTrees } from '../../system/locked-tree.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import type { PackageUse } from '../../system/package-uses.ts';
import type { Change } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import type { ChangeRule, Confidence, Problem, Severity } from '../rule.ts';
import {
  isBroughtByAnother,
  isBuiltIn,
  isDeclaredAbove,
  isForked,
  isLocal,
  isOwnPackage,
  isPreacted,
  needing,
} from './missing-module.ts';
import { milder } from './move-places.ts';

/** A manifest no longer names a package that code still imports. */
export const removedDependencyStillUsed: ChangeRule = {
  kind: 'change',
  id: 'removed-dependency-still-used',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A dependency was dropped and code still imports it',
  assumption: 'Assumes that nothing imports the dropped package any more.',
  verify: 'Install from the lockfile into an empty folder and run what imports the package.',
  explanation: `Looks at packages that a manifest named at base and does not name at head, in any group, and searches all code of
head for imports of them, in unchanged files too: JavaScript and TypeScript, Python and Ruby (languages in which only the
run shows it). Python distributions are looked for by the names under which code imports them.

It stays silent where another manifest that the code sees names the package, where another package that is asked for brings
a module of the same name or goes on under the old one's, where the repository has a file, folder or package of that name or a compiler or bundler has
an alias for it, for modules of the runtime itself, for imports of types only, for imports that may fail, and for examples,
fixtures and documentation.

Severity: high where the lockfile does not hold the package any more, or its tool hides what is not named (pnpm, Yarn with Plug'n'Play); medium
where another package still brings it along, and for tests. A question where no lockfile could be read.`,
  check: (change) => {
    const dropped = droppedRequirements(change).filter(
      ({ ecosystem, name }) =>
        ['npm', 'pypi', 'rubygems'].includes(ecosystem) &&
        !isBuiltIn(ecosystem, name) &&
        !isPreacted(change.head, name) &&
        !isForked(change, ecosystem, name) &&
        !isOwnPackage(change.head, name),
    );
    const packages = groupBy(dropped, (each) => `${each.ecosystem}\0${nameKey(each)}`);
    return packages.flatMap((all) => problemOf(change, all) ?? []);
  },
};

function problemOf(
  change: Change,
  all: readonly [DroppedRequirement, ...DroppedRequirement[]],
): Problem | null {
  const [dropped] = all;
  const { ecosystem, name } = dropped;
  const uses = needing(change.uses?.of(ecosystem, name) ?? []).filter((use) =>
    all.some((each) => isLost(change, each, use)),
  );
  const [use] = uses;
  if (!use || isFoundElsewhere(change, dropped)) return null;
  const locks = locksOver(change, dropped.manifest, ecosystem);
  const holding = locks.find((lock) => holds(lock, dropped));
  const { severity, confidence } = weightOf(change, locks, holding, uses);
  const names = [...new Set(uses.flatMap((each) => each.names))];
  const taken: Text =
    names.length === 0 ? [] : text` and ${[uses.length === 1 ? 'takes' : 'take']} ${list(names, 5)}`;
  return {
    subject: name,
    identity: [ecosystem, name, ...all.map(({ manifest }) => manifest).sort()],
    severity,
    confidence,
    title: text`${code(use.path)} still imports ${code(name)}, which ${list(
      all.map(({ manifest }) => manifest),
      3,
    )} no longer ${[all.length === 1 ? 'names' : 'name']}`,
    assumption: text`Assumes that nothing imports ${code(name)} any more.`,
    detail: text`${[uses.length === 1 ? 'One file imports' : `${uses.length} files import`]} it${taken}. ${whyOf(change, locks, holding)}`,
    verify: text`Install from the lockfile into an empty folder and run what imports ${code(name)}.`,
    at: { path: use.path, line: use.line },
    atBase: dropped.base,
    related: uses.slice(1, 9).map(({ path, line }) => ({
      path,
      line,
      side: 'head' as const,
      note: ['imports it, too'],
    })),
  };
}

/** The file lies below the manifest, and no other manifest that it sees names the package. */
function isLost(change: Change, { ecosystem, name, manifest }: DroppedRequirement, use: PackageUse): boolean {
  const folder = folderOf(manifest);
  // Requirements of Python often stand in a folder of their own.
  const scope = ecosystem === 'pypi' && /requirements/.test(folder) ? folderOf(folder) : folder;
  if (scope !== '' && !use.path.startsWith(`${scope}/`)) return false;
  return ecosystem !== 'npm' || isDeclaredAbove(change, name, use.path) === false;
}

function isFoundElsewhere(change: Change, { ecosystem, name }: DroppedRequirement): boolean {
  if (ecosystem === 'npm') {
    const settings = change.uses?.namedIn(ecosystem, name) ?? [];
    return settings.some((path) => !path.endsWith('package.json'));
  }
  if ((change.uses?.namedIn(ecosystem, name) ?? []).length > 0) return true;
  return isBroughtByAnother(change.head, ecosystem, name) || isLocal(change.head, ecosystem, name);
}

function locksOver(change: Change, manifest: string, ecosystem: string): readonly LockedTree[] {
  return lockedTrees(change.head).filter(
    ({ lockfile, manifests }) =>
      lockfile.ecosystem === ecosystem && [...manifests.values()].some(({ path }) => path === manifest),
  );
}

function holds({ packages }: LockedTree, { ecosystem, name }: DroppedRequirement): boolean {
  const key = nameKey({ ecosystem, name });
  return [...packages.values()].some((entry) => nameKey(entry) === key);
}

interface Weight {
  readonly severity: Severity;
  readonly confidence: Confidence;
}

function weightOf(
  change: Change,
  locks: readonly LockedTree[],
  holding: LockedTree | undefined,
  uses: readonly PackageUse[],
): Weight {
  if (locks.length === 0) return { severity: 'medium', confidence: 'possible' };
  const severity = holding && !isStrict(change, holding) ? 'medium' : 'high';
  return { severity: uses.every(({ test }) => test) ? milder(severity) : severity, confidence: 'likely' };
}

/** The tool keeps from code what its manifest does not name; Yarn only where its loader stands beside the lockfile. */
function isStrict({ head }: Change, { lockfile, folder }: LockedTree): boolean {
  const loader = folder === '' ? '.pnp.cjs' : `${folder}/.pnp.cjs`;
  return lockfile.manager === 'pnpm' || (lockfile.manager === 'yarn' && head.tree.has(loader));
}

function whyOf(change: Change, locks: readonly LockedTree[], holding: LockedTree | undefined): Text {
  if (locks.length === 0) return ['No lockfile tells whether another package brings it along.'];
  if (!holding) return ['The lockfile does not hold it any more.'];
  return isStrict(change, holding)
    ? text`${code(holding.path)} still holds it for others, but ${[holding.lockfile.manager]} gives code only what its manifest names.`
    : text`${code(holding.path)} still holds it because other packages need it: that may end with any update.`;
}
