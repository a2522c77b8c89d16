import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { Keys, lockedPackage, lockfileFact } from '../locked-package.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { sourceOf, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { nameOf } from '../paths.ts';
import { groupOfExtra, projectName } from '../python-names.ts';
import { yamlLock } from '../yaml-lock.ts';

/** A package a platform; the file of one platform is another than that of the next. */
export function readCondaLock(file: SourceFile): Reading {
  const root = yamlLock(file);
  const isPixi = nameOf(file.path) === 'pixi.lock';
  const version = textOf(get(root, 'version')) ?? '';
  if (isPixi ? !/^[4-6]$/.test(version) : version !== '1')
    throw new Unreadable('unsupported-version', 'The version of the lockfile is not known');
  const keys = new Keys();
  const nodes = items(get(root, isPixi ? 'packages' : 'package'));
  const installed = isPixi ? environmentsOf(root) : new Map<string, ReadonlySet<string>>();
  const packages = nodes.flatMap((node) =>
    isPixi ? pixiPackage(node, keys, installed) : condaPackage(node, keys),
  );
  const manager = isPixi ? 'pixi' : 'conda-lock';
  return { facts: [lockfileFact({ ecosystem: 'conda', manager, version }), ...packages] };
}

function condaPackage(node: Node, keys: Keys): readonly Package[] {
  const text = (...path: readonly string[]): string | undefined => textOf(get(node, ...path));
  const [name, version] = [text('name'), text('version')];
  if (name === undefined || version === undefined) return [];
  const category = text('category');
  const platform = text('platform') ?? '';
  return [
    lockedPackage(text('manager') === 'pip' ? 'pypi' : 'conda', {
      name,
      version,
      key: keys.of(`${platform}/${name}@${version}`),
      dev: category === undefined ? null : category === 'dev',
      source: channelOf(text('url')),
      integrity: hashes(text('hash', 'sha256'), text('hash', 'md5'), fileOf(text('url'))),
      line: node.line,
    }),
  ];
}

/** Version 6 tells a package's name and version of conda in the name of its file only. */
function pixiPackage(
  node: Node,
  keys: Keys,
  installed: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Package[] {
  const text = (key: string): string | undefined => textOf(get(node, key));
  const url = text('conda') ?? text('pypi') ?? text('url') ?? text('path');
  const isPypi = text('pypi') !== undefined || text('kind') === 'pypi';
  const file = /([^/]+?)-([^-/]+)-([^-/]+)\.(?:conda|tar\.bz2)$/.exec(url ?? '');
  const name = text('name') ?? file?.[1];
  const version = text('version') ?? file?.[2];
  if (name === undefined) return [];
  const source = channelOf(url);
  return [
    lockedPackage(isPypi ? 'pypi' : 'conda', {
      name: isPypi ? projectName(name) : name,
      version: version ?? '',
      key: keys.of(url ?? name),
      dev: isForDevelopment(installed.get(url ?? '')),
      source,
      // That of a folder of the repository changes with every commit.
      integrity: source.type === 'workspace' ? [] : hashes(text('sha256'), text('md5'), fileOf(url)),
      line: node.line,
    }),
  ];
}

/** Addresses of packages, and the environments that get them. */
function environmentsOf(root: Node): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { key: environment, node } of entries(get(root, 'environments')))
    for (const { node: platform } of entries(get(node, 'packages')))
      for (const item of items(platform)) {
        const url = textOf(get(item, 'conda')) ?? textOf(get(item, 'pypi')) ?? '';
        found.set(url, (found.get(url) ?? new Set()).add(environment));
      }
  return found;
}

/** Of environments other than the usual one only the name tells. */
function isForDevelopment(environments: ReadonlySet<string> | undefined): boolean | null {
  if (!environments || environments.has('default')) return environments ? false : null;
  return [...environments].every((each) => groupOfExtra(each) === 'dev') ? true : null;
}

function channelOf(url: string | undefined): PackageSource {
  if (url === undefined) return unnamedRegistry;
  if (/^\.{1,2}(?:\/|$)/.test(url)) return { type: 'workspace', host: null, location: url };
  const { host, type } = sourceOf(url);
  if (type === 'path' || type === 'git') return sourceOf(url);
  return { type: 'registry', host: host?.split('/')[0] ?? null };
}

/** Folder and name of the file: the same version is built for several platforms, and built again. */
function fileOf(url: string | undefined): string {
  return (
    (url ?? '')
      .split(/[?#]/)[0]
      ?.split('/')
      .slice(-2)
      .join('.')
      .replace(/[^\w.-]/g, '') ?? ''
  );
}

function hashes(sha256: string | undefined, md5: string | undefined, file: string): readonly string[] {
  const tag = file === '' ? '' : `.${file}`;
  if (sha256 !== undefined) return [`sha256${tag}:${sha256}`];
  return md5 === undefined ? [] : [`md5${tag}:${md5}`];
}
