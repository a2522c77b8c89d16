import { nameOf } from '../formats/paths.ts';
import { composeUnits } from './compose-units.ts';
import type { ComposeUnit } from './compose-units.ts';
import type { System } from './system.ts';

type Build = NonNullable<ComposeUnit['build']>;

interface Index {
  readonly exact: ReadonlyMap<string, readonly Build[]>;
  readonly lastPart: ReadonlyMap<string, readonly Build[]>;
}

const cache = new WeakMap<System, Index>();

/**
 * What an image is built from, when this repository builds it: by its whole name, or by the last part of it where only
 * one Dockerfile makes an image of that name (registries and owners are often filled in). Null when nobody says.
 */
export function buildOfImage(system: System, repository: string): Build | null {
  const { exact, lastPart } = indexOf(system);
  const found = exact.get(repository) ?? lastPart.get(nameOf(repository)) ?? [];
  const [first] = found;
  return first && new Set(found.map(({ dockerfile }) => dockerfile)).size === 1 ? first : null;
}

function indexOf(system: System): Index {
  const known = cache.get(system);
  if (known) return known;
  const exact = new Map<string, Build[]>();
  const lastPart = new Map<string, Build[]>();
  for (const { repository, build } of [...byCompose(system), ...byCommands(system)]) {
    if (isPlain(repository)) add(exact, repository, build);
    if (isPlain(nameOf(repository))) add(lastPart, nameOf(repository), build);
  }
  const index = { exact, lastPart };
  cache.set(system, index);
  return index;
}

interface Built {
  readonly repository: string;
  readonly build: Build;
}

function byCompose(system: System): readonly Built[] {
  const images = system.facts('image').filter(({ role }) => role === 'run');
  return composeUnits(system).flatMap(({ build, files, service }) => {
    if (!build) return [];
    return images
      .filter(({ file, unit }) => unit === service && files.includes(file))
      .map(({ repository }) => ({ repository, build }));
  });
}

function byCommands(system: System): readonly Built[] {
  return system
    .facts('image-build')
    .flatMap(({ tags = [], context, dockerfile, target = '' }) =>
      tags.map((repository) => ({ repository, build: { context, dockerfile, target } })),
    );
}

function isPlain(name: string): boolean {
  return /^[\w.:/-]+$/.test(name);
}

function add(map: Map<string, Build[]>, name: string, build: Build): void {
  map.set(name, [...(map.get(name) ?? []), build]);
}
