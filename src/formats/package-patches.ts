import { entries, get, items, textOf } from './node.ts';
import type { Node } from './node.ts';
import type { PackagePatch, PeerPermission } from '../system/facts.ts';

/** `patchedDependencies`: a patch for a package, or for one version of it (`left@1.3.0`). */
export function readPatches(holder: Node | undefined): readonly PackagePatch[] {
  return [...entries(get(holder, 'patchedDependencies'))].map(({ key, line, node }) => {
    const [, name = key, version = null] = /^(@?[^@]+)(?:@(.+))?$/.exec(key) ?? [];
    return { kind: 'package-patch', ecosystem: 'npm', name, version, path: textOf(node) ?? null, line };
  });
}

/** `peerDependencyRules`: `allowedVersions` of single peers, `allowAny` for patterns of names. */
export function readPeerPermissions(holder: Node | undefined): readonly PeerPermission[] {
  const rules = get(holder, 'peerDependencyRules');
  const allowed = [...entries(get(rules, 'allowedVersions'))].map(({ key, line, node }): PeerPermission => {
    const [, asker = null, name = key] = /^(?:(.+)>)?(.+)$/.exec(key) ?? [];
    const specifier = textOf(node) ?? '*';
    return {
      kind: 'peer-permission',
      ecosystem: 'npm',
      name,
      // `left@1>react`: of which version does not matter here.
      asker: asker === null ? null : asker.replace(/(?<=.)@.*$/, ''),
      specifier,
      line,
    };
  });
  const any = items(get(rules, 'allowAny')).flatMap((item): readonly PeerPermission[] => {
    const name = textOf(item);
    return name === undefined
      ? []
      : [{ kind: 'peer-permission', ecosystem: 'npm', name, asker: null, specifier: '*', line: item.line }];
  });
  return [...allowed, ...any];
}
