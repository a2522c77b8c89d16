import { Unreadable } from './format.ts';
import type { SourceFile } from './format.ts';
import type { Ecosystem, Lockfile, Package, Requirement } from '../system/facts.ts';
import { conflictLine } from './lines.ts';
import { unnamedRegistry } from './package-source.ts';
import type { PackageSource } from './package-source.ts';
import { withoutCredentials } from './without-credentials.ts';

/** What a lockfile says of one package; what it does not say is null or left out. */
export interface Entry {
  readonly name: string;
  readonly version: string;
  readonly line: number;
  readonly key?: string;
  readonly direct?: boolean | null;
  readonly dev?: boolean | null;
  readonly optional?: boolean;
  readonly source?: PackageSource;
  readonly integrity?: readonly string[];
  readonly requires?: readonly string[];
  readonly engines?: Package['engines'];
  /** runs code of its own when it is installed */
  readonly installScript?: boolean;
  readonly namespaces?: Package['namespaces'];
  readonly repository?: Package['repository'];
  readonly replaces?: Package['replaces'];
}

/** A fact in the making. Fields are set one by one: spreading object after object costs more than all the reading. */
export type Open<T> = { -readonly [K in keyof T]: T[K] };

export function lockedPackage(ecosystem: Ecosystem, entry: Entry): Package {
  const { name, version, line, requires = [] } = entry;
  const found: Open<Package> = {
    kind: 'package',
    ecosystem,
    name,
    version,
    direct: entry.direct ?? null,
    dev: entry.dev ?? null,
    source: entry.source ?? unnamedRegistry,
    integrity: entry.integrity ?? [],
    key: entry.key ?? `${name}@${version}`,
    line,
  };
  if (entry.optional === true) found.optional = true;
  if (requires.length > 0) found.requires = requires;
  if (entry.installScript === true) found.installScript = true;
  if (entry.engines) found.engines = entry.engines;
  if (entry.namespaces) found.namespaces = entry.namespaces;
  if (entry.repository !== undefined) found.repository = entry.repository;
  if (entry.replaces !== undefined) found.replaces = entry.replaces;
  return found;
}

export interface LockfileEntry {
  readonly ecosystem: Ecosystem;
  readonly manager: string;
  readonly version: string;
  readonly importers?: readonly string[] | null;
  readonly holds?: Lockfile['holds'];
}

export function lockfileFact({ ecosystem, manager, version, importers, holds }: LockfileEntry): Lockfile {
  return {
    kind: 'lockfile',
    ecosystem,
    manager,
    version,
    importers: importers ?? null,
    ...(holds === undefined ? {} : { holds }),
    line: 1,
  };
}

export interface RequirementEntry {
  readonly name: string;
  readonly specifier: string;
  readonly line: number;
  readonly group?: Requirement['group'];
  readonly importer?: string;
  readonly resolved?: string | undefined;
}

export function requirementFact(ecosystem: Ecosystem, entry: RequirementEntry): Requirement {
  const { name, specifier, line, group = 'prod', importer, resolved } = entry;
  return {
    kind: 'requirement',
    ecosystem,
    name,
    specifier,
    group,
    ...(importer === undefined ? {} : { importer }),
    ...(resolved === undefined ? {} : { resolved }),
    line,
  };
}

/** The text without credentials. Throws {@link Unreadable} for merge conflicts and for what is no text. */
export function lockText({ text }: SourceFile): string {
  if (text.includes('\0')) throw new Unreadable('encoding', 'The file holds NUL bytes: it is no text');
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  return withoutCredentials(text);
}

/** Keys must be unique in a file: a second of the same name gets a number. */
export class Keys {
  readonly #counts = new Map<string, number>();

  of(key: string): string {
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count === 1 ? key : `${key}#${count}`;
  }
}

/** Facts in order of line. */
export function byLine<T extends { readonly line: number }>(facts: readonly T[]): readonly T[] {
  return facts.toSorted((a, b) => a.line - b.line);
}

/** Values by key, in order. */
export function listsBy<T>(all: Iterable<T>, keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    const known = found.get(key);
    if (known) known.push(each);
    else found.set(key, [each]);
  }
  return found;
}
