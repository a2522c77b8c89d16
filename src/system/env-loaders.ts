import type { EnvLoader } from '../formats/dotenv/loaders.ts';
import { folderOf, joinPath, nameOf } from '../formats/paths.ts';
import type { EnvLoad } from './env-load-facts.ts';
import type { Located, System } from './system.ts';

/** A place that loads an env file. */
export interface LoadPlace {
  readonly loader: EnvLoader;
  readonly file: string;
  readonly line: number;
}

/** Who loads an env file, as far as the repository says; for the file beside a compose file, who fills in `name`. */
export function loadersOf(system: System, path: string, name: string): readonly LoadPlace[] {
  const services = system.facts('env-file').flatMap((fact): readonly LoadPlace[] => {
    if (joinPath(folderOf(fact.file), fact.path) !== path) return [];
    // `format: raw` takes each line as it is, as docker itself does.
    return [{ loader: fact.raw === true ? 'docker' : 'compose', file: fact.file, line: fact.line }];
  });
  const filled = system.facts('read').flatMap((read): readonly LoadPlace[] => {
    const beside = nameOf(path) === '.env' && folderOf(read.file) === folderOf(path);
    if (read.via !== 'interpolation' || read.name !== name || !beside) return [];
    return [{ loader: 'compose', file: read.file, line: read.line }];
  });
  const programs = system
    .facts('env-load')
    .filter((load) => pathOf(system, load) === path)
    .map(({ loader, file, line }): LoadPlace => ({ loader, file, line }));
  return [...services, ...filled.slice(0, 1), ...programs];
}

function pathOf(system: System, { directory, path, file }: Located<EnvLoad>): string | null {
  if (directory !== null) return joinPath(directory, path);
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const found = joinPath(folder, path);
    if (found !== null && system.tree.has(found)) return found;
    if (folder === '') return null;
  }
}
