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

/** Packages of npm and JSR; version 3 has them below `packages`. Modules from plain addresses have hashes only. */
export function readDenoLock(file: SourceFile): Reading {
  const text = lockText(file);
  const root = parseJsonObject(text);
  const version = stringOf(root.version);
  if (version === undefined || !/^[2-5]$/.test(version))
    throw new Unreadable('unsupported-version', 'Lockfile version is none of 2 to 5');
  const holder = objectOf(root.packages ?? root);
  const npm = objectOf(version === '2' ? objectOf(root.npm).packages : holder.npm);
  const keys = new Keys();
  const read = (group: JsonObject, prefix: string): readonly Package[] => {
    const lines = new KeyLines(text);
    return Object.entries(group).flatMap(([id, entry]) => packageOf(id, entry, prefix, keys, lines));
  };
  const packages = [...read(objectOf(holder.jsr), 'jsr:'), ...read(npm, '')];
  const specifiers = objectOf(version === '2' ? objectOf(root.npm).specifiers : holder.specifiers);
  const requirements = requirementsOf(root, specifiers, new Set(packages.map(({ key }) => key)), text);
  return {
    facts: byLine<Package | Requirement | ReturnType<typeof lockfileFact>>([
      lockfileFact({ ecosystem: 'npm', manager: 'deno', version, importers: [''] }),
      ...requirements,
      ...withReach(packages, requirements),
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
  const needed = Array.isArray(entry.dependencies)
    ? entry.dependencies
    : Object.values(objectOf(entry.dependencies));
  return [
    lockedPackage('npm', {
      name: prefix + name,
      version,
      key: keys.of(`${prefix}${id}`),
      source: unnamedRegistry,
      integrity: hash === undefined ? [] : [/^[0-9a-f]{64}$/.test(hash) ? `sha256:${hash}` : hash],
      requires: needed.flatMap((each) => stringOf(each)?.replace(/^npm:/, '') ?? []),
      line: lines.next(id, '{'),
    }),
  ];
}

/** `npm:chalk@^5`: what is asked for, and the version that answers it, from version 4 on without the name. */
function requirementsOf(
  root: JsonObject,
  specifiers: JsonObject,
  known: ReadonlySet<string>,
  text: string,
): readonly Requirement[] {
  const listed = objectOf(root.workspace).dependencies;
  const asked: ReadonlySet<unknown> | null = Array.isArray(listed) ? new Set(listed) : null;
  const lines = new TextLines(text);
  return Object.entries(specifiers).flatMap(([written, answer]) => {
    const [, scheme = '', name = '', specifier = ''] =
      /^(?:(npm|jsr):)?(@?[^@]+)(?:@(.*))?$/.exec(written) ?? [];
    const line = lines.next(JSON.stringify(written));
    if (name === '' || (asked !== null && !asked.has(written))) return [];
    const prefix = scheme === 'jsr' ? 'jsr:' : '';
    const said = stringOf(answer) ?? '';
    const key = /^\d/.test(said) ? `${prefix}${name}@${said}` : said.replace(/^npm:/, '');
    return requirementFact('npm', {
      name: prefix + name,
      specifier,
      importer: '',
      resolved: known.has(key) ? key : undefined,
      line,
    });
  });
}
