import { Unreadable } from '../format.ts';
import type { PartialGap, Reading, SourceFile } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import type { BlockMemory } from '../block-memory.ts';
import { Keys, listsBy, lockedPackage, lockfileFact, lockText } from '../locked-package.ts';
import { isSourceOnly } from '../source-archives.ts';
import { sourceOf, unknownSource, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { projectName } from '../python-names.ts';
import { textOfField, textsOfField } from '../toml-blocks.ts';
import type { TomlBlock, TomlField } from '../toml-blocks.ts';
import type { TomlEntry } from '../toml-lock.ts';
import { parseTomlPackages, scanTomlPackages } from '../toml-packages.ts';
import type { PlacedPackage } from '../toml-packages.ts';

/** What an entry says by itself. */
interface Record {
  readonly written: string;
  readonly name: string;
  readonly version: string;
  readonly dev: boolean | null;
  readonly optional: boolean;
  readonly source: PackageSource;
  /** undefined where the hashes stand at the end of the file */
  readonly integrity: readonly string[] | undefined;
  /** there is no wheel of it: it is built where it is installed */
  readonly built: boolean;
  /** the interpreters that it is for */
  readonly python: string | undefined;
  /** names of what it needs */
  readonly needs: readonly string[];
}

/** Version 1 keeps the hashes of all files at its end and a category; 2 has files with the package, 2.1 groups. */
export async function readPoetryLock(file: SourceFile, memory: BlockMemory = new Map()): Promise<Reading> {
  const text = lockText(file);
  const reader = { read: readEntry };
  const { others, packages } =
    scanTomlPackages(text, memory, reader) ?? (await parseTomlPackages(text, reader));
  const metadata = others.find(({ path }) => path === 'metadata');
  // The first Poetry that wrote lockfiles put no version into them.
  const version = textOfField(metadata?.fields.get('lock-version')) ?? '1.0';
  if (!/^[12]\.\d+$/.test(version))
    throw new Unreadable('unsupported-version', 'Lockfile version is neither 1.x nor 2.x');
  const detail = 'There is no metadata at the end: the file is cut off';
  const gaps: readonly PartialGap[] =
    packages.length > 0 && !metadata ? [{ reason: 'unparsable', detail }] : [];
  const hashes = others.filter(({ path }) => path === 'metadata.files' || path === 'metadata.hashes');
  return {
    facts: [lockfileFact({ ecosystem: 'pypi', manager: 'poetry', version }), ...packagesOf(packages, hashes)],
    gaps,
  };
}

function readEntry({ block, below }: TomlEntry, line: number): Record {
  const { fields } = block;
  const written = textOfField(fields.get('name')) ?? '';
  const version = textOfField(fields.get('version'));
  if (written === '' || version === undefined)
    throw new Unreadable('unparsable', `The package at line ${line} has no name or no version`);
  const needed = below.get('dependencies')?.flatMap((each) => [...each.fields.keys()]) ?? [];
  const files = fields.get('files');
  return {
    written,
    name: projectName(written),
    version,
    dev: devOf(block),
    optional: fields.get('optional')?.raw === 'true',
    source: sourceOfEntry(below.get('source')?.[0]),
    integrity: files && hashesIn(files),
    built: files !== undefined && isSourceOnly(files.raw),
    python: textOfField(fields.get('python-versions')),
    // `foo.version` is a key of a dependency that is a table of its own.
    needs: needed.map((each) => projectName(each.split('.')[0] ?? '')),
  };
}

function packagesOf(
  packages: readonly PlacedPackage<Record>[],
  hashes: readonly TomlBlock[],
): readonly Package[] {
  const keys = new Keys();
  const all = packages.map(({ made, line }) => ({
    made,
    line,
    key: keys.of(`${made.name}@${made.version}`),
  }));
  const byName = listsBy(all, ({ made }) => made.name);
  return all.map(({ made, line, key }) => {
    const requires = made.needs.flatMap((name) => (byName.get(name) ?? []).map((other) => other.key));
    return lockedPackage('pypi', {
      name: made.name,
      version: made.version,
      key,
      dev: made.dev,
      optional: made.optional,
      source: made.source,
      integrity:
        made.integrity ?? hashesIn(hashes.flatMap((block) => block.fields.get(made.written) ?? [])[0]),
      requires: [...new Set(requires)],
      installScript: made.built,
      ...(made.python === undefined || made.python === '*' ? {} : { engines: { python: made.python } }),
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

function hashesIn(field: TomlField | undefined): readonly string[] {
  return [...(field?.raw ?? '').matchAll(/"(?:([a-z0-9]+:[0-9a-f]{32,})|([0-9a-f]{64}))"/g)].map(
    ([, named, bare = '']) => named ?? `sha256:${bare}`,
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
