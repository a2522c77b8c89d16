import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readJson } from '../json.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { readCatalogs } from '../package-catalog.ts';
import { readOverrides } from '../package-override.ts';
import { readPatches, readPeerPermissions } from '../package-patches.ts';
import { readPermissions } from '../install-permission.ts';
import { scriptFacts } from '../package-scripts.ts';
import type { Manifest, Requirement } from '../../system/facts.ts';
import { readRuntimes } from './runtimes.ts';
import { withoutCredentials } from '../without-credentials.ts';

const groups = {
  dependencies: 'prod',
  devDependencies: 'dev',
  optionalDependencies: 'optional',
  peerDependencies: 'peer',
} as const;

/** What a package is, asks for, forces, runs under and can be told to run. */
export function readPackageJson({ path, text }: SourceFile): Reading {
  const root = readJson(withoutCredentials(text));
  if (root.kind !== 'map') throw new Unreadable('unparsable', 'The file is JSON, but not an object');
  // A package of the Unity editor: its dependencies are not npm's.
  if (get(root, 'unity') && get(root, 'displayName')) return { facts: scriptFacts(root, path) };
  const facts = [
    manifestOf(root),
    ...requirementsOf(root),
    ...readRuntimes(root),
    ...['overrides', 'resolutions', 'pnpm.overrides'].flatMap((field) =>
      readOverrides(get(root, ...field.split('.'))).map((override) => ({ ...override, field })),
    ),
    ...readPermissions(root),
    ...readPermissions(get(root, 'pnpm')),
    ...readCatalogs(root),
    ...[root, get(root, 'pnpm')].flatMap(readPatches),
    ...readPeerPermissions(get(root, 'pnpm')),
    ...readCatalogs(get(root, 'workspaces')),
    ...scriptFacts(root, path),
  ];
  return { facts: facts.sort((a, b) => a.line - b.line) };
}

function manifestOf(root: Node): Manifest {
  const workspaces = get(root, 'workspaces');
  const patterns = workspaces?.kind === 'map' ? get(workspaces, 'packages') : workspaces;
  return {
    kind: 'manifest',
    ecosystem: 'npm',
    name: textOf(get(root, 'name')) ?? null,
    version: textOf(get(root, 'version')) ?? null,
    workspaces: items(patterns).flatMap((pattern) => textOf(pattern) ?? []),
    line: root.line,
  };
}

function requirementsOf(root: Node): readonly Requirement[] {
  return Object.entries(groups).flatMap(([field, group]) =>
    [...entries(get(root, field))].flatMap(({ key, line, node }): Requirement[] => {
      const specifier = textOf(node);
      return specifier === undefined
        ? []
        : [{ kind: 'requirement', ecosystem: 'npm', name: key, specifier, group, line }];
    }),
  );
}
