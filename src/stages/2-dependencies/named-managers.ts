import { code, text } from '../../report/text.ts';
import { lockedPairs } from '../../system/locked-pairs.ts';
import type { Runtime } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { Problem } from '../rule.ts';

const managers: ReadonlySet<string> = new Set(['npm', 'pnpm', 'yarn', 'bun']);

/** What `packageManager` says, where no lockfile tells of it by another writer or format: another tool, or another major version of the same. */
export function namedManagers(change: Change): readonly Problem[] {
  const told = lockedPairs(change).some(
    ({ base: { lockfile: was }, head: { lockfile: is } }) =>
      was.manager !== is.manager || was.version !== is.version,
  );
  const found = change.files.flatMap(({ path, from = path }): readonly Problem[] => {
    const [was, is] = [namedIn(change.base, from), namedIn(change.head, path)];
    if (!was || !is) return [];
    const isOther = was.name !== is.name;
    if (told || (!isOther && majorOf(was) === majorOf(is))) return [];
    const [old, now] = [was, is].map(({ name, version }) => `${titleOf(name)} ${version}`) as [
      string,
      string,
    ];
    return [
      {
        subject: is.name,
        identity: [path, is.name, majorOf(is)],
        severity: isOther ? 'medium' : 'low',
        confidence: 'certain',
        title: text`${code(path)} asks for ${code(now)} instead of ${code(old)}`,
        assumption: text`Assumes that images, CI and developers install with ${code(`${titleOf(is.name)} ${majorOf(is)}`)} now.`,
        verify: text`Look up which version images and CI install with, and what the major version changed in how it installs.`,
        at: placeOf(is),
        atBase: placeOf(was),
      },
    ];
  });
  // Packages of a workspace that say the same.
  return [
    ...new Map(found.toReversed().map((problem) => [problem.identity.slice(1).join('\0'), problem])).values(),
  ];
}

/** An exact version: ranges (`engines`) name what will do, not what is used. */
function namedIn(system: System, path: string): Located<Runtime> | undefined {
  if (!path.endsWith('package.json')) return undefined;
  return system
    .facts('runtime')
    .find(({ file, name, version }) => file === path && managers.has(name) && /^\d+\.\d+\.\d+/.test(version));
}

function majorOf({ version }: Runtime): string {
  return version.split('.')[0] ?? '';
}

const titles: Readonly<Record<string, string>> = {
  yarn: 'Yarn',
  bun: 'Bun',
  poetry: 'Poetry',
  pdm: 'PDM',
  cargo: 'Cargo',
  bundler: 'Bundler',
  composer: 'Composer',
};

/** A tool as its makers write it. */
export function titleOf(manager: string): string {
  return titles[manager] ?? manager;
}
