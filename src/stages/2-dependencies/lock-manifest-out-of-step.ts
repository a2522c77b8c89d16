import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { lockedTrees } from '../../system/locked-tree.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import type { System } from '../../system/system.ts';
import type { IntegrityRule, Problem, RelatedPlace } from '../rule.ts';
import { outOfStep } from './out-of-step.ts';
import type { Mismatch, OutOfStep } from './out-of-step.ts';

/** More mismatches than this in one manifest are told in one finding. */
const mostApart = 3;

/** A lockfile does not answer what a manifest asks for. */
export const lockManifestOutOfStep: IntegrityRule = {
  kind: 'integrity',
  id: 'lock-manifest-out-of-step',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A lockfile does not answer what a manifest asks for',
  assumption: 'Assumes that the lockfile installs what the manifests ask for.',
  verify: 'Install from the lockfile without letting the installer change it, as CI does.',
  explanation: `Compares every manifest that was read with the lockfile that answers it. npm (version 2 and later), pnpm and
Yarn 2 and later copy what manifests ask for: the copy must say the same. The lockfiles of npm 6 and Yarn 1 have no copy: every
range must have its answer. In the lockfiles of Bundler, Cargo, Composer, Helm, PDM, Pipenv, Poetry, pub and uv every name that a
manifest asks for must be there; ranges are held against uv's own copy of them alone. What Go keeps in \`vendor\` must be of the versions in
\`go.mod\`. Workspace packages that the lockfile does not know, pnpm's catalogs, and the copies that pnpm and Bun keep of forced versions
(\`overrides\`, \`resolutions\`), are looked at too.

Where the range does not decide, it is silent: packages that overrides or resolutions force, the workspace's own packages, links,
folders, patches, optional dependencies that are left out, and repositories whose \`.pnpmfile.cjs\` rewrites manifests.

Severity: high. An installer that may not change the lockfile refuses to install; one that may installs what nobody tested.`,
  check: (system) =>
    lockedTrees(system).flatMap((tree) =>
      outOfStep(system, tree).flatMap((each) => problemsOf(tree, system.side, each)),
    ),
};

function problemsOf(tree: LockedTree, side: System['side'], found: OutOfStep): readonly Problem[] {
  const { mismatches, unknown } = found;
  if (unknown || mismatches.length > mostApart) return [problemOfMany(tree, side, found)];
  return mismatches.map((mismatch) => problemOf(tree, side, found, mismatch));
}

function problemOf(tree: LockedTree, side: System['side'], { path }: OutOfStep, mismatch: Mismatch): Problem {
  const { name, asked, locked, at } = mismatch;
  return {
    subject: name,
    // That the manifest went on while the lockfile stays behind is not new.
    identity: [tree.path, path, name, asked === null ? 'dropped' : ''],
    ...common(tree),
    title: titleOf(tree, path, mismatch),
    assumption: text`Assumes that ${code(tree.path)} installs the ${code(name)} that ${code(path)} asks for.`,
    detail: [...saidText(asked, locked), ...howItEnds],
    at,
    related: relatedOf(tree, side, at.path),
  };
}

function problemOfMany(
  tree: LockedTree,
  side: System['side'],
  { path, mismatches, unknown }: OutOfStep,
): Problem {
  const names = mismatches.map(({ name }) => name).sort();
  return {
    subject: path,
    identity: unknown ? [tree.path, path] : [tree.path, path, 'many'],
    ...common(tree),
    title: unknown
      ? text`${code(tree.path)} does not know ${code(path)} yet`
      : text`${code(tree.path)} does not answer ${code(path)} in ${mismatches.length} places`,
    assumption: text`Assumes that ${code(tree.path)} installs what ${code(path)} asks for.`,
    detail: text`${list(names, 12)}. ${howItEnds}`,
    at: unknown ? { path, line: null } : (mismatches[0]?.at ?? null),
    related: relatedOf(tree, side, unknown ? path : (mismatches[0]?.at.path ?? '')),
  };
}

const howItEnds: Text = [' Installing from the lockfile as it is either fails or leaves this out.'];

function common({ lockfile }: LockedTree): Pick<Problem, 'confidence' | 'verify'> {
  const isCopy = lockfile.ecosystem === 'npm' && lockfile.manager !== 'yarn' && lockfile.importers !== null;
  const commands: Readonly<Record<string, string>> = {
    npm: 'npm ci --dry-run',
    pnpm: 'pnpm install --frozen-lockfile --lockfile-only',
    bundler: 'bundle install --frozen',
    cargo: 'cargo metadata --locked',
    composer: 'composer validate',
    'go-vendor': 'go build ./...',
    helm: 'helm dependency build',
    pdm: 'pdm lock --check',
    pipenv: 'pipenv verify',
    poetry: 'poetry check --lock',
    uv: 'uv lock --check',
    yarn: lockfile.version === '1' ? 'yarn install --frozen-lockfile' : 'yarn install --immutable',
  };
  return {
    confidence: isCopy ? 'certain' : 'likely',
    verify: text`Run ${code(commands[lockfile.manager] ?? 'the installer with a frozen lockfile')} on a clean checkout; if it fails, install once more and commit the lockfile.`,
  };
}

function titleOf({ path }: LockedTree, manifest: string, { name, asked, locked, forced }: Mismatch): Text {
  if (forced) return titleOfForced(path, manifest, { name, asked, locked });
  if (asked === null)
    return text`${code(path)} still has ${code(name)}, which ${code(manifest)} no longer asks for`;
  if (locked === null)
    return text`${code(path)} has no answer for ${code(`${name} ${asked}`.trim())}, which ${code(manifest)} asks for`;
  return text`${code(path)} answers ${code(name)} ${code(locked)}, and ${code(manifest)} asks for ${code(asked)}`;
}

function titleOfForced(
  path: string,
  manifest: string,
  { name, asked, locked }: Pick<Mismatch, 'name' | 'asked' | 'locked'>,
): Text {
  if (asked === null)
    return text`${code(path)} still forces ${code(name)}, which ${code(manifest)} no longer does`;
  return locked === null
    ? text`${code(path)} does not know that ${code(manifest)} forces ${code(name)} to ${code(asked)}`
    : text`${code(path)} forces ${code(name)} to ${code(locked)}, and ${code(manifest)} to ${code(asked)}`;
}

function saidText(asked: string | null, locked: string | null): Text {
  if (asked === null || locked === null) return ['One of the two was changed without the other.'];
  return text`The manifest says ${code(asked)}, the lockfile ${code(locked)}.`;
}

function relatedOf(tree: LockedTree, side: System['side'], shown: string): readonly RelatedPlace[] {
  return shown === tree.path ? [] : [{ path: tree.path, line: null, side, note: ['the lockfile'] }];
}
