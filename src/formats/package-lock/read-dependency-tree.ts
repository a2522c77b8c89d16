import { Unreadable } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { isObject, objectOf, stringOf } from '../json-value.ts';
import type { JsonObject } from '../json-value.ts';
import { servedInstead, sourceOf, unknownSource, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import type { KeyLines } from './key-lines.ts';

const deepest = 200;

/** One level of the nested tree, with the level around it: where a name is looked up next. */
interface Level {
  readonly entries: JsonObject;
  /** key of the package whose `dependencies` these are, with a `/` */
  readonly prefix: string;
  readonly outer?: Level;
}

/** The `dependencies` of version 1: nested the way the packages are on disk. Keys are names joined by `/`. */
export function readDependencyTree(dependencies: unknown, keys: KeyLines): readonly Package[] {
  const packages: Package[] = [];
  readLevel({ entries: objectOf(dependencies), prefix: '' }, keys, packages, 0);
  return packages;
}

function readLevel(level: Level, keys: KeyLines, packages: Package[], depth: number): void {
  if (depth > deepest)
    throw new Unreadable('too-deep', `Packages are nested more than ${deepest} levels deep`);
  for (const [name, entry] of Object.entries(level.entries)) {
    if (!isObject(entry)) continue;
    const key = level.prefix + name;
    const line = keys.next(name, '{');
    const inner: Level = { entries: objectOf(entry.dependencies), prefix: `${key}/`, outer: level };
    packages.push(packageOf(name, key, entry, line, inner));
    readLevel(inner, keys, packages, depth + 1);
  }
}

function packageOf(name: string, key: string, entry: JsonObject, line: number, inner: Level): Package {
  const written = stringOf(entry.version) ?? '';
  const alias = /^npm:(.+)@([^@]*)$/.exec(written);
  const needed = Object.keys(objectOf(entry.requires)).flatMap((wanted) => lookUp(inner, wanted) ?? []);
  const integrity = stringOf(entry.integrity);
  const version = alias?.[2] ?? (/^\d/.test(written) ? written : '');
  const serves =
    version === '' ? undefined : servedInstead(stringOf(entry.resolved) ?? '', alias?.[1] ?? name, version);
  return {
    kind: 'package',
    ecosystem: 'npm',
    name: alias?.[1] ?? name,
    // A package that is not from a registry has its address in the place of a version.
    version,
    direct: null,
    dev: entry.dev === true,
    ...(entry.optional === true ? { optional: true } : {}),
    source: sourceOfEntry(entry, alias ? '' : written),
    integrity: integrity === undefined ? [] : integrity.split(/\s+/),
    ...(needed.length > 0 ? { requires: needed } : {}),
    ...(serves === undefined ? {} : { serves }),
    key,
    line,
  };
}

function sourceOfEntry(entry: JsonObject, version: string): PackageSource {
  const resolved = stringOf(entry.resolved);
  if (resolved !== undefined) return sourceOf(resolved);
  if (version !== '' && !/^\d/.test(version)) return sourceOf(version);
  return entry.bundled === true || entry.integrity === undefined ? unknownSource : unnamedRegistry;
}

function lookUp(level: Level, name: string): string | undefined {
  for (let at: Level | undefined = level; at; at = at.outer) {
    if (Object.hasOwn(at.entries, name) && isObject(at.entries[name])) return at.prefix + name;
  }
  return undefined;
}
