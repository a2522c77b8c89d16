import { folderOf, joinPath } from '../formats/paths.ts';
import type { ComposeSet } from './compose-project.ts';
import type { ComposeService } from './compose-service.ts';
import type { HealthCheck } from './facts.ts';
import type { Located, System } from './system.ts';

/** The health check that Docker runs, none at all, or not to be known from what was read. */
export type Health = Located<HealthCheck> | 'none' | 'unknown';

/** Of a service: its own, or that of the image it is built to. */
export function healthOf(system: System, set: ComposeSet, service: ComposeService): Health {
  const own = service.healthCheck;
  if (own && (own.disabled || own.text !== undefined)) return own;
  if (service.partial || set.partial) return 'unknown';
  const dockerfile = dockerfileOf(set, service);
  if (dockerfile === undefined) return own ?? 'none';
  if (dockerfile === null || (!system.files.has(dockerfile) && system.tree.has(dockerfile))) return 'unknown';
  return imageHealth(system, dockerfile, service.build?.build?.target) ?? 'none';
}

/** Path of the Dockerfile that a service is built from; null when it cannot be told, undefined when it is not built. */
export function dockerfileOf(set: ComposeSet, { build }: ComposeService): string | null | undefined {
  if (!build?.build) return undefined;
  if (build.build.dockerfile?.includes('$')) return null;
  // Compose takes paths of all files that are laid over each other from the folder of the first.
  const folder = set.paths.includes(build.file) ? set.folder : folderOf(build.file);
  return joinPath(joinPath(folder, build.build.context), build.build.dockerfile ?? 'Dockerfile');
}

/** HEALTHCHECK of a stage (the last one if none is named) or of the stage it starts from. */
export function imageHealth(
  system: System,
  dockerfile: string,
  target?: string,
): Located<HealthCheck> | undefined {
  const stages = system
    .facts('unit')
    .filter(({ file, type }) => file === dockerfile && type === 'image-stage');
  const checks = system.facts('health-check').filter(({ file }) => file === dockerfile);
  const named = stages.find(({ name }) => name.toLowerCase() === target?.toLowerCase());
  let stage = target === undefined ? stages.at(-1) : named;
  for (let steps = stages.length; stage && steps > 0; steps -= 1) {
    const { name, extends: base } = stage;
    const found = checks.find(({ unit }) => unit === name);
    if (found) return found;
    stage = stages.find((each) => each.name === base);
  }
  return undefined;
}
