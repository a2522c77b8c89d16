import { folderOf, joinPath } from '../formats/paths.ts';
import type { ComposeSet } from './compose-project.ts';
import type { ComposeService } from './compose-service.ts';

/** What an image is built from, relative to the root; the target is empty for the last stage. */
export interface Build {
  readonly context: string;
  readonly dockerfile: string;
  readonly target: string;
}

/** Relative to the folder of the project; of a file that is taken in or extended, relative to that file. */
export function composeBuildOf(set: ComposeSet, { build: fact }: ComposeService): Build | null {
  const build = fact?.build;
  if (!fact || !build) return null;
  const context = joinPath(set.paths.includes(fact.file) ? set.folder : folderOf(fact.file), build.context);
  const dockerfile = context === null ? null : joinPath(context, build.dockerfile ?? 'Dockerfile');
  return context === null || dockerfile === null ? null : { context, dockerfile, target: build.target ?? '' };
}
