import { joinPath } from '../formats/paths.ts';
import type { Action, ImageBuild, ImageBuildTemplate } from './facts.ts';
import type { Located, System } from './system.ts';

const cache = new WeakMap<System, readonly Located<ImageBuild>[]>();

/** Images that commands and CI steps build from the repository, those of its own actions and called workflows included. */
export function imageBuilds(system: System): readonly Located<ImageBuild>[] {
  const known = cache.get(system);
  if (known) return known;
  const templates = system.facts('image-build-template');
  const calls =
    templates.length === 0 ? [] : system.facts('action').filter(({ name }) => name.startsWith('./'));
  const builds = [
    ...system.facts('image-build').map((build) => (build.guessed ? placed(system, build) : build)),
    ...templates.flatMap((template) => builtBy(system, template, calls)),
  ];
  cache.set(system, builds);
  return builds;
}

/** An unknown action may mean its Dockerfile as seen from the context. */
function placed({ tree }: System, build: Located<ImageBuild>): Located<ImageBuild> {
  const inside = joinPath(build.context, build.dockerfile);
  return !tree.has(build.dockerfile) && inside !== null && tree.has(inside)
    ? { ...build, dockerfile: inside }
    : build;
}

function builtBy(
  system: System,
  template: Located<ImageBuildTemplate>,
  calls: readonly Located<Action>[],
): readonly Located<ImageBuild>[] {
  const own = calls.filter(({ name }) => isCallOf(name, template.file));
  const given = own.flatMap(({ inputs }) => inputs ?? [{}]);
  return (given.length > 0 ? given : [{}]).flatMap((inputs) => filled(system, template, inputs));
}

function isCallOf(name: string, file: string): boolean {
  const path = joinPath('', name);
  return path === file || file === `${path}/action.yml` || file === `${path}/action.yaml`;
}

function filled(
  system: System,
  template: Located<ImageBuildTemplate>,
  inputs: Readonly<Record<string, string>>,
): readonly Located<ImageBuild>[] {
  const { context: folder, dockerfile: file, target: stage, tags, args, defaults, ...rest } = template;
  const fill = (text: string): string =>
    text.replace(
      /\$\{\{\s*inputs\.([\w-]+)\s*\}\}/g,
      (_, name: string) => valueOf(inputs, name) ?? valueOf(defaults, name) ?? '$x',
    );
  const context = joinPath('', fill(folder));
  const dockerfile = file === undefined ? joinPath(context, 'Dockerfile') : joinPath('', fill(file));
  if (context === null || dockerfile === null || !system.tree.has(dockerfile)) return [];
  const target = stage === undefined ? '$x' : fill(stage);
  return [
    {
      ...rest,
      kind: 'image-build',
      context,
      dockerfile,
      ...(target === '' || target.includes('$') ? {} : { target }),
      tags: tags.flatMap((tag) => fill(tag).split(/[\s,]+/)).map((tag) => tag.replace(/:[^:/]*$/, '')),
      ...(args ? { args } : {}),
    },
  ];
}

function valueOf(record: Readonly<Record<string, string>>, name: string): string | undefined {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  return value === '' ? undefined : value;
}
