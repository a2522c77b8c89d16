import { folderOf } from '../formats/paths.ts';
import { buildOfImage } from './built-images.ts';
import { clusterBuilds, objectsFor } from './cluster-builds.ts';
import type { ClusterBuild } from './cluster-builds.ts';
import { composeUnits } from './compose-units.ts';
import type { ComposeUnit } from './compose-units.ts';
import { deployedUnits } from './deployed-units.ts';
import type { Declaration, EnvFrom, Image, Unit } from './facts.ts';
import type { Located, System } from './system.ts';

const cache = new WeakMap<System, readonly ComposeUnit[]>();

/** Everything that runs code of this repository: compose services, containers of a cluster or a task, and functions. */
export function runUnits(system: System): readonly ComposeUnit[] {
  return [...composeUnits(system), ...clusterUnits(system), ...deployedUnits(system)];
}

/**
 * Containers whose image this repository builds, each as one kustomization builds it: with what overlays and patches add
 * to its environment. Containers of other images hold no code of the repository, and are left out.
 */
export function clusterUnits(system: System): readonly ComposeUnit[] {
  const known = cache.get(system);
  if (known) return known;
  const facts = indexOf(system);
  const units = clusterBuilds(system)
    .filter(({ key }) => !key.startsWith('chart '))
    .flatMap((build) => unitsOf(system, facts, build));
  cache.set(system, units);
  return units;
}

/** Facts of containers by file. */
interface Facts {
  readonly units: ReadonlyMap<string, readonly Located<Unit>[]>;
  readonly images: ReadonlyMap<string, readonly Located<Image>[]>;
  readonly declarations: ReadonlyMap<string, readonly Located<Declaration>[]>;
  readonly sources: ReadonlyMap<string, readonly Located<EnvFrom>[]>;
}

function indexOf(system: System): Facts {
  const units = system.facts('unit').filter(({ type }) => type === 'workload-container');
  return {
    units: byFile(units),
    images: byFile(system.facts('image')),
    declarations: byFile(system.facts('declaration')),
    sources: byFile(system.facts('env-from')),
  };
}

function byFile<T extends Located>(facts: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const files = new Map<string, T[]>();
  for (const fact of facts) {
    const known = files.get(fact.file);
    if (known) known.push(fact);
    else files.set(fact.file, [fact]);
  }
  return files;
}

function unitsOf(system: System, facts: Facts, build: ClusterBuild): readonly ComposeUnit[] {
  const containers = new Map<string, Located<Unit>[]>();
  for (const file of build.files) {
    for (const unit of facts.units.get(file) ?? []) {
      // Nobody says which plain files belong together: each states containers of its own.
      const key = build.root === null ? `${file}\0${unit.name}` : unit.name;
      containers.set(key, [...(containers.get(key) ?? []), unit]);
    }
  }
  return [...containers.values()].flatMap((stated) => unitOf(system, facts, build, stated));
}

function unitOf(
  system: System,
  facts: Facts,
  build: ClusterBuild,
  stated: readonly Located<Unit>[],
): readonly ComposeUnit[] {
  const name = stated[0]?.name ?? '';
  const files = [...new Set(stated.map(({ file }) => file))];
  const own = <T extends { readonly unit?: string }>(map: ReadonlyMap<string, readonly T[]>): readonly T[] =>
    files.flatMap((file) => (map.get(file) ?? []).filter(({ unit }) => unit === name));
  const image = own(facts.images).at(-1);
  const repository = image && renamed(build, image.repository);
  const made = repository === undefined ? null : buildOfImage(system, repository);
  const place = stated.find(({ file }) => file === image?.file) ?? stated[0];
  if (!made || !place) return [];
  const declarations = [...own(facts.declarations), ...ofPatches(system, facts, build)];
  const sources = own(facts.sources).map((source) => environmentFrom(build, source));
  return [
    {
      key: `${build.root ?? place.file}/${name}`,
      service: name,
      folder: folderOf(place.file),
      path: place.file,
      line: place.line,
      files,
      build: made,
      cluster: {
        build: build.key,
        root: build.root,
        supplied: new Set(
          [...declarations, ...sources.flatMap(({ names }) => names)].map((each) =>
            typeof each === 'string' ? each : each.name,
          ),
        ),
        open: [
          ...stated.flatMap(({ open = [] }) => open.filter((reason) => !reason.startsWith('envFrom '))),
          ...sources.flatMap(({ open }) => open),
        ],
      },
    },
  ];
}

/** Kustomize gives images other names. */
function renamed({ settings }: ClusterBuild, repository: string): string {
  const names = settings.flatMap(({ images }) => images);
  return names.find(({ name }) => name === repository)?.newName ?? repository;
}

/** Variables of patches that do not say which container they mean: they count for all. */
function ofPatches(system: System, facts: Facts, build: ClusterBuild): readonly Located<Declaration>[] {
  return build.files
    .filter((file) => system.files.get(file)?.format === 'kustomization')
    .flatMap((file) => facts.declarations.get(file) ?? [])
    .filter(({ unit }) => unit === undefined);
}

interface Given {
  readonly names: readonly string[];
  readonly open: readonly string[];
}

function environmentFrom(build: ClusterBuild, source: Located<EnvFrom>): Given {
  const { source: type, object, prefix, optional } = source;
  const found = objectsFor(build, {
    kind: 'config-reference',
    line: source.line,
    file: source.file,
    type,
    object,
    use: 'env-from',
    by: source.unit,
    optional,
    live: false,
  });
  const names = found.flatMap(({ keys }) => [...keys].map((key) => prefix + key));
  const isKnown = found.length > 0 && found.every(({ open }) => !open);
  const kind = type === 'secret' ? 'Secret' : 'ConfigMap';
  return { names, open: isKnown ? [] : [`${kind} ${object}`] };
}
