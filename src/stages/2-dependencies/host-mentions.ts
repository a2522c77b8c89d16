import { isCiPath, isProsePath, isTestPath, isVendoredPath } from '../../formats/code-paths.ts';
import { folderOf, joinPath } from '../../formats/paths.ts';
import type { ComposeSet } from '../../system/compose-project.ts';
import type { Mention, System } from '../../system/system.ts';

/** Formats whose facts already say which hosts they name, or that name none of this project's. */
const explained = new Set([
  'compose',
  'dockerfile',
  'kubernetes',
  'kustomization',
  'github-workflow',
  'github-action',
  'package-lock',
  'pnpm-lock',
  'yarn-lock',
]);

/** Where a cluster is described, names mean its own Services. */
const ofCluster = /(?:^|\/)(?:charts?|helm|k8s|kubernetes|kustomize|argocd?|flux|openshift)\//i;

/** Shows how to do something, or tells what was done. */
const shown = /(?:^|[./_-])(?:example|sample|template|dist|changelog|history|docs?)(?:[./_-]|$)/i;

export interface HostMention extends Mention {
  /** the file is part of what the project's services are built from or mount */
  readonly tied: boolean;
}

/** Places outside of what readers explain that name a host of a compose project. */
export function hostMentions(
  system: System,
  set: ComposeSet,
  hosts: ReadonlySet<string>,
): readonly HostMention[] {
  const folders = foldersOf(set);
  const seen = new Set<string>();
  return [...hosts]
    .flatMap((host) => system.mentions('host', host))
    .filter(({ path, line, aside }) => {
      const key = `${path}\0${line}`;
      if (aside || seen.has(key) || !isLooked(system, path)) return false;
      seen.add(key);
      return true;
    })
    .map((mention) => ({ ...mention, tied: folders.some((folder) => isIn(mention.path, folder)) }))
    .sort((a, b) => Number(b.tied) - Number(a.tied));
}

function isLooked(system: System, path: string): boolean {
  if (explained.has(system.files.get(path)?.format ?? '')) return false;
  if (isTestPath(path) || isProsePath(path) || isVendoredPath(path) || isCiPath(path)) return false;
  return !ofCluster.test(path) && !shown.test(path);
}

/** What the services are built from, and the files they mount. */
function foldersOf(set: ComposeSet): readonly string[] {
  return [...set.services.values()].flatMap(({ build, mounts }) => {
    const context = build?.build ? joinPath(folderIn(set, build.file), build.build.context) : null;
    const mounted = [...mounts.values()].map(({ type, source, file }) =>
      type === 'bind' || type === 'config' ? joinPath(folderIn(set, file), source) : null,
    );
    return [context, ...mounted].flatMap((path) => (path === null ? [] : [path]));
  });
}

function folderIn(set: ComposeSet, file: string): string {
  return set.paths.includes(file) ? set.folder : folderOf(file);
}

function isIn(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
