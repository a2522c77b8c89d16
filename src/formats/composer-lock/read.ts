import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { isObject, objectOf, parseJsonObject, stringOf } from '../json-value.ts';
import type { JsonObject } from '../json-value.ts';
import { Keys, lockedPackage, lockfileFact, lockText } from '../locked-package.ts';
import { TextLines } from '../text-lines.ts';
import { sourceOf, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';

/** `packages` is for production, `packages-dev` for development. */
export function readComposerLock(file: SourceFile): Reading {
  const text = lockText(file);
  const root = parseJsonObject(text);
  if (!Array.isArray(root.packages) && !Array.isArray(root['packages-dev']) && Object.keys(root).length > 0)
    throw new Unreadable('unparsable', 'There is no list of packages');
  const lines = new TextLines(text);
  const groups = ['packages', 'packages-dev'] as const;
  const all = groups.flatMap((group) =>
    (Array.isArray(root[group]) ? root[group] : []).filter(isObject).map((entry) => ({ entry, group })),
  );
  const keys = new Keys();
  const names = new Set(all.map(({ entry }) => (stringOf(entry.name) ?? '').toLowerCase()));
  const packages = all.flatMap(({ entry, group }): Package[] => {
    const name = stringOf(entry.name);
    const version = stringOf(entry.version);
    if (name === undefined || version === undefined) return [];
    const line = lines.next(`"name": ${JSON.stringify(name)}`);
    const needed = Object.keys(objectOf(entry.require)).map((each) => each.toLowerCase());
    const hash = stringOf(objectOf(entry.dist).shasum);
    return [
      lockedPackage('packagist', {
        name: name.toLowerCase(),
        version,
        key: keys.of(name.toLowerCase()),
        dev: group === 'packages-dev',
        source: sourceOfEntry(entry),
        integrity: hash === undefined || hash === '' ? [] : [`sha1:${hash}`],
        requires: needed.filter((each) => names.has(each)),
        ...describedIn(entry),
        line,
      }),
    ];
  });
  const version = stringOf(root['plugin-api-version']) ?? '';
  return { facts: [lockfileFact({ ecosystem: 'packagist', manager: 'composer', version }), ...packages] };
}

/** What the entry says of the package itself: the PHP that it runs on, the namespaces it brings and its repository. */
function describedIn(entry: JsonObject): Pick<Package, 'engines' | 'namespaces' | 'repository'> {
  const php = stringOf(objectOf(entry.require).php);
  const autoload = objectOf(entry.autoload);
  const namespaces = Object.keys({ ...objectOf(autoload['psr-4']), ...objectOf(autoload['psr-0']) })
    .map((each) => each.replace(/[\\_]+$/, ''))
    .filter((each) => each !== '');
  const home = sourceOf(`git+${stringOf(objectOf(entry.source).url) ?? ''}`);
  return {
    ...(php === undefined ? {} : { engines: { php } }),
    ...(namespaces.length > 0 ? { namespaces } : {}),
    ...(home.type === 'git' && home.host !== null ? { repository: home.host } : {}),
  };
}

/**
 * A registry asks to be told of installations: what has such an address is from it, and the repository that stands
 * there is where its makers keep it. Others come from that repository.
 */
function sourceOfEntry(entry: JsonObject): PackageSource {
  const { type, url, reference } = objectOf(entry.source);
  const dist = objectOf(entry.dist);
  const commit = stringOf(reference) ?? stringOf(dist.reference);
  // There are no hashes as a rule: the commit is what tells one archive of a version from another.
  const known = commit !== undefined && /^[0-9a-f]{40}$/.test(commit) ? { commit } : {};
  const registry = stringOf(entry['notification-url']);
  if (registry !== undefined) return { type: 'registry', host: sourceOf(registry).host, ...known };
  const address = stringOf(url) ?? stringOf(dist.url);
  if (dist.type === 'path') return { type: 'path', host: null, location: stringOf(dist.url) ?? '' };
  if (address === undefined) return { ...unnamedRegistry, ...known };
  if (type !== 'git' && type !== undefined) return { type: 'unknown', host: null };
  const found = sourceOf(type === 'git' && /^[a-z]+:\/\//.test(address) ? `git+${address}` : address);
  return found.type === 'git' && commit !== undefined ? { ...found, commit } : found;
}
