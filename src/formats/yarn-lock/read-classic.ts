import { Unreadable } from '../format.ts';
import type { Lockfile, Package } from '../../system/facts.ts';
import { servedInstead, sourceOf, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { aliasOf, Answers, parseDescriptor } from './descriptor.ts';
import type { Block } from './scan.ts';

/** Yarn 1: every package that is installed; what the manifests ask for is said there only. */
export function readClassic(blocks: readonly Block[]): readonly (Lockfile | Package)[] {
  const answers = new Answers();
  for (const { descriptors } of blocks) answers.add(descriptors, descriptors.join(', '));
  const lockfile: Lockfile = {
    kind: 'lockfile',
    ecosystem: 'npm',
    manager: 'yarn',
    version: '1',
    importers: null,
    line: 1,
  };
  return [lockfile, ...blocks.map((block) => packageOf(block, answers))];
}

function packageOf({ descriptors, line, fields, sections }: Block, answers: Answers): Package {
  const { name, range } = parseDescriptor(descriptors[0] ?? '');
  const version = fields.get('version');
  if (version === undefined || name === '')
    throw new Unreadable('unparsable', `The package at line ${line} has no version: the file is cut off`);
  const resolved = fields.get('resolved');
  const requires = ['dependencies', 'optionalDependencies'].flatMap((section) =>
    [...(sections.get(section) ?? [])].flatMap(([needed, wanted]) => answers.keyOf(needed, wanted) ?? []),
  );
  const real = aliasOf(range)?.name ?? name;
  // A descriptor with an address may hold a package of any name.
  const serves = /^(?!npm:)[a-z+]+:/.test(range) ? undefined : servedInstead(resolved ?? '', real, version);
  return {
    kind: 'package',
    ecosystem: 'npm',
    name: real,
    version,
    direct: null,
    dev: null,
    source: sourceOfBlock(resolved, range),
    integrity: hashesOf(fields.get('integrity'), resolved),
    ...(requires.length > 0 ? { requires } : {}),
    ...(serves === undefined ? {} : { serves }),
    key: descriptors.join(', '),
    line,
  };
}

function sourceOfBlock(resolved: string | undefined, range: string): PackageSource {
  if (resolved !== undefined) return sourceOf(resolved);
  return /^[a-z+]+:|^\.{0,2}\//.test(range) && !range.startsWith('npm:') ? sourceOf(range) : unnamedRegistry;
}

/** The `integrity` field, and the SHA-1 that stands behind the address of a registry's tarball. */
function hashesOf(integrity: string | undefined, resolved: string | undefined): readonly string[] {
  const written = integrity?.split(/\s+/) ?? [];
  const short = /\.tgz(?:\?[^#]*)?#([0-9a-f]{40})$/.exec(resolved ?? '')?.[1];
  if (short === undefined || written.some((hash) => hash.startsWith('sha1-'))) return written;
  return [...written, `sha1-${Buffer.from(short, 'hex').toString('base64')}`];
}
