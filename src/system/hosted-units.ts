import { isTestPath } from '../formats/code-paths.ts';
import { folderOf, joinPath } from '../formats/paths.ts';
import type { ComposeUnit } from './compose-units.ts';
import type { Unit } from './facts.ts';
import { builtFrom } from './ownership.ts';
import type { Located, System } from './system.ts';

/** Manifests of hosting platforms that hold variables for what runs, and whether code without a word is that of their folder. */
const manifests: ReadonlyMap<string, { readonly inFolder: boolean }> = new Map([
  ['fly', { inFolder: true }],
  ['wrangler', { inFolder: true }],
  ['vercel', { inFolder: true }],
  ['pm2', { inFolder: true }],
  ['render', { inFolder: false }],
  ['digitalocean-app', { inFolder: false }],
]);

const cache = new WeakMap<System, readonly ComposeUnit[]>();

/**
 * What hosting platforms run from a folder or Dockerfile of this repository, one for all processes of a manifest that
 * share their code. People add variables on the platform's pages, so these are always open: only that one which the
 * manifest gave is gone says something.
 */
export function hostedUnits(system: System): readonly ComposeUnit[] {
  const known = cache.get(system);
  if (known) return known;
  const groups = new Map<string, ComposeUnit>();
  for (const unit of system.facts('unit')) {
    const manifest = manifests.get(system.files.get(unit.file)?.format ?? '');
    if (!manifest || isTestPath(unit.file)) continue;
    const next = unitOf(system, unit, manifest.inFolder);
    if (!next) continue;
    const key = `${next.key}\0${next.code?.join('\0')}`;
    groups.set(key, joined(groups.get(key), next));
  }
  const units = [...groups.values()];
  cache.set(system, units);
  return units;
}

/** The hosted units whose code a file is; the closest folder wins. */
export function hostedOwnersOf(system: System, path: string): readonly ComposeUnit[] {
  const holding = hostedUnits(system).flatMap((unit) =>
    (unit.code ?? [])
      .filter((root) => root === '' || root === path || path.startsWith(`${root}/`))
      .map((root) => ({ unit, length: root.length })),
  );
  const closest = Math.max(...holding.map(({ length }) => length));
  return [...new Set(holding.filter(({ length }) => length === closest).map(({ unit }) => unit))];
}

function unitOf(system: System, unit: Located<Unit>, inFolder: boolean): ComposeUnit | null {
  const { file, line, name, open = [] } = unit;
  const build = buildOf(unit);
  const folder = unit.code === undefined ? (inFolder ? folderOf(file) : null) : placeOf(file, unit.code);
  const code = build ? builtFrom(system, build) : folder === null ? [] : [folder];
  if (code.length === 0) return null;
  const supplied = system
    .facts('declaration')
    .filter((fact) => fact.file === file && fact.phase === 'run')
    .filter((fact) => fact.unit === undefined || fact.unit === name);
  return {
    key: file,
    service: name,
    folder: folderOf(file),
    path: file,
    line,
    files: [file],
    build: null,
    code,
    cluster: { build: file, root: null, supplied: new Set(supplied.map((fact) => fact.name)), open },
  };
}

function joined(known: ComposeUnit | undefined, next: ComposeUnit): ComposeUnit {
  if (!known?.cluster || !next.cluster) return next;
  const supplied = new Set([...known.cluster.supplied, ...next.cluster.supplied]);
  return { ...known, cluster: { ...known.cluster, supplied } };
}

function buildOf({ file, build }: Located<Unit>): ComposeUnit['build'] {
  const context = build ? placeOf(file, build.context) : null;
  const dockerfile = context === null ? null : joinPath(context, build?.dockerfile ?? 'Dockerfile');
  if (context === null || dockerfile === null) return null;
  return { context, dockerfile, target: build?.target ?? '' };
}

/** As written in a manifest: from the root of the repository with a slash, else from its folder. */
function placeOf(file: string, written: string): string | null {
  return written.startsWith('/') ? joinPath('', written.slice(1)) : joinPath(folderOf(file), written);
}
