import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Package, Requirement } from '../../system/facts.ts';
import { isObject, objectOf, parseJsonObject, stringOf } from '../json-value.ts';
import type { JsonObject } from '../json-value.ts';
import { byLine, Keys, lockedPackage, lockfileFact, lockText, requirementFact } from '../locked-package.ts';
import { KeyLines } from '../package-lock/key-lines.ts';

/** By target framework; versions 1 and 2, the latter with versions that are managed centrally. */
export function readNugetLock(file: SourceFile): Reading {
  const text = lockText(file);
  const root = parseJsonObject(text);
  if (root.version !== 1 && root.version !== 2)
    throw new Unreadable('unsupported-version', 'Lockfile version is neither 1 nor 2');
  const lines = new KeyLines(text);
  const keys = new Keys();
  const facts: (Package | Requirement)[] = [];
  for (const [framework, group] of Object.entries(objectOf(root.dependencies))) {
    lines.next(framework, '{');
    const names = new Map(
      Object.keys(objectOf(group)).map((name) => [name.toLowerCase(), keys.of(`${framework}/${name}`)]),
    );
    for (const [name, entry] of Object.entries(objectOf(group))) {
      if (!isObject(entry)) continue;
      const line = lines.next(name, '{');
      facts.push(...entryFacts(name, entry, names, line));
    }
  }
  const lockfile = lockfileFact({
    ecosystem: 'nuget',
    manager: 'nuget',
    version: String(root.version),
    importers: [''],
  });
  return { facts: [lockfile, ...byLine(facts)] };
}

function entryFacts(
  name: string,
  entry: JsonObject,
  names: ReadonlyMap<string, string>,
  line: number,
): readonly (Package | Requirement)[] {
  const key = names.get(name.toLowerCase()) ?? name;
  const type = stringOf(entry.type);
  const hash = stringOf(entry.contentHash);
  const needed = Object.keys(objectOf(entry.dependencies)).flatMap(
    (each) => names.get(each.toLowerCase()) ?? [],
  );
  const direct = type === 'Direct';
  const found = lockedPackage('nuget', {
    name,
    version: stringOf(entry.resolved) ?? '',
    key,
    direct,
    ...(type === 'Project' ? { source: { type: 'workspace', host: null } as const } : {}),
    integrity: hash === undefined ? [] : [`sha512-${hash}`],
    requires: needed,
    line,
  });
  if (!direct) return [found];
  const specifier = stringOf(entry.requested) ?? '';
  return [requirementFact('nuget', { name, specifier, importer: '', resolved: key, line }), found];
}
