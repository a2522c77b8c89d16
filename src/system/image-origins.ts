import { posix } from 'node:path';
import { joinPath, nameOf } from '../formats/paths.ts';
import { cleaned } from './build-contexts.ts';
import type { CopySource, Unit } from './facts.ts';
import { isGlob, matchesGlob } from './glob.ts';
import type { Located, System } from './system.ts';

/** Where a path of an image comes from, as far as the Dockerfile says. */
export interface Origins {
  /** paths of the repository that are copied to it, there or not */
  readonly paths: readonly string[];
  /** something puts it there that the Dockerfile does not tell: another image, a folder that is not known */
  readonly open: boolean;
}

/** Places to look at for one path; far above any file a person wrote. */
const most = 500;
const nowhere: Origins = { paths: [], open: false };

/** `containerPath` is absolute; `contexts` are the folders the image may be built from. */
export function originsIn(
  system: System,
  dockerfile: string,
  stage: string,
  contexts: readonly string[],
  containerPath: string,
  seen = new Set<string>(),
): Origins {
  const key = `${stage}\0${containerPath}`;
  if (seen.has(key)) return nowhere;
  if (seen.size > most) return { paths: [], open: true };
  seen.add(key);
  const stages = stagesOf(system, dockerfile);
  const own = stages.find(({ name }) => name === stage);
  if (!own) return { paths: [], open: true };
  const copies = system.facts('copy').filter(({ file, unit }) => file === dockerfile && unit === stage);
  const found = copies.map((copy): Origins => {
    if (!copy.target.startsWith('/')) return { paths: [], open: true };
    if (copy.from === undefined)
      return {
        paths: contexts.flatMap((context) => fromContext(system, copy, context, containerPath)),
        open: false,
      };
    const source = stageNamed(stages, copy.from);
    const inside = behind(copy, posix.join('/', copy.source), containerPath);
    if (inside.length === 0) return nowhere;
    if (source === undefined) return { paths: [], open: true };
    const behindIt = merged(
      inside.map((path) => originsIn(system, dockerfile, source, contexts, path, seen)),
    );
    // What no COPY puts there, a RUN of that stage makes.
    return behindIt.paths.length > 0 ? behindIt : { paths: [], open: true };
  });
  const parent = own.extends === undefined ? undefined : stageNamed(stages, own.extends);
  const before =
    parent === undefined || parent === stage
      ? nowhere
      : originsIn(system, dockerfile, parent, contexts, containerPath, seen);
  return merged([...found, before]);
}

/** The stages of a Dockerfile, in order. */
export function stagesOf(system: System, dockerfile: string): readonly Located<Unit>[] {
  return system.facts('unit').filter(({ file, type }) => file === dockerfile && type === 'image-stage');
}

function stageNamed(stages: readonly Unit[], name: string): string | undefined {
  const found = stages.find((stage) => stage.name.toLowerCase() === name.toLowerCase());
  return found?.name ?? (/^\d+$/.test(name) ? stages[Number(name)]?.name : undefined);
}

function fromContext(
  { tree }: System,
  copy: CopySource,
  context: string,
  containerPath: string,
): readonly string[] {
  const source = cleaned(copy.source);
  if (isGlob(source)) {
    const name = nameOf(containerPath);
    const folder = source.includes('/') ? source.slice(0, source.lastIndexOf('/')) : '';
    const fits = !isGlob(folder) && matchesGlob(nameOf(source), name);
    const here = posix.dirname(containerPath) === posix.join(copy.target, '.').replace(/(?<=.)\/$/, '');
    const path = fits && here ? joinPath(context, folder === '' ? name : `${folder}/${name}`) : null;
    return path === null ? [] : [path];
  }
  const start = source === '' ? context : joinPath(context, source);
  if (start === null) return [];
  const found = behind(copy, `/${start}`, containerPath).map((path) => path.replace(/^\/+/, ''));
  // What is a file holds nothing, and what is a folder is not copied as one.
  if (tree.has(start)) return found.filter((path) => path === start);
  return start === '' || tree.hasFolder(start) ? found.filter((path) => path !== start) : found;
}

/** What a path of the target was in the source: of a folder its contents, of a file the file itself. */
function behind({ target }: CopySource, source: string, containerPath: string): readonly string[] {
  const folder = target.replace(/\/+$/, '');
  const found: string[] = [];
  if (containerPath.startsWith(`${folder}/`)) {
    const rest = containerPath.slice(folder.length + 1);
    found.push(posix.join(source, rest));
    // A file that is copied into a folder keeps its name.
    if (rest === nameOf(source)) found.push(source);
  }
  if (containerPath === folder) found.push(source);
  return found;
}

function merged(all: readonly Origins[]): Origins {
  return {
    paths: [...new Set(all.flatMap(({ paths }) => paths))].slice(0, 200),
    open: all.some(({ open }) => open),
  };
}
