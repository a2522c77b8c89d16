import { folderOf, joinPath } from '../formats/paths.ts';
import { composeUnits } from './compose-units.ts';
import type { CopySource } from './facts.ts';
import { isGlob, matchesGlob } from './glob.ts';
import { imageBuilds } from './image-builds.ts';
import { isDockerIgnored } from './ignored.ts';
import type { Located, System, Tree } from './system.ts';

/** Folders that an image build sends to the builder. */
export interface BuildContexts {
  readonly folders: readonly string[];
  /** something in the repository says so; otherwise they are those that hold what the Dockerfile copies */
  readonly stated: boolean;
}

/** What a Dockerfile is built from: as compose files, workflows and scripts say, or as its own sources suggest. */
export function contextsOf(system: System, dockerfile: string): BuildContexts {
  const stated = [
    ...composeUnits(system).flatMap(({ build }) => (build?.dockerfile === dockerfile ? [build.context] : [])),
    ...imageBuilds(system)
      .filter((build) => build.dockerfile === dockerfile && !build.guessed)
      .map(({ context }) => context),
  ];
  if (stated.length > 0) return { folders: [...new Set(stated)], stated: true };
  const usual = [...new Set([folderOf(dockerfile), ''])];
  const sources = contextCopies(system, dockerfile).filter(
    ({ source }) => !isGlob(source) && cleaned(source) !== '',
  );
  const fitting = usual.filter((folder) =>
    sources.every(({ source }) => isInContext(system, folder, dockerfile, source) !== false),
  );
  return { folders: fitting.length > 0 ? fitting : usual, stated: false };
}

/** What a Dockerfile copies from its context. */
export function contextCopies(system: System, dockerfile: string): readonly Located<CopySource>[] {
  return system.facts('copy').filter(({ file, from }) => file === dockerfile && from === undefined);
}

/** Whether a COPY source is in the context; undefined when that cannot be told. */
export function isInContext(
  system: System,
  context: string,
  dockerfile: string,
  source: string,
): boolean | undefined {
  const inside = cleaned(source);
  if (inside === '') return true;
  const path = isGlob(inside) ? null : joinPath(context, inside);
  if (path === null && !isGlob(inside)) return undefined;
  const kept = (each: string): boolean => !isDockerIgnored(system, context, dockerfile, each);
  if (path !== null) {
    if (system.tree.has(path)) return kept(path);
    if (system.tree.hasFolder(path)) return system.tree.under(path).some(kept);
    return isBehindLink(system.tree, path) ? undefined : false;
  }
  return matching(system.tree, context, inside).some(kept);
}

/** Paths that a pattern matches, themselves or by a folder they are in. */
function matching(tree: Tree, context: string, pattern: string): readonly string[] {
  const literal = folderOf(pattern.slice(0, pattern.search(/[*?[]/)));
  const start = joinPath(context, literal);
  if (start === null) return [];
  const depth = pattern.includes('**') ? Infinity : pattern.split('/').length;
  const known = new Map<string, boolean>();
  return tree.under(start).filter((path) => {
    const prefix = firstParts(context === '' ? path : path.slice(context.length + 1), depth);
    const answer = known.get(prefix) ?? matchesGlob(pattern, prefix);
    known.set(prefix, answer);
    return answer;
  });
}

function firstParts(path: string, count: number): string {
  let end = -1;
  for (let part = 0; part < count; part += 1) {
    end = path.indexOf('/', end + 1);
    if (end === -1) return path;
  }
  return path.slice(0, end);
}

/** A submodule or a link to a folder stands on the way: what is behind it is not in the tree. */
export function isBehindLink(tree: Tree, path: string): boolean {
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    const kind = tree.kindOf(folder);
    if (kind === 'submodule' || kind === 'symlink') return true;
  }
  return false;
}

/** Sources are seen from the context's root, with or without a slash. */
export function cleaned(source: string): string {
  const parts = source.split('/').filter((part) => part !== '' && part !== '.');
  return parts.join('/');
}
