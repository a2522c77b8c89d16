import type { Lockfile, Package, Requirement } from './facts.ts';
import type { Located, ReadFile } from './system.ts';
import { compareVersions } from './version-order.ts';

type Packages = ReadonlyMap<string, Located<Package>>;

/** Which entry of a lockfile answers what a manifest asks for, where the lockfile keeps no copy of its manifests. */
export function answersFor(
  lockfile: Lockfile,
  packages: Packages,
): (requirement: Requirement, manifest: ReadFile) => Located<Package> | undefined {
  if (lockfile.manager === 'yarn') {
    const descriptors = byDescriptor(packages);
    return ({ name, specifier }) => descriptors.get(`${name}@${specifier}`);
  }
  // The nested tree of npm 6: keys of the outermost level are names.
  if (lockfile.manager === 'npm') return ({ name }) => packages.get(name);
  const byName = new Map<string, Located<Package>[]>();
  for (const entry of packages.values()) byName.set(entry.name, [...(byName.get(entry.name) ?? []), entry]);
  return ({ name }, { facts }) => {
    const candidates = byName.get(name) ?? [];
    if (candidates.length < 2) return candidates[0];
    const manifest = facts.find((fact) => fact.kind === 'manifest');
    const own = (byName.get(manifest?.name ?? '') ?? []).find(({ source }) => source.type === 'workspace');
    const needed = candidates.filter(({ key }) => own?.requires?.includes(key));
    return highest(needed.length > 0 ? needed : candidates);
  };
}

/** Where several answer, for different platforms say, the highest stands for all. */
function highest(entries: readonly Located<Package>[]): Located<Package> | undefined {
  return entries.reduce<Located<Package> | undefined>(
    (best, entry) =>
      best === undefined || (compareVersions(best.version, entry.version, entry.ecosystem) ?? 0) < 0
        ? entry
        : best,
    undefined,
  );
}

/** Yarn's keys are the descriptors that an entry answers, as in its heading. */
function byDescriptor(packages: Packages): Packages {
  const found = new Map<string, Located<Package>>();
  for (const entry of packages.values()) {
    for (const descriptor of entry.key.split(', ')) found.set(descriptor, entry);
  }
  return found;
}
