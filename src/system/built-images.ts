import { isTestPath } from '../formats/code-paths.ts';
import { folderOf, nameOf } from '../formats/paths.ts';
import { composeBuildOf } from './compose-builds.ts';
import type { Build } from './compose-builds.ts';
import { composeSets } from './compose-project.ts';
import { imageBuilds } from './image-builds.ts';
import type { System } from './system.ts';

type Named = Build & {
  readonly repository: string;
  /** on the machine of whoever works on it: what is released may be another one */
  readonly local?: true;
};

interface Index {
  readonly exact: ReadonlyMap<string, readonly Named[]>;
  readonly lastPart: ReadonlyMap<string, readonly Named[]>;
  /** of images whose name nobody can tell from here */
  readonly nameless: readonly Named[];
}

const cache = new WeakMap<System, Index>();

/**
 * What an image is built from, when this repository builds it: by its whole name, or by the last part of it where only
 * one Dockerfile makes an image of that name (registries and owners are often filled in). An image that is called as the
 * repository itself is the one whose name CI puts together from that. Null when nobody says.
 */
export function buildOfImage(system: System, repository: string): Build | null {
  const index = indexOf(system);
  const namesakes = (index.lastPart.get(nameOf(repository)) ?? []).filter(
    (build) => !isOfOther(build.repository, repository),
  );
  const named = index.exact.get(repository) ?? (namesakes.length > 0 ? namesakes : undefined);
  const other = isOwnName(system, repository) ? index.nameless : likeSiblings(system, index, repository);
  const candidates = named ?? other;
  const released = candidates.filter((build) => !('local' in build));
  const found = released.length > 0 ? released : candidates;
  const [first] = found;
  if (!first || new Set(found.map(({ dockerfile }) => dockerfile)).size > 1) return null;
  const { context, dockerfile, target } = first;
  return { context, dockerfile, target };
}

/** Both say whose they are, and that is not the same: `acme/minio` is not `minio/minio`. */
function isOfOther(a: string, b: string): boolean {
  const owners = [ownerOf(a), ownerOf(b)];
  return owners.every((owner) => owner !== '' && isPlain(owner)) && owners[0] !== owners[1];
}

/** Without the registry, which is mirrored at will. */
function ownerOf(repository: string): string {
  const owner = nameOf(folderOf(repository));
  return /[.:]|^localhost$/.test(owner) ? '' : owner;
}

/**
 * `acme/shop/api` when `acme/shop/web`, or `shop-web` on somebody's own machine, is built from `apps/web/Dockerfile` and there
 * is an `apps/api/Dockerfile`.
 */
function likeSiblings(system: System, index: Index, repository: string): readonly Build[] {
  const { tree } = system;
  const owner = folderOf(repository);
  const name = nameOf(repository);
  if (!owner.includes('/') || !isPlain(repository)) return [];
  const local = `${nameOf(owner)}-`;
  return [...index.exact, ...index.lastPart].flatMap(([other, builds]) => {
    const isLocal = !other.includes('/') && other.startsWith(local);
    const sibling = isLocal ? other.slice(local.length) : folderOf(other) === owner ? nameOf(other) : '';
    const swap = (path: string): string =>
      path
        .split('/')
        .map((part) => (part === sibling ? name : part))
        .join('/');
    return builds.flatMap(({ context, dockerfile, target }) => {
      const own = sibling === '' ? '' : swap(dockerfile);
      const isSame = sibling === name || own !== dockerfile;
      return isSame && tree.has(own) ? [{ context: swap(context), dockerfile: own, target }] : [];
    });
  });
}

function indexOf(system: System): Index {
  const known = cache.get(system);
  if (known) return known;
  const exact = new Map<string, Named[]>();
  const lastPart = new Map<string, Named[]>();
  const nameless: Named[] = [];
  for (const build of [...byCompose(system), ...byCommands(system)]) {
    const { repository } = build;
    if (!system.tree.has(build.dockerfile)) continue;
    if (isPlain(repository)) add(exact, repository, build);
    if (isPlain(nameOf(repository))) add(lastPart, nameOf(repository), build);
    else if (repository.includes('$')) nameless.push(build);
  }
  const index = { exact, lastPart, nameless };
  cache.set(system, index);
  return index;
}

/** What people work in, and what tests start, is no image that anybody publishes. */
function byCompose(system: System): readonly Named[] {
  const sets = composeSets(system).filter(
    ({ folder }) => !/(?:^|\/)\.devcontainer(?:\/|$)/.test(folder) && !isTestPath(`${folder}/x`),
  );
  return sets.flatMap((set) =>
    [...set.services.values()].flatMap((service) => {
      const build = composeBuildOf(set, service);
      return build && service.image ? [{ ...build, repository: service.image.repository }] : [];
    }),
  );
}

function byCommands(system: System): readonly Named[] {
  return imageBuilds(system).flatMap(({ tags = [], context, dockerfile, target = '', file }) => {
    const isLocal = system.files.get(file)?.format === 'tiltfile';
    const build = { context, dockerfile, target, ...(isLocal ? { local: true as const } : {}) };
    return tags.map((repository) => ({ repository, ...build }));
  });
}

/** The package at the root has the name: `acme/shop` of a repository whose package is `shop` or `@acme/shop`. */
function isOwnName(system: System, repository: string): boolean {
  const name = nameOf(repository);
  return system
    .facts('manifest')
    .some(
      (manifest) => !manifest.file.includes('/') && manifest.name !== null && nameOf(manifest.name) === name,
    );
}

function isPlain(name: string): boolean {
  return /^[\w.:/-]+$/.test(name);
}

function add(map: Map<string, Named[]>, name: string, build: Named): void {
  map.set(name, [...(map.get(name) ?? []), build]);
}
