import { folderOf, joinPath } from '../formats/paths.ts';
import { withFilledBuild } from './build-variables.ts';
import type { Unit } from './facts.ts';
import { imageBuilds } from './image-builds.ts';
import type { Located, System } from './system.ts';

/** One place that builds an image of a Dockerfile, and the arguments that it passes. */
export interface BuildCall {
  readonly file: string;
  readonly line: number;
  /** the service, job, recipe or script */
  readonly unit: string;
  readonly dockerfile: string;
  readonly args: readonly string[];
}

const cache = new WeakMap<System, readonly BuildCall[]>();

/** Who builds images of the repository's Dockerfiles: services and platforms, CI steps, commands. */
export function buildCalls(system: System): readonly BuildCall[] {
  const known = cache.get(system);
  if (known) return known;
  const units = system.facts('unit').flatMap((unit): readonly BuildCall[] => {
    const { file, name, line, build } = withFilledBuild(system, unit.file, unit);
    const dockerfile = dockerfileOf({ ...unit, build });
    return dockerfile === null ? [] : [{ file, line, unit: name, dockerfile, args: build?.args ?? [] }];
  });
  const builds = imageBuilds(system).map(({ file, line, unit, dockerfile, args = [] }) => ({
    file,
    line,
    unit,
    dockerfile,
    args,
  }));
  const calls = [...units, ...builds];
  cache.set(system, calls);
  return calls;
}

function dockerfileOf({
  build,
  file,
}: Omit<Located<Unit>, 'build'> & { build?: Unit['build'] }): string | null {
  if (!build || build.context.includes('$')) return null;
  const context = build.context.startsWith('/')
    ? joinPath('', `.${build.context}`)
    : joinPath(folderOf(file), build.context);
  return context === null ? null : joinPath(context, build.dockerfile ?? 'Dockerfile');
}
