import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Package, Requirement } from '../../system/facts.ts';
import { isObject, objectOf, parseJsonObject, stringOf } from '../json-value.ts';
import type { JsonObject } from '../json-value.ts';
import { byLine, Keys, lockedPackage, lockfileFact, lockText, requirementFact } from '../locked-package.ts';
import { KeyLines } from '../package-lock/key-lines.ts';
import { unnamedRegistry } from '../package-source.ts';
import { withReach } from '../reach.ts';
import { TextLines } from '../text-lines.ts';
import { remoteModules } from './remote-modules.ts';

/** Packages of npm and JSR; version 3 has them below `packages`. Of modules from plain addresses there is a hash a file. */
export function readDenoLock(file: SourceFile): Reading {
  const text = lockText(file);
  const root = parseJsonObject(text);
  const version = stringOf(root.version);
  if (version === undefined || !/^[2-5]$/.test(version))
    throw new Unreadable('unsupported-version', 'Lockfile version is none of 2 to 5');
  const holder = objectOf(root.packages ?? root);
  const npm = objectOf(version === '2' ? objectOf(root.npm).packages : holder.npm);
  const specifiers = objectOf(version === '2' ? objectOf(root.npm).specifiers : holder.specifiers);
  const keys = new Keys();
  const read = (group: JsonObject, prefix: string): readonly Package[] => {
    const lines = new KeyLines(text);
    return Object.entries(group).flatMap(([id, entry]) => packageOf(id, entry, prefix, keys, lines));
  };
  const found = [...read(objectOf(holder.jsr), 'jsr:'), ...read(npm, '')];
  const known = new Set(found.map(({ key }) => key));
  const byName = new Map(found.toReversed().map(({ name, key }) => [name, key]));
  const answer = (needed: string): readonly string[] => {
    const plain = needed.replace(/^npm:/, '');
    const said = keyOf(needed, specifiers[needed]);
    // An alias stands before the package it is for.
    const name = /^(?:.+@npm:)?((?:jsr:)?@?[^@]+)/.exec(plain)?.[1] ?? '';
    const key = known.has(plain) ? plain : known.has(said) ? said : byName.get(name);
    return key === undefined ? [] : [key];
  };
  const packages = found.map((each) =>
    each.requires ? { ...each, requires: [...new Set(each.requires.flatMap(answer))] } : each,
  );
  const importers = importersOf(objectOf(root.workspace), specifiers);
  const requirements = requirementsOf(importers, specifiers, known, text);
  return {
    facts: byLine<Package | Requirement | ReturnType<typeof lockfileFact>>([
      lockfileFact({ ecosystem: 'npm', manager: 'deno', version, importers: [...importers.keys()] }),
      ...requirements,
      ...withReach(packages, requirements),
      ...remoteModules(objectOf(root.remote), keys, text),
    ]),
  };
}

/** `name@1.0.0_peer@2.0.0`: the peers that it was built with stand behind the version. */
function packageOf(
  id: string,
  entry: unknown,
  prefix: string,
  keys: Keys,
  lines: KeyLines,
): readonly Package[] {
  const found = /^(@?[^@]+)@([^_]+)/.exec(id);
  if (!found || !isObject(entry)) return [];
  const hash = stringOf(entry.integrity);
  const [, name = '', version = ''] = found;
  const needed = [entry.dependencies, entry.optionalDependencies].flatMap((list) =>
    Array.isArray(list) ? list : Object.values(objectOf(list)),
  );
  return [
    lockedPackage('npm', {
      name: prefix + name,
      version,
      key: keys.of(`${prefix}${id}`),
      source: unnamedRegistry,
      integrity: hash === undefined ? [] : [/^[0-9a-f]{64}$/.test(hash) ? `sha256:${hash}` : hash],
      requires: needed.flatMap((each) => stringOf(each) ?? []),
      line: lines.next(id, '{'),
    }),
  ];
}

/** What each folder's `deno.json` and `package.json` ask for; before version 3 nobody says who asks. */
function importersOf(workspace: JsonObject, specifiers: JsonObject): ReadonlyMap<string, readonly string[]> {
  const askedIn = (holder: JsonObject): readonly string[] =>
    [holder.dependencies, objectOf(holder.packageJson).dependencies].flatMap((list) =>
      Array.isArray(list) ? list.flatMap((each) => stringOf(each) ?? []) : [],
    );
  const members = Object.entries(objectOf(workspace.members)).map(
    ([folder, member]) => [folder.replace(/^\.\//, ''), askedIn(objectOf(member))] as const,
  );
  const isSaid =
    Array.isArray(workspace.dependencies) || isObject(workspace.packageJson) || members.length > 0;
  return new Map([['', isSaid ? askedIn(workspace) : Object.keys(specifiers)], ...members]);
}

/** `npm:chalk@^5`: what is asked for, and the version that answers it, from version 4 on without the name. */
function requirementsOf(
  importers: ReadonlyMap<string, readonly string[]>,
  specifiers: JsonObject,
  known: ReadonlySet<string>,
  text: string,
): readonly Requirement[] {
  const lines = new TextLines(text);
  const at = new Map(
    Object.keys(specifiers).map((written) => [written, lines.next(JSON.stringify(written))]),
  );
  return [...importers].flatMap(([importer, asked]) =>
    asked.flatMap((written) => {
      const [, scheme = '', name = '', specifier = ''] = parts.exec(written) ?? [];
      const line = at.get(written);
      if (name === '' || line === undefined) return [];
      const key = keyOf(written, specifiers[written]);
      return requirementFact('npm', {
        name: (scheme === 'jsr' ? 'jsr:' : '') + name,
        specifier,
        importer,
        resolved: known.has(key) ? key : undefined,
        line,
      });
    }),
  );
}

const parts = /^(?:(npm|jsr):)?(@?[^@]+)(?:@(.*))?$/;

function keyOf(written: string, answer: unknown): string {
  const [, scheme = '', name = ''] = parts.exec(written) ?? [];
  const said = stringOf(answer) ?? '';
  return /^\d/.test(said) ? `${scheme === 'jsr' ? 'jsr:' : ''}${name}@${said}` : said.replace(/^npm:/, '');
}
