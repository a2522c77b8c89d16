import { Unreadable } from '../format.ts';
import type { Fact, Package, Requirement } from '../../system/facts.ts';
import { sourceOf, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { Answers, parseDescriptor } from './descriptor.ts';
import type { Block } from './scan.ts';

const oldest = 4;
const newest = 10;
const workspace = 'workspace:';

/** Yarn 2 and later: workspace packages are blocks too, with development and production in one list. */
export function readBerry(all: readonly Block[]): readonly Fact[] {
  const metadata = all.find(({ descriptors }) => descriptors[0] === '__metadata');
  const version = metadata?.fields.get('version') ?? '';
  const number = Number(version);
  if (!(number >= oldest && number <= newest))
    throw new Unreadable('unsupported-version', `Lockfile version is not between ${oldest} and ${newest}`);
  const blocks = all.filter((block) => block !== metadata);
  const answers = new Answers();
  for (const { descriptors } of blocks) answers.add(descriptors, descriptors.join(', '));
  const cache = metadata?.fields.get('cacheKey') ?? '';
  const packages = blocks.map((block) => packageOf(block, answers, cache));
  const requirements = packages.flatMap((entry, at) => requirementsOf(entry, blocks[at], answers));
  const direct = new Set(requirements.flatMap(({ resolved }) => resolved ?? []));
  const importers = packages.flatMap(({ source }) =>
    source.type === 'workspace' ? [source.location ?? ''] : [],
  );
  const facts: Fact[] = [
    { kind: 'lockfile', ecosystem: 'npm', manager: 'yarn', version, importers, line: metadata?.line ?? 1 },
    ...requirements,
    ...packages.map((entry) => ({ ...entry, direct: direct.has(entry.key) })),
  ];
  return facts.sort((a, b) => a.line - b.line);
}

function packageOf({ descriptors, line, fields, sections }: Block, answers: Answers, cache: string): Package {
  const resolution = fields.get('resolution');
  const version = fields.get('version');
  if (resolution === undefined || version === undefined || !fields.has('linkType'))
    throw new Unreadable('unparsable', `The package at line ${line} is not whole: the file is cut off`);
  const { name, range } = parseDescriptor(resolution);
  const checksum = fields.get('checksum');
  const requires = [...(sections.get('dependencies') ?? [])].flatMap(
    ([needed, wanted]) => answers.keyOf(needed, wanted) ?? [],
  );
  const peers = [...(sections.get('peerDependencies') ?? [])];
  return {
    kind: 'package',
    ecosystem: 'npm',
    name,
    version: version === '0.0.0-use.local' ? '' : version,
    direct: false,
    dev: null,
    source: sourceOfRange(range),
    integrity: checksum === undefined || range.startsWith('patch:') ? [] : [checksumOf(checksum, cache)],
    ...(peers.length > 0 ? { peers: Object.fromEntries(peers) } : {}),
    ...(requires.length > 0 ? { requires } : {}),
    key: descriptors.join(', '),
    line,
  };
}

/** A hash over the archive that Yarn packs itself: two of them compare only where the packing is the same. */
function checksumOf(checksum: string, cache: string): string {
  const slash = checksum.indexOf('/');
  return slash === -1
    ? `yarn${cache}:${checksum}`
    : `yarn${checksum.slice(0, slash)}:${checksum.slice(slash + 1)}`;
}

function sourceOfRange(range: string): PackageSource {
  if (range.startsWith(workspace)) {
    const folder = range.slice(workspace.length);
    return { type: 'workspace', host: null, location: folder === '.' ? '' : folder };
  }
  // A patch is laid over a package that has an entry of its own.
  if (range.startsWith('patch:')) return unnamedRegistry;
  if (!range.startsWith('npm:')) return sourceOf(range);
  const archive = /::(?:.*&)?__archiveUrl=([^&]+)/.exec(range)?.[1];
  return archive === undefined ? unnamedRegistry : sourceOf(decode(archive));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function requirementsOf(entry: Package, block: Block | undefined, answers: Answers): readonly Requirement[] {
  const importer = entry.source.type === 'workspace' ? entry.source.location : undefined;
  if (importer === undefined) return [];
  return [...(block?.sections.get('dependencies') ?? [])].map(([name, specifier]) => {
    const resolved = specifier.startsWith(workspace) ? undefined : answers.keyOf(name, specifier);
    return {
      kind: 'requirement',
      ecosystem: 'npm',
      name,
      specifier,
      group: 'unsaid',
      importer,
      ...(resolved === undefined ? {} : { resolved }),
      line: entry.line,
    };
  });
}
