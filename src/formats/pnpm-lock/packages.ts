import type { Package } from '../../system/facts.ts';
import { booleanOf, entries, get, textOf } from '../node.ts';
import type { MapEntry, Node } from '../node.ts';
import { sourceOf, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { atKey, slashKey } from './keys.ts';

/** Name, version and source of an entry; null for a key that is no package (and that pnpm ignores too). */
export function packageOf(entry: MapEntry, major: number): Package | null {
  const { key, node, line } = entry;
  const parts = major === 5 ? slashKey(key) : atKey(key);
  const name = textOf(get(node, 'name')) ?? parts?.name;
  if (name === undefined) return null;
  const versioned = parts !== null && /^\d/.test(parts.reference);
  const integrity = textOf(get(node, 'resolution', 'integrity'));
  const dev = booleanOf(get(node, 'dev'));
  return {
    kind: 'package',
    ecosystem: 'npm',
    name,
    version: textOf(get(node, 'version')) ?? (versioned ? parts.reference : ''),
    direct: false,
    dev: dev ?? null,
    ...(booleanOf(get(node, 'optional')) === true ? { optional: true } : {}),
    source: sourceOfEntry(node, versioned ? undefined : parts?.reference, parts?.host),
    integrity: integrity === undefined ? [] : [integrity],
    ...(booleanOf(get(node, 'requiresBuild')) === true ? { installScript: true } : {}),
    ...(get(node, 'deprecated') ? { deprecated: true } : {}),
    ...textsAt(node, 'engines', 'engines'),
    ...textsAt(node, 'peerDependencies', 'peers'),
    key,
    line,
  };
}

function sourceOfEntry(node: Node, address: string | undefined, host: string | undefined): PackageSource {
  const resolution = get(node, 'resolution');
  const tarball = textOf(get(resolution, 'tarball'));
  const repository = textOf(get(resolution, 'repo'));
  const directory = textOf(get(resolution, 'directory'));
  if (repository !== undefined) {
    const commit = textOf(get(resolution, 'commit'));
    const url = repository.startsWith('git') ? repository : `git+${repository}`;
    return sourceOf(commit === undefined ? url : `${url}#${commit}`);
  }
  if (directory !== undefined) return { type: 'path', host: null, location: directory };
  if (tarball !== undefined) return sourceOf(tarball);
  if (address !== undefined) return sourceOf(address);
  return host === undefined ? unnamedRegistry : { type: 'registry', host: host.toLowerCase() };
}

function textsAt<K extends 'engines' | 'peers'>(
  node: Node,
  field: string,
  as: K,
): { readonly [P in K]?: Readonly<Record<string, string>> } {
  const holder = get(node, field);
  if (!holder) return {};
  const found = [...entries(holder)].flatMap(({ key, node: value }) => {
    const text = textOf(value);
    return text === undefined ? [] : [[key, text] as const];
  });
  return found.length === 0
    ? {}
    : ({ [as]: Object.fromEntries(found) } as { [P in K]?: Record<string, string> });
}
