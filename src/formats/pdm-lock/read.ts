import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { Keys, listsBy, lockedPackage, lockfileFact } from '../locked-package.ts';
import { isSourceOnly } from '../source-archives.ts';
import { sourceOf, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { groupOfExtra, projectName, pythonRequirement } from '../python-names.ts';
import { textOfField, textsOfField } from '../toml-blocks.ts';
import type { TomlBlock } from '../toml-blocks.ts';
import { tomlEntries, tomlLockBlocks } from '../toml-lock.ts';

/** Entries of one package with different extras stand apart; they are told from one another by number. */
export async function readPdmLock(file: SourceFile): Promise<Reading> {
  const blocks = await tomlLockBlocks(file);
  const metadata = blocks.find(({ path }) => path === 'metadata');
  const version = textOfField(metadata?.fields.get('lock_version'));
  const entries = tomlEntries(blocks, 'package');
  if (version === undefined ? entries.length > 0 : !/^[34]\./.test(version))
    throw new Unreadable('unsupported-version', 'Lockfile version is none of 3.x and 4.x');
  const keys = new Keys();
  const all = entries.map(({ block }) => {
    const name = projectName(textOfField(block.fields.get('name')) ?? '');
    const locked = textOfField(block.fields.get('version'));
    if (name === '' || locked === undefined)
      throw new Unreadable('unparsable', `The package at line ${block.line} has no name or no version`);
    return { block, name, version: locked, key: keys.of(`${name}@${locked}`) };
  });
  const byName = listsBy(all, ({ name }) => name);
  // Before version 4.5 the hashes of all files stood at the end.
  const hashes = blocks.find(({ path }) => path === 'metadata.files');
  const packages = all.map(({ block, name, version: locked, key }) => {
    const groups = textsOfField(block.fields.get('groups'));
    const needed = textsOfField(block.fields.get('dependencies')).flatMap(
      (text) => byName.get(pythonRequirement(text)?.name ?? '') ?? [],
    );
    const files = block.fields.get('files') ?? hashes?.fields.get(`${name} ${locked}`);
    return lockedPackage('pypi', {
      name,
      version: locked,
      key,
      // Another group may be one for development or an extra: the manifest says, or its name.
      dev: groups.includes('default') ? false : isForDevelopment(groups) ? true : null,
      source: sourceOfBlock(block),
      integrity: textsOfField(files).filter((text) => /^[a-z0-9]+:[0-9a-f]{32,}$/.test(text)),
      installScript: isSourceOnly(files?.raw ?? ''),
      requires: [...new Set(needed.map((other) => other.key))].filter((other) => other !== key),
      line: block.line,
    });
  });
  return {
    facts: [lockfileFact({ ecosystem: 'pypi', manager: 'pdm', version: version ?? '' }), ...packages],
  };
}

function isForDevelopment(groups: readonly string[]): boolean {
  return groups.length > 0 && groups.every((group) => groupOfExtra(group) === 'dev');
}

function sourceOfBlock({ fields }: TomlBlock): PackageSource {
  const text = (key: string): string | undefined => textOfField(fields.get(key));
  const git = text('git');
  if (git !== undefined) return sourceOf(`git+${git}#${text('revision') ?? ''}`);
  const path = text('path');
  if (path !== undefined) return { type: 'path', host: null, location: path };
  const url = text('url');
  return url === undefined ? unnamedRegistry : sourceOf(url);
}
