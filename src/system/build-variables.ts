import { interpolate } from '../formats/interpolation.ts';
import { folderOf } from '../formats/paths.ts';
import type { Fact, Unit } from './facts.ts';
import type { System, Tree } from './system.ts';

type Build = NonNullable<Unit['build']>;

/** Where compose finds values for a compose file, and where people copy them from; the first that has one counts. */
const names = [
  '.env',
  '.env.example',
  '.env.template',
  '.env.sample',
  '.env.dist',
  'env.example',
  'env.template',
];

/** Whether a variable decides what is built from where. */
export function isVariableBuild({ context, dockerfile = '', target = '' }: Build): boolean {
  return [context, dockerfile, target].some((text) => text.includes('$'));
}

/** Env files that may fill a compose file's paths in: those in its folder and in those above, the closest first. */
export function envFilesFor(tree: Pick<Tree, 'has'>, composeFile: string): readonly string[] {
  const found: string[] = [];
  for (let folder = folderOf(composeFile); ; folder = folderOf(folder)) {
    const paths = names.map((name) => (folder === '' ? name : `${folder}/${name}`));
    found.push(...paths.filter((path) => tree.has(path)));
    if (folder === '') return found;
  }
}

/** The build with what the env files say filled in; undefined when its context stays unknown. */
export function filledBuild(build: Build, files: Iterable<readonly Fact[]>): Build | undefined {
  const paths = new Map<string, string>();
  for (const facts of files) {
    for (const fact of facts) {
      if (fact.kind === 'declaration' && fact.path !== undefined && !paths.has(fact.name))
        paths.set(fact.name, fact.path);
    }
  }
  const fill = (text: string): string =>
    interpolate(text, { escape: '$$', known: (name) => paths.get(name) }).text;
  const context = fill(build.context);
  if (context.includes('$')) return undefined;
  const { target: written, dockerfile, ...rest } = build;
  const target = written === undefined ? undefined : fill(written);
  return {
    ...rest,
    context,
    ...(dockerfile === undefined ? {} : { dockerfile: fill(dockerfile) }),
    // A stage that nobody names is the last one.
    ...(target === undefined || target.includes('$') ? {} : { target }),
  };
}

/** A compose service with what env files of the repository say of its build. */
export function withFilledBuild<U extends Unit>(system: System, file: string, unit: U): U {
  if (!unit.build || !isVariableBuild(unit.build)) return unit;
  const files = envFilesFor(system.tree, file).map((path) => system.files.get(path)?.facts ?? []);
  const { build: _, ...rest } = unit;
  const build = filledBuild(unit.build, files);
  return build ? { ...unit, build } : (rest as U);
}
