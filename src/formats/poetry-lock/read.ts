import { Unreadable } from '../format.ts';
import type { PartialGap, Reading, SourceFile } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { Keys, listsBy, lockedPackage, lockfileFact } from '../locked-package.ts';
import { sourceOf, unknownSource, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { projectName } from '../python-names.ts';
import { textOfField, textsOfField } from '../toml-blocks.ts';
import type { TomlBlock } from '../toml-blocks.ts';
import { tomlEntries, tomlLockBlocks } from '../toml-lock.ts';
import type { TomlEntry } from '../toml-lock.ts';

/** Version 1 keeps the hashes of all files at its end and a category; 2 has files with the package, 2.1 groups. */
export async function readPoetryLock(file: SourceFile): Promise<Reading> {
  const blocks = await tomlLockBlocks(file);
  const metadata = blocks.find(({ path }) => path === 'metadata');
  // The first Poetry that wrote lockfiles put no version into them.
  const version = textOfField(metadata?.fields.get('lock-version')) ?? '1.0';
  if (!/^[12]\.\d+$/.test(version))
    throw new Unreadable('unsupported-version', 'Lockfile version is neither 1.x nor 2.x');
  const entries = tomlEntries(blocks, 'package');
  const detail = 'There is no metadata at the end: the file is cut off';
  const gaps: readonly PartialGap[] =
    entries.length > 0 && !metadata ? [{ reason: 'unparsable', detail }] : [];
  const hashes = blocks.filter(({ path }) => path === 'metadata.files' || path === 'metadata.hashes');
  return {
    facts: [lockfileFact({ ecosystem: 'pypi', manager: 'poetry', version }), ...packagesOf(entries, hashes)],
    gaps,
  };
}

function packagesOf(entries: readonly TomlEntry[], hashes: readonly TomlBlock[]): readonly Package[] {
  const keys = new Keys();
  const all = entries.map((entry) => {
    const { fields, line } = entry.block;
    const written = textOfField(fields.get('name')) ?? '';
    const version = textOfField(fields.get('version'));
    if (written === '' || version === undefined)
      throw new Unreadable('unparsable', `The package at line ${line} has no name or no version`);
    const name = projectName(written);
    return { entry, written, name, version, key: keys.of(`${name}@${version}`) };
  });
  const byName = listsBy(all, ({ name }) => name);
  return all.map(({ entry, written, name, version, key }) => {
    const { fields, line } = entry.block;
    const needed = entry.below.get('dependencies')?.flatMap((block) => [...block.fields.keys()]) ?? [];
    const requires = needed.flatMap((each) =>
      // `foo.version` is a key of a dependency that is a table of its own.
      (byName.get(projectName(each.split('.')[0] ?? '')) ?? []).map((other) => other.key),
    );
    const python = textOfField(fields.get('python-versions'));
    return lockedPackage('pypi', {
      name,
      version,
      key,
      dev: devOf(entry.block),
      optional: fields.get('optional')?.raw === 'true',
      source: sourceOfEntry(entry.below.get('source')?.[0]),
      integrity: hashesOf(entry.block, written, hashes),
      requires: [...new Set(requires)],
      ...(python === undefined || python === '*' ? {} : { engines: { python } }),
      line,
    });
  });
}

/** The `main` group is what production installs. */
function devOf({ fields }: TomlBlock): boolean | null {
  const category = textOfField(fields.get('category'));
  if (category !== undefined) return category === 'dev';
  const groups = textsOfField(fields.get('groups'));
  return groups.length === 0 ? null : !groups.includes('main');
}

function hashesOf({ fields }: TomlBlock, name: string, hashes: readonly TomlBlock[]): readonly string[] {
  const own = fields.get('files') ?? hashes.flatMap((block) => block.fields.get(name) ?? [])[0];
  return textsOfField(own).flatMap((text) =>
    /^[a-z0-9]+:[0-9a-f]{32,}$/.test(text) ? text : /^[0-9a-f]{64}$/.test(text) ? `sha256:${text}` : [],
  );
}

function sourceOfEntry(block: TomlBlock | undefined): PackageSource {
  if (!block) return unnamedRegistry;
  const type = textOfField(block.fields.get('type'));
  const url = textOfField(block.fields.get('url')) ?? '';
  const commit = textOfField(block.fields.get('resolved_reference'));
  if (type === 'directory' || type === 'file') return { type: 'path', host: null, location: url };
  if (type === 'git') return sourceOf(`git+${url}${commit === undefined ? '' : `#${commit}`}`);
  if (type === 'legacy') {
    const { host } = sourceOf(url);
    return { type: 'registry', host };
  }
  return type === 'url' ? sourceOf(url) : unknownSource;
}
