import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { isObject, objectOf, parseJsonObject, stringOf } from '../json-value.ts';
import type { JsonObject } from '../json-value.ts';
import { KeyLines } from '../package-lock/key-lines.ts';
import { Keys, lockedPackage, lockfileFact, lockText } from '../locked-package.ts';
import { sourceOf, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { projectName } from '../python-names.ts';

/** `default` is for production, `develop` for development; other keys are categories that a team made up. */
export function readPipfileLock(file: SourceFile): Reading {
  const text = lockText(file);
  const root = parseJsonObject(text);
  const meta = objectOf(root._meta);
  const version = meta['pipfile-spec'];
  if (version !== undefined && version !== 6)
    throw new Unreadable('unsupported-version', 'Specification of the lockfile is not 6');
  const lines = new KeyLines(text);
  const hosts = hostsOf(meta.sources);
  const keys = new Keys();
  const packages = Object.entries(root).flatMap(([category, group]): Package[] => {
    if (category === '_meta' || !isObject(group)) return [];
    lines.next(category, '{');
    return Object.entries(group).flatMap(([written, entry]): Package[] => {
      if (!isObject(entry)) return [];
      const name = projectName(written);
      const version = (stringOf(entry.version) ?? '').replace(/^={2,3}|^\*$/, '');
      return [
        lockedPackage('pypi', {
          name,
          version,
          key: keys.of(`${name}@${version}`),
          dev: category === 'default' ? false : category === 'develop' ? true : null,
          source: sourceOfEntry(entry, hosts),
          integrity: Array.isArray(entry.hashes)
            ? entry.hashes.filter((hash): hash is string => typeof hash === 'string')
            : [],
          line: lines.next(written, '{'),
        }),
      ];
    });
  });
  return { facts: [lockfileFact({ ecosystem: 'pypi', manager: 'pipenv', version: '6' }), ...packages] };
}

function hostsOf(sources: unknown): ReadonlyMap<string, string | null> {
  const all = Array.isArray(sources) ? sources.filter(isObject) : [];
  return new Map(
    all.map((source) => [stringOf(source.name) ?? '', sourceOf(stringOf(source.url) ?? '').host]),
  );
}

function sourceOfEntry(entry: JsonObject, hosts: ReadonlyMap<string, string | null>): PackageSource {
  const git = stringOf(entry.git);
  if (git !== undefined)
    return sourceOf(`${git.startsWith('git+') ? git : `git+${git}`}#${stringOf(entry.ref) ?? ''}`);
  const path = stringOf(entry.path);
  if (path !== undefined) return { type: 'path', host: null, location: path };
  const file = stringOf(entry.file);
  if (file !== undefined) return sourceOf(file);
  const host = hosts.get(stringOf(entry.index) ?? '');
  return host === undefined ? unnamedRegistry : { type: 'registry', host };
}
