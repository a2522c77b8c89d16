import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Package, Requirement } from '../../system/facts.ts';
import type { BlockMemory } from '../block-memory.ts';
import { byLine, Keys, listsBy, lockedPackage, lockfileFact, lockText } from '../locked-package.ts';
import { sourceOf, unknownSource } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { projectName } from '../python-names.ts';
import { withReach } from '../reach.ts';
import { tablesOfField, textOfField } from '../toml-blocks.ts';
import type { TomlBlock, TomlField } from '../toml-blocks.ts';
import type { TomlEntry } from '../toml-lock.ts';
import { parseTomlPackages, scanTomlPackages } from '../toml-packages.ts';
import { memberRequirements } from './members.ts';

/** What an entry says by itself, whatever stands around it. Lines count from its heading. */
export interface UvRecord {
  readonly name: string;
  readonly version: string;
  readonly source: PackageSource;
  /** folder of a package of the repository, relative to the lockfile */
  readonly folder: string | null;
  readonly integrity: readonly string[];
  /** there is no wheel of it: it is built where it is installed */
  readonly built: boolean;
  /** `{ name, version? }` of what it needs, extras included */
  readonly needs: readonly ReadonlyMap<string, string>[];
  readonly entry: TomlEntry;
}

export interface UvEntry extends UvRecord {
  readonly key: string;
  readonly line: number;
}

/** Packages of the repository are in it like all others, with what their manifests ask for. */
export async function readUvLock(file: SourceFile, memory: BlockMemory = new Map()): Promise<Reading> {
  const text = lockText(file);
  const reader = { read: readEntry };
  const { others, packages } =
    scanTomlPackages(text, memory, reader) ?? (await parseTomlPackages(text, reader));
  const version = others[0]?.fields.get('version')?.raw ?? '';
  if (version !== '1') throw new Unreadable('unsupported-version', 'Lockfile version is not 1');
  const revision = others[0]?.fields.get('revision')?.raw;
  const keys = new Keys();
  const all = packages.map(({ made, line }) => ({
    ...made,
    key: keys.of(`${made.name}@${made.version}`),
    line,
  }));
  const byName = listsBy(all, ({ name }) => name);
  const members = new Set(membersOf(others));
  const own = all.filter(
    ({ name, folder }) => folder !== null && (members.size === 0 ? folder === '' : members.has(name)),
  );
  const requirements = own.flatMap((each) => memberRequirements(each, (needed) => answers(needed, byName)));
  return {
    facts: byLine<Package | Requirement | ReturnType<typeof lockfileFact>>([
      lockfileFact({
        ecosystem: 'pypi',
        manager: 'uv',
        version: revision === undefined ? version : `${version}.${revision}`,
        importers: own.flatMap(({ folder }) => folder ?? []),
      }),
      ...requirements,
      ...withReach(
        all.map((each) => packageOf(each, byName)),
        requirements,
      ),
    ]),
  };
}

function readEntry(entry: TomlEntry, line: number): UvRecord {
  const { fields } = entry.block;
  const written = textOfField(fields.get('name'));
  if (written === undefined) throw new Unreadable('unparsable', `The package at line ${line} has no name`);
  const extras = (entry.below.get('optional-dependencies') ?? []).flatMap((block) => [
    ...block.fields.values(),
  ]);
  return {
    name: projectName(written),
    built: fields.has('sdist') && !fields.has('wheels') && !entry.below.has('wheels'),
    // What is built from a folder may have no version until it is built.
    version: textOfField(fields.get('version')) ?? '',
    ...sourceOfField(fields.get('source')),
    integrity: [...hashesIn(fields.get('sdist')), ...hashesIn(fields.get('wheels'))],
    needs: [fields.get('dependencies'), ...extras].flatMap(tablesOfField),
    entry,
  };
}

/** Of `hash = "sha256:…"`, one an artefact: most of the file, so they are looked for and nothing else. */
function hashesIn(field: TomlField | undefined): readonly string[] {
  const raw = field?.raw ?? '';
  const found: string[] = [];
  const mark = 'hash = "';
  for (let at = raw.indexOf(mark); at !== -1; at = raw.indexOf(mark, at)) {
    const end = raw.indexOf('"', at + mark.length);
    if (end === -1) break;
    found.push(raw.slice(at + mark.length, end));
    at = end;
  }
  return found;
}

function membersOf(blocks: readonly TomlBlock[]): readonly string[] {
  const manifest = blocks.find(({ path }) => path === 'manifest');
  const members = manifest?.fields.get('members')?.raw ?? '';
  return [...members.matchAll(/"([^"\\]+)"/g)].map(([, name = '']) => projectName(name));
}

/** Keys of the entries that a `{ name, version?, source? }` refers to. */
function answers(
  needed: ReadonlyMap<string, string>,
  byName: ReadonlyMap<string, readonly UvEntry[]>,
): readonly UvEntry[] {
  const candidates = byName.get(projectName(needed.get('name') ?? '')) ?? [];
  const version = needed.get('version');
  return version === undefined ? candidates : candidates.filter((each) => each.version === version);
}

function packageOf(each: UvEntry, byName: ReadonlyMap<string, readonly UvEntry[]>): Package {
  const requires = each.needs.flatMap((needed) => answers(needed, byName).map((other) => other.key));
  return lockedPackage('pypi', {
    name: each.name,
    version: each.version,
    key: each.key,
    source: each.source,
    integrity: each.integrity,
    installScript: each.built,
    requires: [...new Set(requires)],
    line: each.line,
  });
}

function sourceOfField(field: TomlField | undefined): { source: PackageSource; folder: string | null } {
  const found = /^\{\s*([\w-]+)\s*=\s*(?:"([^"\\]*)"|true)/.exec(field?.raw ?? '');
  const [, kind = '', value = ''] = found ?? [];
  if (kind === 'editable' || kind === 'virtual' || kind === 'workspace')
    return {
      source: { type: 'workspace', host: null, location: value },
      folder: value === '.' ? '' : value.replace(/^\.\//, ''),
    };
  return { source: sourceOfKind(kind, value), folder: null };
}

function sourceOfKind(kind: string, value: string): PackageSource {
  if (kind === 'registry') {
    const { host } = sourceOf(value);
    return { type: 'registry', host };
  }
  if (kind === 'git') return sourceOf(`git+${value}`);
  if (kind === 'url') return sourceOf(value);
  return kind === 'path' || kind === 'directory'
    ? { type: 'path', host: null, location: value }
    : unknownSource;
}
