import { directBreakingMoves, isBreakingMove } from '../../system/breaking-moves.ts';
import { packageMoves } from '../../system/package-moves.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import type { Change } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { broughtBy } from './parents-of.ts';

type Brought = ReadonlyMap<PackageMove, readonly PackageMove[]>;

const cache = new WeakMap<Change, Brought>();

/** Breaking steps of packages that no manifest names, by the breaking step of the dependency that brings them along. */
export function broughtAlong(change: Change): Brought {
  const known = cache.get(change);
  if (known) return known;
  const found = new Map<PackageMove, PackageMove[]>();
  const transitive = packageMoves(change).filter((move) => !move.direct && isBreakingMove(move));
  for (const parents of groupBy(directBreakingMoves(change), ({ pair }) => pair.head.path)) {
    const { pair } = parents[0];
    const open = new Set(transitive.filter((move) => move.pair === pair));
    for (const parent of parents) {
      if (open.size === 0) break;
      const keys = new Set(broughtBy(pair.head, parent.after));
      const own = [...open].filter(({ after }) => after.some(({ key }) => keys.has(key)));
      for (const move of own) open.delete(move);
      if (own.length > 0) found.set(parent, own);
    }
  }
  cache.set(change, found);
  return found;
}

/** Steps in words, one for all builds of a package for different platforms. */
export function stepsOf(moves: readonly PackageMove[]): readonly string[] {
  const plain = moves.filter(({ name }) => !platformBuild.test(name));
  return (plain.length > 0 ? plain : moves).map(({ name, from, to }) => `${name} ${from} → ${to}`);
}

const platformBuild =
  /[-_/](?:aix|android|darwin|freebsd|linux|linuxmusl|musl|netbsd|openbsd|openharmony|sunos|wasm32|win32|windows)(?:[-_](?:x64|ia32|x86|arm|arm64|aarch64|x86_64|armv7|ppc64|ppc64le|riscv64|s390x|loong64|wasi|universal|gnu|musl|msvc|eabi|gnueabihf|musleabihf))*$/;
