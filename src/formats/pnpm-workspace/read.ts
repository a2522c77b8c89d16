import type { Reading, SourceFile } from '../format.ts';
import { entries, get, items, textOf } from '../node.ts';
import { readCatalogs } from '../package-catalog.ts';
import { readPermissions } from '../install-permission.ts';
import { readOverrides } from '../package-override.ts';
import { readPatches, readPeerPermissions } from '../package-patches.ts';
import { readYaml } from '../yaml.ts';
import type { ConfigDependency, Manifest } from '../../system/facts.ts';
import { withoutCredentials } from '../without-credentials.ts';

/** Which folders are workspace packages, and the ranges that their manifests refer to or are forced to. */
export function readPnpmWorkspace({ text }: SourceFile): Reading {
  const [root] = readYaml(withoutCredentials(text));
  if (!root) return { facts: [] };
  const manifest: Manifest = {
    kind: 'manifest',
    ecosystem: 'npm',
    name: null,
    version: null,
    workspaces: items(get(root, 'packages')).flatMap((pattern) => textOf(pattern) ?? []),
    line: root.line,
  };
  const facts = [
    manifest,
    ...readOverrides(get(root, 'overrides')),
    ...readPermissions(root),
    ...readCatalogs(root),
    ...readPatches(root),
    ...readPeerPermissions(root),
    ...[...entries(get(root, 'configDependencies'))].map(({ key, line }): ConfigDependency => ({
      kind: 'config-dependency',
      ecosystem: 'npm',
      name: key,
      line,
    })),
  ];
  return { facts: facts.sort((a, b) => a.line - b.line) };
}
