import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { isBehindLink } from '../../system/build-contexts.ts';
import { isGitIgnored } from '../../system/ignored.ts';
import type { Change, System } from '../../system/system.ts';
import type { RelatedPlace } from '../rule.ts';

/** A file or folder stands there, or may: behind a submodule or a link nothing can be told. */
export function mayBeThere({ tree }: System, path: string): boolean {
  return path === '' || tree.has(path) || tree.hasFolder(path) || isBehindLink(tree, path);
}

/** A file or folder of the commit itself. */
export function isThere({ tree }: System, path: string): boolean {
  return path !== '' && (tree.has(path) || tree.hasFolder(path));
}

const madeFolders =
  /(?:^|\/)(?:dist|build|out|target|output|\.output|\.next|\.nuxt|\.svelte-kit|\.turbo|node_modules|bower_components|coverage|obj|__pycache__|generated|gen|\.venv|venv|site-packages|_build|[^/]+\.egg-info)(?:\/|$)/;

/** What a build makes, or what is kept out of git: it need not be in the tree to be there. */
export function isMadeElsewhere(head: System, path: string): boolean {
  return madeFolders.test(path) || isGitIgnored(head, path) || isGitIgnored(head, `${path}/x`);
}

/** Where git saw a path go; for a folder, where all of it went. */
export function movedTo({ files }: Change, path: string): string | null {
  const exact = files.find(({ status, from }) => status === 'renamed' && from === path);
  if (exact) return exact.path;
  const targets = new Set<string>();
  for (const { status, from, path: to } of files) {
    if (status !== 'renamed' || from?.startsWith(`${path}/`) !== true) continue;
    const rest = from.slice(path.length);
    if (!to.endsWith(rest)) return null;
    targets.add(to.slice(0, to.length - rest.length));
  }
  const [only, another] = targets;
  return only !== undefined && another === undefined ? only : null;
}

/** What became of a path, as a sentence. */
export function whatHappened(change: Change, path: string): Text {
  const target = movedTo(change, path);
  return target === null ? text`${code(path)} was removed.` : text`${code(path)} moved to ${code(target)}.`;
}

/** The path itself, for the report to point at. */
export function goneRelated(change: Change, path: string): readonly RelatedPlace[] {
  const target = movedTo(change, path);
  const old: RelatedPlace = { path, line: null, side: 'base', note: text`stood here` };
  return target === null ? [old] : [old, { path: target, line: null, side: 'head', note: text`is here now` }];
}
