import { folderOf, joinPath, nameOf } from '../formats/paths.ts';
import type { Lockfile } from './facts.ts';

/** By the tool that writes a lockfile: names of the manifests that it answers, the usual one first. */
const manifests: Readonly<Record<string, readonly string[]>> = {
  npm: ['package.json'],
  pnpm: ['package.json'],
  yarn: ['package.json'],
  bun: ['package.json'],
  deno: ['deno.json', 'deno.jsonc', 'package.json'],
  poetry: ['pyproject.toml'],
  uv: ['pyproject.toml'],
  pdm: ['pyproject.toml'],
  pylock: ['pyproject.toml'],
  pipenv: ['Pipfile'],
  'conda-lock': ['environment.yml', 'environment.yaml'],
  pixi: ['pixi.toml', 'pyproject.toml'],
  cargo: ['Cargo.toml'],
  bundler: ['Gemfile', 'gems.rb'],
  composer: ['composer.json'],
  mix: ['mix.exs'],
  rebar: ['rebar.config'],
  helm: ['Chart.yaml', 'requirements.yaml'],
  pub: ['pubspec.yaml'],
  shards: ['shard.yml'],
  gleam: ['gleam.toml'],
  julia: ['Project.toml', 'JuliaProject.toml'],
  paket: ['paket.dependencies'],
  // `vendor/modules.txt`
  'go-vendor': ['../go.mod'],
};

/** Lockfiles by the name of the manifests that they answer, in the same folder or one above. */
const lockfiles: Readonly<Record<string, readonly string[]>> = {
  'package.json': [
    'package-lock.json',
    'npm-shrinkwrap.json',
    'pnpm-lock.yaml',
    'yarn.lock',
    'bun.lock',
    'deno.lock',
  ],
  'pnpm-workspace.yaml': ['pnpm-lock.yaml'],
  'deno.json': ['deno.lock'],
  'deno.jsonc': ['deno.lock'],
  'pyproject.toml': ['poetry.lock', 'uv.lock', 'pdm.lock', 'pylock.toml', 'pixi.lock', 'requirements.txt'],
  Pipfile: ['Pipfile.lock'],
  'environment.yml': ['conda-lock.yml'],
  'environment.yaml': ['conda-lock.yml'],
  'pixi.toml': ['pixi.lock'],
  'Cargo.toml': ['Cargo.lock'],
  Gemfile: ['Gemfile.lock'],
  'gems.rb': ['gems.locked'],
  'composer.json': ['composer.lock'],
  'mix.exs': ['mix.lock'],
  'rebar.config': ['rebar.lock'],
  'Chart.yaml': ['Chart.lock'],
  'requirements.yaml': ['requirements.lock'],
  'pubspec.yaml': ['pubspec.lock'],
  'shard.yml': ['shard.lock'],
  'gleam.toml': ['manifest.toml'],
  'Project.toml': ['Manifest.toml'],
  'paket.dependencies': ['paket.lock'],
  'go.mod': ['vendor/modules.txt'],
};

/** Lockfiles at a path's folder and above it that may answer the manifest. */
export function lockfilesAbove(manifest: string): readonly string[] {
  const name = nameOf(manifest);
  const names = Object.hasOwn(lockfiles, name) ? (lockfiles[name] ?? []) : ownLockfile(name);
  if (names.length === 0) return [];
  const found: string[] = [];
  for (let folder = folderOf(manifest); ; folder = folderOf(folder)) {
    found.push(...names.map((each) => joinPath(folder, each) ?? each));
    if (folder === '') return found;
  }
}

/** Lockfiles of other tools in the same folder that may answer the same manifest. */
export function lockfilesBeside(lock: string): readonly string[] {
  const [name, folder] = [nameOf(lock), folderOf(lock)];
  return Object.values(lockfiles)
    .filter((names) => names.includes(name))
    .flatMap((names) => names.filter((each) => each !== name && each !== 'requirements.txt'))
    .flatMap((each) => joinPath(folder, each) ?? []);
}

/** `requirements/base.in` is answered by `requirements/base.txt`. */
function ownLockfile(name: string): readonly string[] {
  return name.endsWith('.in') ? [name.replace(/\.in$/, '.txt')] : [];
}

/** Names that the manifests of a lockfile may have. */
export function manifestNames({ manager }: Lockfile, path: string): readonly string[] {
  if (manager === 'pip') return [nameOf(path).replace(/\.txt$/, '.in')];
  return manifests[manager] ?? [];
}

/** Paths at which the manifest of a folder, relative to the lockfile's, may stand. */
export function manifestPaths(lockfile: Lockfile, path: string, importer: string): readonly string[] {
  const folder = joinPath(folderOf(path), importer === '' ? '.' : importer);
  return folder === null ? [] : manifestNames(lockfile, path).flatMap((name) => joinPath(folder, name) ?? []);
}
