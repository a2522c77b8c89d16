import { parse } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Fact, Override, Package, Requirement } from '../../system/facts.ts';
import { isObject, objectOf, stringEntries, stringOf } from '../json-value.ts';
import type { JsonObject } from '../json-value.ts';
import { byLine, lockedPackage, lockfileFact, lockText, requirementFact } from '../locked-package.ts';
import { overriddenName } from '../package-override.ts';
import { sourceOf, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { withReach } from '../reach.ts';
import { TextLines } from '../text-lines.ts';

const groups = {
  dependencies: 'prod',
  devDependencies: 'dev',
  optionalDependencies: 'optional',
  peerDependencies: 'peer',
} as const;

/** JSON with commas at the end: workspaces with what they ask for, then packages as lists. */
export function readBunLock(file: SourceFile): Reading {
  const text = lockText(file);
  const root = parseLoose(text);
  const version = root.lockfileVersion;
  if (version !== 0 && version !== 1)
    throw new Unreadable('unsupported-version', 'Lockfile version is neither 0 nor 1');
  const lines = new TextLines(text);
  const packages = objectOf(root.packages);
  const requirements = requirementsOf(objectOf(root.workspaces), packages, lines);
  const facts: Fact[] = [
    ...requirements,
    ...overridesOf(root.overrides, lines),
    ...withReach(
      Object.entries(packages).flatMap(([key, entry]) => packageOf(key, entry, packages, root, lines)),
      requirements,
    ),
  ];
  const importers = Object.keys(objectOf(root.workspaces));
  return {
    facts: [
      lockfileFact({ ecosystem: 'npm', manager: 'bun', version: String(version), importers }),
      ...byLine(facts),
    ],
  };
}

function parseLoose(text: string): JsonObject {
  let value: unknown;
  try {
    // Commas at the end are all that parts it from JSON, and `JSON.parse` is many times faster.
    value = JSON.parse(text.replace(/,(?=\s*[}\]])/g, ''));
  } catch {
    const errors: ParseError[] = [];
    try {
      value = parse(text, errors, { allowTrailingComma: true });
    } catch (error) {
      if (error instanceof RangeError) throw new Unreadable('too-deep', 'JSON is nested too deeply');
      throw error;
    }
    if (errors.length > 0) throw new Unreadable('unparsable', 'Invalid JSON');
  }
  if (!isObject(value)) throw new Unreadable('unparsable', 'The file is JSON, but not an object');
  return value;
}

function requirementsOf(
  workspaces: JsonObject,
  packages: JsonObject,
  lines: TextLines,
): readonly Requirement[] {
  return Object.entries(workspaces).flatMap(([importer, workspace]) => {
    lines.next(`${JSON.stringify(importer)}: {`);
    const name = stringOf(objectOf(workspace).name) ?? '';
    return Object.entries(objectOf(workspace)).flatMap(([field, wanted]) => {
      if (!isGroup(field)) return [];
      return stringEntries(wanted).map(([needed, specifier]) =>
        requirementFact('npm', {
          name: needed,
          specifier,
          group: groups[field],
          importer,
          resolved: specifier.startsWith('workspace:') ? undefined : answerOf(name, needed, packages),
          line: lines.next(`${JSON.stringify(needed)}: `),
        }),
      );
    });
  });
}

function isGroup(field: string): field is keyof typeof groups {
  return Object.hasOwn(groups, field);
}

/** Keys are paths of names: `a/b` is the `b` that only `a` gets, `b` the one for all others. */
function answerOf(owner: string, needed: string, packages: JsonObject): string | undefined {
  for (let at = owner; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    if (Object.hasOwn(packages, `${at}/${needed}`)) return `${at}/${needed}`;
  }
  return Object.hasOwn(packages, needed) ? needed : undefined;
}

function packageOf(
  key: string,
  entry: unknown,
  packages: JsonObject,
  root: JsonObject,
  lines: TextLines,
): readonly Package[] {
  const line = lines.next(`${JSON.stringify(key)}: [`);
  if (!Array.isArray(entry)) return [];
  const [, name = '', reference = ''] = /^(@?[^@]+)@(.*)$/s.exec(stringOf(entry[0]) ?? '') ?? [];
  if (name === '') return [];
  const versioned = /^\d/.test(reference);
  const details = entry.find(isObject) ?? {};
  const needed = ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((field) =>
    Object.keys(objectOf(details[field])),
  );
  const last = stringOf(entry.at(-1));
  const isBuilt = Array.isArray(root.trustedDependencies) && root.trustedDependencies.includes(name);
  const found = lockedPackage('npm', {
    name,
    version: versioned ? reference : '',
    key,
    source: sourceOfEntry(reference, versioned, stringOf(entry[1])),
    integrity: last !== undefined && /^sha\d+-/.test(last) ? [last] : [],
    requires: needed.flatMap((each) => answerOf(key, each, packages) ?? []),
    line,
  });
  return [isBuilt ? { ...found, installScript: true } : found];
}

function sourceOfEntry(reference: string, versioned: boolean, second: string | undefined): PackageSource {
  if (versioned) {
    // An address of the archive stands in the second place when the registry is not the usual one.
    const host = second === undefined || second === '' ? null : sourceOf(second).host;
    return host === null ? unnamedRegistry : { type: 'registry', host: host.split('/')[0] ?? host };
  }
  if (reference.startsWith('workspace:'))
    return { type: 'workspace', host: null, location: reference.slice('workspace:'.length) };
  return /^(?:root|link):/.test(reference) ? { type: 'path', host: null } : sourceOf(reference);
}

function overridesOf(overrides: unknown, lines: TextLines): readonly Override[] {
  return stringEntries(overrides).map(([selector, specifier]) => ({
    kind: 'override',
    ecosystem: 'npm',
    selector,
    name: overriddenName(selector),
    specifier,
    line: lines.next(`${JSON.stringify(selector)}: `),
  }));
}
