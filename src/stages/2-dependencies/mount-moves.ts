import { isTestPath } from '../../formats/code-paths.ts';
import { clusterGroupPairs, factsIn } from '../../system/cluster-groups.ts';
import { composePairs } from '../../system/compose-project.ts';
import type { ComposeSet } from '../../system/compose-project.ts';
import type { Image, Mount } from '../../system/facts.ts';
import { ofFile } from '../../system/image-stages.ts';
import type { Change, Located, System } from '../../system/system.ts';

/** Something that is mounted otherwise than before. */
export interface MountMove {
  readonly subject: string;
  readonly identity: readonly string[];
  /** what is run, at base */
  readonly image: Image;
  /** another release line of it is run at head */
  readonly released: boolean;
  readonly was: Located<Mount>;
  /** what is mounted in its place */
  readonly now?: Located<Mount>;
  /** the same source in another place */
  readonly movedTo?: Located<Mount>;
  /** what mounts it */
  readonly at: Located;
}

type Mounts = ReadonlyMap<string, Located<Mount>>;

/** Files that are there for one run only. */
const throwaway = /(?:^|[./_-])(?:test|tests|ci|e2e|example|sample|demo)(?:[./_-]|$)/i;

export function composeMountMoves(change: Change): readonly MountMove[] {
  return composePairs(change).flatMap(({ base, head }): readonly MountMove[] => {
    if (base.partial || head.partial || head.paths.some((path) => isTestPath(path) || throwaway.test(path)))
      return [];
    return [...head.services.values()].flatMap((service): readonly MountMove[] => {
      const before = base.services.get(service.name);
      const { image } = service;
      if (!before?.image || !image || before.image.repository !== image.repository) return [];
      if (before.partial || service.partial) return [];
      const identity = [head.folder, service.name];
      const common = {
        subject: service.name,
        identity,
        image: before.image,
        released: isReleased(before.image, image),
        at: service.unit,
      };
      const isSame = (a: Located<Mount>, b: Located<Mount>): boolean =>
        nameIn(change.base, base, a) === nameIn(change.head, head, b);
      return movesIn(before.mounts, service.mounts, isSame).map((move) => ({ ...common, ...move }));
    });
  });
}

/** What Docker calls a volume, as far as the files say it. */
function nameIn(system: System, { paths }: ComposeSet, { type, source }: Mount): string {
  if (type !== 'volume') return `${type} ${source.replace(/^\.\//, '').replace(/\/$/, '')}`;
  const stated = paths
    .flatMap((path) => ofFile(system, path, 'volume'))
    .filter(({ name }) => name === source);
  const last = stated.at(-1);
  return `volume ${last?.identity ?? source}`;
}

export function clusterMountMoves(change: Change): readonly MountMove[] {
  return clusterGroupPairs(change).flatMap(({ base, head }): readonly MountMove[] => {
    const images = new Map(factsIn(base, 'image').map((image) => [image.unit, image]));
    return factsIn(head, 'image').flatMap((image): readonly MountMove[] => {
      const was = images.get(image.unit);
      const unit = factsIn(head, 'unit').find(({ name, file }) => name === image.unit && file === image.file);
      if (!was || !unit || was.repository !== image.repository || was.file !== image.file) return [];
      const mountsOf = (group: typeof base): Mounts =>
        new Map(
          factsIn(group, 'mount').flatMap((mount) =>
            mount.unit === image.unit && (mount.type === 'volume' || mount.type === 'bind')
              ? [[mount.target, mount]]
              : [],
          ),
        );
      const common = {
        subject: image.unit,
        identity: [image.file, image.unit],
        image: was,
        released: isReleased(was, image),
        at: unit,
      };
      const isSame = (a: Mount, b: Mount): boolean => a.type === b.type && a.source === b.source;
      return movesIn(mountsOf(base), mountsOf(head), isSame).map((move) => ({ ...common, ...move }));
    });
  });
}

function isReleased(before: Image, after: Image): boolean {
  return before.tag !== after.tag;
}

/** Scratch space and configuration of a server. */
const noData =
  /(?:^\/(?:etc|run|tmp|dev|usr|docker-entrypoint|var\/(?:run|log|tmp))|init|conf|certs?|ssl|logs?|tmp|backup)/i;

function movesIn(
  before: Mounts,
  after: Mounts,
  isSame: (a: Located<Mount>, b: Located<Mount>) => boolean,
): readonly Pick<MountMove, 'was' | 'now' | 'movedTo'>[] {
  return [...before.values()].flatMap((was): readonly Pick<MountMove, 'was' | 'now' | 'movedTo'>[] => {
    if (was.source === '' || was.source.includes('$') || noData.test(was.target) || isFile(was)) return [];
    if (was.type !== 'volume' && was.type !== 'bind') return [];
    const now = after.get(was.target);
    if (now) return isSame(was, now) || now.source.includes('$') ? [] : [{ was, now }];
    const movedTo = [...after.values()].find((each) => isSame(was, each));
    if (movedTo) return before.has(movedTo.target) ? [] : [{ was, movedTo }];
    // A mount further up or down may hold it, and what a variable decides may be it.
    const near = [...after.values()].some(
      ({ target, source }) =>
        source.includes('$') || target.startsWith(`${was.target}/`) || was.target.startsWith(`${target}/`),
    );
    return near ? [] : [{ was }];
  });
}

function isFile({ target, type }: Mount): boolean {
  return type === 'bind' && /\.[a-z]{2,5}$/i.test(target);
}
