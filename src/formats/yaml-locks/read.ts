import type { Reading, SourceFile } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { Keys, lockedPackage, lockfileFact } from '../locked-package.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { sourceOf, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { nameOf } from '../paths.ts';
import { yamlLock } from '../yaml-lock.ts';

/** Picks the reader by the file's name. */
export function readYamlLocks(file: SourceFile): Reading {
  const root = yamlLock(file);
  const version = textOf(get(root, 'version')) ?? '';
  const name = nameOf(file.path);
  if (name === 'buf.lock')
    return { facts: [lockfileFact({ ecosystem: 'buf', manager: 'buf', version }), ...bufPackages(root)] };
  if (name === 'shard.lock')
    return { facts: [lockfileFact({ ecosystem: 'shards', manager: 'shards', version }), ...shards(root)] };
  return {
    facts: [lockfileFact({ ecosystem: 'hackage', manager: 'stack', version }), ...stackPackages(root)],
  };
}

/** Version 1 parts the name into three, version 2 writes it in one. A module has commits and no versions. */
function bufPackages(root: Node): readonly Package[] {
  const keys = new Keys();
  return items(get(root, 'deps')).flatMap((item) => {
    const parts = ['remote', 'owner', 'repository'].flatMap((key) => textOf(get(item, key)) ?? []);
    const name = textOf(get(item, 'name')) ?? parts.join('/');
    const commit = textOf(get(item, 'commit')) ?? '';
    if (name === '') return [];
    return lockedPackage('buf', {
      name,
      version: commit,
      key: keys.of(name),
      source: { type: 'registry', host: name.split('/')[0] ?? null },
      integrity: [textOf(get(item, 'digest')) ?? ''].filter((digest) => digest !== ''),
      line: item.line,
    });
  });
}

function shards(root: Node): readonly Package[] {
  return [...entries(get(root, 'shards'))].map(({ key, line, node }) => {
    const written = textOf(get(node, 'version')) ?? '';
    const [, version = '', commit = ''] = /^(.*?)(?:\+git\.commit\.([0-9a-f]+))?$/.exec(written) ?? [];
    return lockedPackage('shards', { name: key, version, key, source: shardSource(node, commit), line });
  });
}

/** Older files name the host by key: `github: owner/repo`. */
function shardSource(node: Node, commit: string): PackageSource {
  const said = (key: string): string | undefined => textOf(get(node, key));
  const [git, path] = [said('git'), said('path')];
  if (git !== undefined) return sourceOf(`git+${git}#${said('commit') ?? commit}`);
  if (path !== undefined) return { type: 'path', host: null, location: path };
  const host = ['github', 'gitlab', 'bitbucket'].find((key) => said(key) !== undefined);
  return host === undefined
    ? unnamedRegistry
    : sourceOf(`${host}:${said(host) ?? ''}#${said('commit') ?? commit}`);
}

/** `hackage: name-1.2.3@sha256:…,1234`, or a repository, or an archive. */
function stackPackages(root: Node): readonly Package[] {
  const keys = new Keys();
  return items(get(root, 'packages')).flatMap((item): Package[] => {
    const done = get(item, 'completed');
    const short = /^(.+)-([\d.]+)(?:@sha256:([0-9a-f]{64}))?/.exec(textOf(get(done, 'hackage')) ?? '');
    const name = short?.[1] ?? textOf(get(done, 'name'));
    const version = short?.[2] ?? textOf(get(done, 'version'));
    if (name === undefined || version === undefined) return [];
    const [git, commit, url] = ['git', 'commit', 'url'].map((key) => textOf(get(done, key)));
    const source =
      git === undefined
        ? url === undefined
          ? unnamedRegistry
          : sourceOf(url)
        : sourceOf(`git+${git}#${commit ?? ''}`);
    return [
      lockedPackage('hackage', {
        name,
        version,
        key: keys.of(`${name}@${version}`),
        direct: true,
        source,
        // That of Hackage is one of the description, which may be revised under the same version.
        integrity: url === undefined ? [] : archiveHash(textOf(get(done, 'sha256'))),
        line: item.line,
      }),
    ];
  });
}

function archiveHash(sha256: string | undefined): readonly string[] {
  return sha256 === undefined ? [] : [`sha256:${sha256}`];
}
