import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { Keys, listsBy, lockedPackage, lockfileFact } from '../locked-package.ts';
import { reachFrom } from '../reach.ts';
import { sourceOf, unknownSource } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { textOfField, textsOfField } from '../toml-blocks.ts';
import type { TomlBlock } from '../toml-blocks.ts';
import { tomlLockBlocks } from '../toml-lock.ts';

interface CargoEntry {
  readonly block: TomlBlock;
  readonly name: string;
  readonly version: string;
  /** undefined for packages of the repository */
  readonly source: string | undefined;
  readonly key: string;
}

/** Version 1 has all checksums at its end, and `[root]` apart in its first years; the others have them with the package. */
export async function readCargoLock(file: SourceFile): Promise<Reading> {
  const blocks = await tomlLockBlocks(file);
  const version = blocks[0]?.fields.get('version')?.raw ?? (blocks.some(isOld) ? '1' : '2');
  if (!/^[1-4]$/.test(version))
    throw new Unreadable('unsupported-version', 'Lockfile version is none of 1 to 4');
  const entries = entriesOf(blocks);
  const byName = listsBy(entries, ({ name }) => name);
  const checksums = blocks.find(({ path }) => path === 'metadata');
  const graph = new Map(entries.map((entry) => [entry.key, neededBy(entry, byName)]));
  const own = entries.filter(({ source }) => source === undefined);
  const direct = new Set(own.flatMap(({ key }) => graph.get(key) ?? []));
  const reached = reachFrom(
    own.map(({ key }) => key),
    graph,
  );
  return {
    facts: [
      lockfileFact({ ecosystem: 'cargo', manager: 'cargo', version }),
      ...entries.map((entry) => {
        const { block, name, version: locked, source, key } = entry;
        const checksum =
          textOfField(block.fields.get('checksum')) ??
          textOfField(checksums?.fields.get(`checksum ${name} ${locked} (${source ?? ''})`));
        return lockedPackage('cargo', {
          name,
          version: locked,
          key,
          direct: reached.has(key) ? direct.has(key) : null,
          source: sourceOfEntry(source),
          integrity: checksum === undefined || checksum === '<none>' ? [] : [`sha256:${checksum}`],
          requires: graph.get(key) ?? [],
          line: block.line,
        });
      }),
    ],
  };
}

function isOld({ path, fields }: TomlBlock): boolean {
  return (
    path === 'root' || (path === 'metadata' && [...fields.keys()].some((key) => key.startsWith('checksum ')))
  );
}

function entriesOf(blocks: readonly TomlBlock[]): readonly CargoEntry[] {
  const keys = new Keys();
  return blocks.flatMap((block): CargoEntry[] => {
    if (block.path !== 'package' && block.path !== 'root') return [];
    const name = textOfField(block.fields.get('name'));
    const version = textOfField(block.fields.get('version'));
    if (name === undefined || version === undefined)
      throw new Unreadable('unparsable', `The package at line ${block.line} has no name or no version`);
    const source = textOfField(block.fields.get('source'));
    return [{ block, name, version, source, key: keys.of(`${name}@${version}`) }];
  });
}

/** `name`, `name version` where there are several, `name version (source)` where even these are several. */
function neededBy(
  { block }: CargoEntry,
  byName: ReadonlyMap<string, readonly CargoEntry[]>,
): readonly string[] {
  const all = [block.fields.get('dependencies'), block.fields.get('build-dependencies')].flatMap(
    textsOfField,
  );
  const found = all.flatMap((text) => {
    const [, name = '', version, source] = /^(\S+)(?: (\S+))?(?: \(([^)]*)\))?$/.exec(text) ?? [];
    const candidates = (byName.get(name) ?? []).filter(
      (entry) => version === undefined || entry.version === version,
    );
    const exact = candidates.filter((entry) => source !== undefined && entry.source?.startsWith(source));
    return (exact[0] ?? candidates[0])?.key ?? [];
  });
  return [...new Set(found)];
}

/** `registry+https://…`, `sparse+https://…`, `git+https://…?branch=main#commit`. */
function sourceOfEntry(source: string | undefined): PackageSource {
  // Folders outside of the workspace look the same.
  if (source === undefined) return { type: 'workspace', host: null };
  if (source.startsWith('git+')) return sourceOf(source);
  const url = /^(?:registry|sparse)\+(.*)$/.exec(source)?.[1];
  return url === undefined ? unknownSource : registryAt(url);
}

/** The public index has one name as a repository and another as a plain one; a host says more than either. */
function registryAt(url: string): PackageSource {
  const found = /^[a-z+]+:\/\/(?:[^\s@/?#]*@)?([^\s@/?#:]+)([^\s?#]*)/i.exec(url);
  if (!found) return { type: 'registry', host: null };
  const [, host = '', path = ''] = found;
  const isPublic = /^\/rust-lang\/[a-z.]+-index\/?$/.test(path) || /^index\.crates\.[a-z]+$/.test(host);
  return { type: 'registry', host: isPublic ? null : host.toLowerCase() };
}
