import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Package, Requirement } from '../../system/facts.ts';
import { byLine, Keys, listsBy, lockedPackage, lockfileFact } from '../locked-package.ts';
import { sourceOf, unknownSource } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { projectName } from '../python-names.ts';
import { withReach } from '../reach.ts';
import { tablesOfField, textOfField } from '../toml-blocks.ts';
import type { TomlBlock, TomlField } from '../toml-blocks.ts';
import { tomlEntries, tomlLockBlocks } from '../toml-lock.ts';
import type { TomlEntry } from '../toml-lock.ts';
import { memberRequirements } from './members.ts';

/** An entry with what is told of it at once. */
export interface UvEntry {
  readonly entry: TomlEntry;
  readonly name: string;
  readonly version: string;
  readonly key: string;
  readonly source: PackageSource;
  /** folder of a package of the repository, relative to the lockfile */
  readonly folder: string | null;
}

/** Packages of the repository are in it like all others, with what their manifests ask for. */
export async function readUvLock(file: SourceFile): Promise<Reading> {
  const blocks = await tomlLockBlocks(file);
  const version = blocks[0]?.fields.get('version')?.raw ?? '';
  if (version !== '1') throw new Unreadable('unsupported-version', 'Lockfile version is not 1');
  const revision = blocks[0]?.fields.get('revision')?.raw;
  const all = entriesOf(blocks);
  const byName = listsBy(all, ({ name }) => name);
  const members = new Set(membersOf(blocks));
  const own = all.filter(
    ({ name, folder }) => folder !== null && (members.size === 0 ? folder === '' : members.has(name)),
  );
  const requirements = own.flatMap((each) => memberRequirements(each, (needed) => answers(needed, byName)));
  const packages = all.map((each) => packageOf(each, byName));
  return {
    facts: byLine<Package | Requirement | ReturnType<typeof lockfileFact>>([
      lockfileFact({
        ecosystem: 'pypi',
        manager: 'uv',
        version: revision === undefined ? version : `${version}.${revision}`,
        importers: own.flatMap(({ folder }) => folder ?? []),
      }),
      ...requirements,
      ...withReach(packages, requirements),
    ]),
  };
}

function entriesOf(blocks: readonly TomlBlock[]): readonly UvEntry[] {
  const keys = new Keys();
  return tomlEntries(blocks, 'package').map((entry) => {
    const { fields, line } = entry.block;
    const written = textOfField(fields.get('name'));
    if (written === undefined) throw new Unreadable('unparsable', `The package at line ${line} has no name`);
    const name = projectName(written);
    // What is built from a folder may have no version until it is built.
    const version = textOfField(fields.get('version')) ?? '';
    const { source, folder } = sourceOfField(fields.get('source'));
    return { entry, name, version, key: keys.of(`${name}@${version}`), source, folder };
  });
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

function packageOf(
  { entry, name, version, key, source }: UvEntry,
  byName: ReadonlyMap<string, readonly UvEntry[]>,
): Package {
  const { fields, line } = entry.block;
  const extras = (entry.below.get('optional-dependencies') ?? []).flatMap((block) => [
    ...block.fields.values(),
  ]);
  const requires = [fields.get('dependencies'), ...extras].flatMap((field) =>
    tablesOfField(field).flatMap((needed) => answers(needed, byName).map((other) => other.key)),
  );
  const artefacts = [fields.get('sdist'), fields.get('wheels')].flatMap((field) =>
    [...(field?.raw ?? '').matchAll(/\bhash\s*=\s*"([^"\\]+)"/g)].map(([, hash = '']) => hash),
  );
  return lockedPackage('pypi', {
    name,
    version,
    key,
    source,
    integrity: artefacts,
    requires: [...new Set(requires)],
    line,
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
