import { forcingKeys } from './forcing-keys.ts';
import { ofKind } from '../../system/of-kind.ts';
import { satisfies as satisfiesPep440 } from '@renovatebot/pep440';
import { lockedTrees } from '../../system/locked-tree.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import type { System } from '../../system/system.ts';
import { idleNpmOverrides } from './idle-npm-overrides.ts';
import { idle } from './idle-override.ts';
import type { IdleOverride } from './idle-override.ts';

/** All forced versions of a side without effect, as far as lockfiles tell. */
export function idleOverrides(system: System): readonly IdleOverride[] {
  const trees = lockedTrees(system);
  return trees.flatMap((tree) => {
    const { manager } = tree.lockfile;
    if (manager === 'go') return ofGo(tree);
    if (manager === 'cargo') return ofCargo(tree);
    if (manager === 'uv') return ofUv(tree);
    const own = Object.hasOwn(forcingKeys, manager) ? forcingKeys[manager] : undefined;
    // Two installers in one folder each have keys of their own.
    const isAlone = trees.every(
      (other) =>
        other === tree ||
        other.folder !== tree.folder ||
        other.lockfile.ecosystem !== tree.lockfile.ecosystem,
    );
    return own && isAlone ? idleNpmOverrides(system, tree, own) : [];
  });
}

/** Markers may force several versions, each for one platform: it is followed where any of the locked ones fits. */
function ofUv(tree: LockedTree): readonly IdleOverride[] {
  const root = tree.manifests.get('');
  if (!root || tree.packages.size === 0) return [];
  return ofKind(root.facts, 'override').flatMap((override): readonly IdleOverride[] => {
    const own = ofKind(root.facts, 'override').filter(({ name }) => name === override.name);
    const locked = [...tree.packages.values()].filter(({ name }) => name === override.name);
    if (locked.length === 0) return [idle(tree, 'nobody', override)];
    const versions = locked.filter(({ source }) => source.type === 'registry').map(({ version }) => version);
    if (own.length > 1 || versions.length === 0 || !/^[=<>!~]/.test(override.specifier)) return [];
    return versions.some((version) => satisfiesPep440(version, override.specifier, { prereleases: true }))
      ? []
      : [idle(tree, 'not-followed', override, [...new Set(versions)])];
  });
}

/** `replace a v1.0.0 => …` is for that version alone. */
function ofGo(tree: LockedTree): readonly IdleOverride[] {
  const required = ofKind(tree.file.facts, 'requirement');
  return ofKind(tree.file.facts, 'override').flatMap((override): readonly IdleOverride[] => {
    const version = override.selector.split(' ')[1];
    const asked = required.find(({ name }) => name === override.name);
    if (version === undefined || !asked) return [];
    const is = asked.specifier.split(' ')[0] ?? '';
    const isForAnother = ofKind(tree.file.facts, 'override').some(
      (other) =>
        other.name === override.name && [override.name, `${override.name} ${is}`].includes(other.selector),
    );
    return is === version || isForAnother ? [] : [idle(tree, 'other-version', override, [is])];
  });
}

/** Cargo writes down which patches nothing takes. */
function ofCargo(tree: LockedTree): readonly IdleOverride[] {
  return ofKind(tree.file.facts, 'override').flatMap((override) =>
    override.unused ? [idle(tree, 'unused', override)] : [],
  );
}
