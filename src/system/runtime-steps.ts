import { isAside } from './aside.ts';
import { baseSystemOf } from './base-systems.ts';
import type { Image, Runtime } from './facts.ts';
import { lowestLine, runtimeRange } from './runtime-range.ts';
import type { Change, Located, System } from './system.ts';

/** A place where a runtime, or the system below it, went to another release line. */
export interface RuntimeStep {
  /** `node`, `python` …; `Debian`, `Ubuntu`, `Alpine`; `libc` where another family of systems took its place */
  readonly runtime: string;
  readonly from: string;
  readonly to: string;
  readonly up: boolean;
  readonly source: Runtime['source'];
  readonly base: { readonly path: string; readonly line: number };
  readonly head: { readonly path: string; readonly line: number };
}

/** Steps of runtimes in files that are there on both sides. */
export function runtimeSteps(change: Change): readonly RuntimeStep[] {
  return change.files.flatMap(({ status, path, from }) => {
    if (status === 'removed' || status === 'added' || isAside(path)) return [];
    const [before, after] = [change.base, change.head].map((system, at) =>
      factsOf(system, at === 0 ? (from ?? path) : path),
    );
    return before && after ? [...languageSteps(before, after), ...systemSteps(before, after)] : [];
  });
}

interface Own {
  readonly runtimes: readonly Located<Runtime>[];
  readonly images: readonly Located<Image>[];
}

function factsOf(system: System, path: string): Own {
  const facts = system.files.get(path)?.facts ?? [];
  return {
    runtimes: facts.flatMap((fact) => (fact.kind === 'runtime' ? [fact] : [])),
    images: facts.flatMap((fact) => (fact.kind === 'image' && fact.role === 'base' ? [fact] : [])),
  };
}

function languageSteps(before: Own, after: Own): readonly RuntimeStep[] {
  const keys = new Set(after.runtimes.map(({ name, source }) => `${name}\0${source}`));
  return [...keys].flatMap((key): readonly RuntimeStep[] => {
    const [old, now] = [before, after].map(({ runtimes }) =>
      runtimes
        .filter(({ name, source }) => `${name}\0${source}` === key)
        .flatMap((fact) => {
          const range = runtimeRange(fact.name, fact.version);
          const line = range && lowestLine(fact.name, range);
          return line === null ? [] : [{ fact, line }];
        }),
    );
    const gone = (old ?? []).filter(({ line }) => !now?.some((each) => each.line === line));
    const come = (now ?? []).filter(({ line }) => !old?.some((each) => each.line === line));
    const [was, is] = [highest(gone), highest(come)];
    if (!was || !is) return [];
    const { name, source } = is.fact;
    // A matrix that keeps versions of before, and a file with several images, only widens or narrows.
    if (source === 'ci' && come.length < (now ?? []).length) return [];
    const base = { path: was.fact.file, line: was.fact.line };
    const head = { path: is.fact.file, line: is.fact.line };
    return [
      { runtime: name, from: was.line, to: is.line, up: order(was.line, is.line) < 0, source, base, head },
    ];
  });
}

/** Stages of one name, or stages in the same place where none has a name of its own. */
function systemSteps(before: Own, after: Own): readonly RuntimeStep[] {
  return after.images.flatMap((image): readonly RuntimeStep[] => {
    const old = before.images.find(({ unit }) => unit === image.unit);
    const [was, is] = [old && baseSystemOf(old), baseSystemOf(image)];
    if (!old || !was || !is) return [];
    const base = { path: old.file, line: old.line };
    const head = { path: image.file, line: image.line };
    const common = { source: 'image', base, head } as const;
    if ((was.family === 'Alpine') !== (is.family === 'Alpine'))
      return [{ runtime: 'libc', from: was.family, to: is.family, up: true, ...common }];
    if (was.family !== is.family || was.release === null || is.release === null || was.rank === is.rank)
      return [];
    return [{ runtime: is.family, from: was.release, to: is.release, up: was.rank < is.rank, ...common }];
  });
}

function highest<T extends { readonly line: string }>(all: readonly T[]): T | undefined {
  return all.toSorted((a, b) => order(b.line, a.line))[0];
}

function order(a: string, b: string): number {
  const [x = [], y = []] = [a, b].map((line) => line.split('.').map(Number));
  return (x[0] ?? 0) - (y[0] ?? 0) || (x[1] ?? 0) - (y[1] ?? 0);
}
