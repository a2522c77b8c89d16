import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { Keys, listsBy, lockedPackage, lockfileFact } from '../locked-package.ts';
import { sourceOf, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { projectName } from '../python-names.ts';
import { tablesOfField, textOfField } from '../toml-blocks.ts';
import { tomlEntries, tomlLockBlocks } from '../toml-lock.ts';
import type { TomlEntry } from '../toml-lock.ts';

/** Tools write the parts of a package inline or as tables of their own; both are allowed. */
export async function readPylock(file: SourceFile): Promise<Reading> {
  const blocks = await tomlLockBlocks(file);
  const version = textOfField(blocks[0]?.fields.get('lock-version'));
  if (version === undefined || !version.startsWith('1.'))
    throw new Unreadable('unsupported-version', 'Lockfile version is not 1.x');
  const keys = new Keys();
  const all = tomlEntries(blocks, 'packages').map((entry) => {
    const { fields, line } = entry.block;
    const name = projectName(textOfField(fields.get('name')) ?? '');
    if (name === '') throw new Unreadable('unparsable', `The package at line ${line} has no name`);
    const locked = textOfField(fields.get('version')) ?? '';
    return { entry, name, version: locked, line, key: keys.of(`${name}@${locked}`) };
  });
  const byName = listsBy(all, ({ name }) => name);
  const packages = all.map(({ entry, name, version: locked, line, key }) => {
    const needed = [
      ...tablesOfField(entry.block.fields.get('dependencies')).map((each) => each.get('name')),
      ...(entry.below.get('dependencies') ?? []).map(({ fields }) => textOfField(fields.get('name'))),
    ];
    const requires = needed.flatMap((other) => byName.get(projectName(other ?? '')) ?? []);
    return lockedPackage('pypi', {
      name,
      version: locked,
      key,
      // Groups are for who works on the project; extras for who installs it.
      dev: forGroupsOnly.test(textOfField(entry.block.fields.get('marker')) ?? '') ? true : null,
      source: sourceOfEntry(entry),
      integrity: hashesOf(entry),
      installScript: has(entry, 'sdist') && !has(entry, 'wheels'),
      requires: [...new Set(requires.map((other) => other.key))],
      line,
    });
  });
  return { facts: [lockfileFact({ ecosystem: 'pypi', manager: 'pylock', version }), ...packages] };
}

const forGroupsOnly =
  /^\(?["'][\w.-]{1,80}["'] in dependency_groups(?: or ["'][\w.-]{1,80}["'] in dependency_groups){0,20}\)?$/;

function has({ block, below }: TomlEntry, part: string): boolean {
  return block.fields.has(part) || below.has(part);
}

function hashesOf({ block, below }: TomlEntry): readonly string[] {
  const parts = ['sdist', 'wheels', 'archive'];
  const inline = parts.map((part) => block.fields.get(part)?.raw ?? '');
  const tables = parts.flatMap((part) =>
    [part, `${part}.hashes`].flatMap((path) =>
      (below.get(path) ?? []).flatMap(({ fields }) =>
        [...fields].map(([key, { raw }]) => (key === 'hashes' ? raw : `${key} = ${raw}`)),
      ),
    ),
  );
  return [...inline, ...tables].flatMap((raw) =>
    [...raw.matchAll(/\b(sha\d+|md5|blake2b)"?\s*=\s*["']([0-9a-f]{32,})["']/g)].map(
      ([, algorithm = '', hash = '']) => `${algorithm}:${hash}`,
    ),
  );
}

function sourceOfEntry({ block, below }: TomlEntry): PackageSource {
  const part = (name: string): ReadonlyMap<string, string> | undefined => {
    const table = below.get(name)?.[0];
    if (table) return new Map([...table.fields].map(([key, field]) => [key, textOfField(field) ?? '']));
    return tablesOfField(block.fields.get(name))[0];
  };
  const vcs = part('vcs');
  if (vcs) return sourceOf(`git+${vcs.get('url') ?? ''}#${vcs.get('commit-id') ?? ''}`);
  const folder = part('directory');
  if (folder) return { type: 'path', host: null, location: folder.get('path') ?? '' };
  const archive = part('archive') ?? (block.fields.has('archive') ? new Map<string, string>() : undefined);
  const url =
    archive?.get('url') ?? /\burl\s*=\s*"([^"\\]+)"/.exec(block.fields.get('archive')?.raw ?? '')?.[1];
  if (url !== undefined) return sourceOf(url);
  const index = textOfField(block.fields.get('index'));
  return index === undefined ? unnamedRegistry : { type: 'registry', host: sourceOf(index).host };
}
