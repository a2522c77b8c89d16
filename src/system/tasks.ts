import { folderOf, joinPath, nameOf } from '../formats/paths.ts';
import { contextsOf, isBehindLink } from './build-contexts.ts';
import { composeUnits } from './compose-units.ts';
import type { Invocation, Script } from './facts.ts';
import type { Located, System } from './system.ts';

type Task = Located<Script>;

/** What a call of a task comes to: tasks that it can mean, none, or that cannot be told. */
export type Resolution = readonly Task[] | 'unknown';

const manifests: Readonly<Record<string, readonly string[]>> = {
  npm: ['package.json'],
  just: ['justfile', '.justfile', 'Justfile'],
};

/** Tasks that a call can mean where it runs. */
export function resolveCall(system: System, call: Located<Invocation>): Resolution {
  if (call.directory !== null) return resolveIn(system, call, call.directory);
  const named = tasksNamed(system, call.runner, call.name);
  const chosen = call.package;
  if (chosen !== undefined)
    return named.filter((task) => task.package === chosen || nameOf(folderOf(task.file)) === chosen);
  const folders = likelyFolders(system, call);
  const near = named.filter(({ file }) => folders.includes(folderOf(file)));
  return near.length > 0 ? near : named;
}

function resolveIn(system: System, call: Located<Invocation>, directory: string): Resolution {
  if (directory !== '' && !system.tree.hasFolder(directory))
    return isBehindLink(system.tree, `${directory}/x`) ? 'unknown' : [];
  if (call.runner === 'make') return makeTargets(system, directory, call.name);
  const names = manifests[call.runner];
  const file = names ? nearest(system, directory, names) : undefined;
  if (file === undefined) return [];
  if (system.unreadable.has(file)) return 'unknown';
  const files = new Set(call.runner === 'just' ? withIncludes(system, [file]) : [file]);
  // npm starts `server.js` where there is no script of that name.
  const defaulted =
    call.runner === 'npm' && call.name === 'start' && system.tree.has(beside(file, 'server.js'));
  const found = tasksNamed(system, call.runner, call.name).filter((task) => files.has(task.file));
  return found.length === 0 && defaulted ? 'unknown' : found;
}

/** Package managers and just look upwards for their file. */
function nearest(system: System, directory: string, names: readonly string[]): string | undefined {
  for (let folder = directory; ; folder = folderOf(folder)) {
    const found = names.map((name) => join(folder, name)).find((path) => system.tree.has(path));
    if (found !== undefined || folder === '') return found;
  }
}

/** Targets of the makefiles of a folder and of what they include. */
function makeTargets(system: System, directory: string, name: string): Resolution {
  const own = [...system.files.values()].filter(
    ({ format, path }) => format === 'makefile' && folderOf(path) === directory,
  );
  const paths = withIncludes(
    system,
    own.map(({ path }) => path),
  );
  const files = new Set(paths);
  const targets = system.facts('script').filter(({ runner, file }) => runner === 'make' && files.has(file));
  const exact = targets.filter((target) => target.name === name);
  if (exact.length > 0) return exact;
  const path = join(directory, name);
  const open =
    targets.some((target) => target.name.includes('$') || matchesPattern(target.name, name)) ||
    system.facts('include').some((include) => files.has(include.file) && include.path.includes('$')) ||
    [...system.unreadable.keys()].some((file) => folderOf(file) === directory && file.endsWith('akefile'));
  // A file of that name needs no rule.
  return open || system.tree.has(path) || system.tree.hasFolder(path) ? 'unknown' : [];
}

function matchesPattern(pattern: string, name: string): boolean {
  const [start = '', end, more] = pattern.split('%');
  if (end === undefined || more !== undefined) return false;
  return name.length > start.length + end.length && name.startsWith(start) && name.endsWith(end);
}

/** Files and what they include, as seen from the folder of the first: where their tool runs. */
function withIncludes(system: System, files: readonly string[]): readonly string[] {
  const found = [...files];
  for (const file of found) {
    if (found.length > 100) break;
    for (const include of system.facts('include')) {
      if (include.file !== file) continue;
      for (const folder of [folderOf(files[0] ?? ''), folderOf(file)]) {
        const path = joinPath(folder, include.path);
        if (path !== null && !found.includes(path)) found.push(path);
      }
    }
  }
  return found;
}

/** Where a call that runs in a container comes from: the folder that the image is built from. */
function likelyFolders(system: System, { file, unit }: Located<Invocation>): readonly string[] {
  const format = system.files.get(file)?.format;
  if (format === 'dockerfile') return [...contextsOf(system, file).folders, folderOf(file)];
  if (format !== 'compose') return [];
  return composeUnits(system).flatMap(({ files, service, build }) =>
    files.includes(file) && service === unit && build ? [build.context] : [],
  );
}

const cache = new WeakMap<System, ReadonlyMap<string, readonly Task[]>>();

/** All tasks of a runner with a name. */
export function tasksNamed(system: System, runner: string, name: string): readonly Task[] {
  let known = cache.get(system);
  if (!known) {
    const byName = new Map<string, Task[]>();
    for (const task of system.facts('script')) {
      const key = `${task.runner}\0${task.name}`;
      const list = byName.get(key);
      if (list) list.push(task);
      else byName.set(key, [task]);
    }
    known = byName;
    cache.set(system, known);
  }
  return known.get(`${runner}\0${name}`) ?? [];
}

function beside(file: string, name: string): string {
  return join(folderOf(file), name);
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
