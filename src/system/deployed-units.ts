import { isTestPath } from '../formats/code-paths.ts';
import { folderOf, joinPath } from '../formats/paths.ts';
import { buildOfImage } from './built-images.ts';
import type { ComposeUnit } from './compose-units.ts';
import type { Declaration, Unit } from './facts.ts';
import type { Located, System } from './system.ts';

const cache = new WeakMap<System, readonly ComposeUnit[]>();

/**
 * Functions and containers of tasks that a deployment description of this repository states with their environment, and
 * whose code is here: a function's handler file or folder, or an image that is built here. All others are left out.
 */
export function deployedUnits(system: System): readonly ComposeUnit[] {
  const known = cache.get(system);
  if (known) return known;
  const stated = system
    .facts('unit')
    .filter(({ type, file }) => (type === 'function' || type === 'ecs-container') && !isTestPath(file))
    .filter(({ file }) => deployments.has(system.files.get(file)?.format ?? ''));
  const units = stated.flatMap((unit) => unitOf(system, unit, stated));
  cache.set(system, units);
  return units;
}

/** Formats that state the whole environment of what they deploy. */
const deployments: ReadonlySet<string> = new Set([
  'serverless',
  'cloudformation',
  'terraform',
  'ecs-task-definition',
]);

function unitOf(system: System, unit: Located<Unit>, all: readonly Located<Unit>[]): readonly ComposeUnit[] {
  const build = buildOf(system, unit);
  const code = build ? [] : codeOf(system, unit, all);
  if (!build && code.length === 0) return [];
  const { file, line, name, open = [] } = unit;
  return [
    {
      key: `${file}/${name}`,
      service: name,
      folder: folderOf(file),
      path: file,
      line,
      files: [file],
      build,
      code,
      cluster: { build: file, root: null, supplied: suppliedTo(system, unit), open },
    },
  ];
}

/**
 * Variables of the unit; in a `serverless.yml` also those of the provider, which all functions get; and what a workflow
 * writes into task definitions, of which it seldom says which one.
 */
function suppliedTo(system: System, unit: Located<Unit>): ReadonlySet<string> {
  const format = system.files.get(unit.file)?.format;
  const isGiven = ({ file, unit: to }: Located<Declaration>): boolean => {
    if (file === unit.file) return to === unit.name || (format === 'serverless' && to === undefined);
    const isWorkflow = to === undefined && system.files.get(file)?.format === 'github-workflow';
    return format === 'ecs-task-definition' && isWorkflow;
  };
  return new Set(
    system
      .facts('declaration')
      .filter((fact) => fact.phase === 'run' && isGiven(fact))
      .map(({ name }) => name),
  );
}

function buildOf(system: System, { file, name, build }: Located<Unit>): ComposeUnit['build'] {
  if (build) {
    const context = joinPath(folderOf(file), build.context);
    const dockerfile = context === null ? null : joinPath(context, build.dockerfile ?? 'Dockerfile');
    if (context === null || dockerfile === null) return null;
    return { context, dockerfile, target: build.target ?? '' };
  }
  const image = system
    .facts('image')
    .find((fact) => fact.file === file && fact.unit === name && fact.role === 'run');
  return image ? buildOfImage(system, image.repository) : null;
}

/**
 * The file of its handler, and the folder of its code where no other function of the same description has that:
 * which of them reads what in a folder of several cannot be told.
 */
function codeOf(system: System, unit: Located<Unit>, all: readonly Located<Unit>[]): readonly string[] {
  const stated = placeOf(unit);
  if (stated === null) return [];
  const isFolder = stated === '' || system.tree.hasFolder(stated);
  const handlers = isFolder ? handlersOf(system, unit).map((path) => joinPath(stated, path)) : [stated];
  const file = handlers.flatMap((path) => (path === null ? [] : (fileOf(system, path) ?? []))).slice(0, 1);
  const isAlone = all.every(
    (other) => other === unit || other.file !== unit.file || placeOf(other) !== stated,
  );
  return isFolder && isAlone && stated !== '' ? [...file, stated] : file;
}

function placeOf({ file, code }: Located<Unit>): string | null {
  return code === undefined ? null : joinPath(folderOf(file), code);
}

/** `app.handler`, `api/create.main`, and in Python also `api.create.main`: paths without their ending. */
function handlersOf(system: System, { file, name }: Located<Unit>): readonly string[] {
  const [command] = system.facts('command').filter((fact) => fact.file === file && fact.unit === name);
  const module = /^(.+)\.[^./]+$/.exec(command?.argv[0] ?? '')?.[1];
  return module === undefined ? [] : [...new Set([module, module.replaceAll('.', '/')])];
}

const endings = [
  '',
  '.ts',
  '.js',
  '.mts',
  '.mjs',
  '.cts',
  '.cjs',
  '.tsx',
  '.py',
  '.rb',
  '/index.ts',
  '/index.js',
];

function fileOf({ tree }: System, path: string): string | undefined {
  return endings.map((ending) => path + ending).find((each) => tree.has(each));
}
