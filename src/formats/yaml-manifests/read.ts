import type { Reading, SourceFile } from '../format.ts';
import type { Fact, Manifest, Override, Requirement } from '../../system/facts.ts';
import { byLine, lockText, requirementFact } from '../locked-package.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { nameOf } from '../paths.ts';
import { pythonRequirement } from '../python-names.ts';
import { runtimeFact } from '../runtime-files/runtime-fact.ts';
import { readYaml } from '../yaml.ts';

/** What a Dart package, a Crystal shard or a conda environment asks for. */
export function readYamlManifests(file: SourceFile): Reading {
  const [root] = readYaml(lockText(file));
  if (root?.kind !== 'map') return { facts: [] };
  const name = nameOf(file.path);
  if (name === 'pubspec.yaml') return { facts: byLine(pubspec(root)) };
  return { facts: byLine(name === 'shard.yml' ? shard(root) : conda(root)) };
}

function pubspec(root: Node): readonly Fact[] {
  const sdk = get(root, 'environment', 'sdk');
  const version = textOf(sdk);
  return [
    manifestOf(root, 'pub', items(get(root, 'workspace'))),
    ...asked(root, 'dependencies', 'prod', 'pub', pubSpecifier),
    ...asked(root, 'dev_dependencies', 'dev', 'pub', pubSpecifier),
    ...[...entries(get(root, 'dependency_overrides'))].map(({ key, line, node }): Override => ({
      kind: 'override',
      ecosystem: 'pub',
      selector: key,
      name: key,
      specifier: pubSpecifier(node) ?? '',
      line,
    })),
    ...(sdk && version !== undefined ? [runtimeFact('dart', version, sdk.line, 'manifest')] : []),
  ];
}

/** A range, or where else it comes from; null for parts of the SDK, which have no version of their own. */
function pubSpecifier(node: Node): string | null {
  if (node.kind !== 'map') return textOf(node) ?? 'any';
  if (get(node, 'sdk')) return null;
  const git = textOf(get(node, 'git')) ?? textOf(get(node, 'git', 'url'));
  const path = textOf(get(node, 'path'));
  if (git !== undefined) return `git+${git}#${textOf(get(node, 'git', 'ref')) ?? ''}`;
  return path === undefined ? (textOf(get(node, 'version')) ?? 'any') : `path:${path}`;
}

function shard(root: Node): readonly Fact[] {
  const crystal = get(root, 'crystal');
  const version = textOf(crystal);
  return [
    manifestOf(root, 'shards', []),
    ...asked(root, 'dependencies', 'prod', 'shards', shardSpecifier),
    ...asked(root, 'development_dependencies', 'dev', 'shards', shardSpecifier),
    ...(crystal && version !== undefined ? [runtimeFact('crystal', version, crystal.line, 'manifest')] : []),
  ];
}

function shardSpecifier(node: Node): string {
  const version = textOf(get(node, 'version'));
  if (version !== undefined) return version;
  const fixed = ['tag', 'commit', 'branch'].flatMap((key) => textOf(get(node, key)) ?? [])[0];
  return fixed === undefined ? '' : `#${fixed}`;
}

/** `channel::name[build=…] >=1.2`, `name=1.2=build`, and a list below `pip`. */
const condaItem = /^(?:[\w./-]+::)?([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*([=<>!~][^[#]*|\s\d[\w.*]*)?/;

function conda(root: Node): readonly Fact[] {
  return items(get(root, 'dependencies')).flatMap((item): readonly Fact[] => {
    const text = textOf(item);
    if (text === undefined) return items(get(item, 'pip')).flatMap(pip);
    const [, name = '', written = ''] = (text.length < 1000 && condaItem.exec(text)) || [];
    if (name === '') return [];
    // A build behind the version says nothing of the version; one `=` allows everything that begins so.
    const specifier = written.trim().replace(/^(=?=?[^=<>!~,|]+)=[^=]*$/, '$1');
    if (name === 'python' && /\d/.test(specifier))
      return [runtimeFact('python', specifier.replace(/^=+/, ''), item.line, 'manifest')];
    return [requirementFact('conda', { name: name.toLowerCase(), specifier, line: item.line })];
  });
}

function pip(item: Node): readonly Requirement[] {
  const found = pythonRequirement(textOf(item) ?? '');
  return found ? [requirementFact('pypi', { ...found, line: item.line })] : [];
}

function manifestOf(root: Node, ecosystem: string, workspaces: readonly Node[]): Manifest {
  return {
    kind: 'manifest',
    ecosystem,
    name: textOf(get(root, 'name')) ?? null,
    version: textOf(get(root, 'version')) ?? null,
    workspaces: workspaces.flatMap((each) => textOf(each) ?? []),
    line: get(root, 'name')?.line ?? root.line,
  };
}

function asked(
  root: Node,
  field: string,
  group: Requirement['group'],
  ecosystem: string,
  specifierOf: (node: Node) => string | null,
): readonly Requirement[] {
  return [...entries(get(root, field))].flatMap(({ key, line, node }) => {
    const specifier = specifierOf(node);
    return specifier === null ? [] : requirementFact(ecosystem, { name: key, specifier, group, line });
  });
}
