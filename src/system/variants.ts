import { isTestPath } from '../formats/code-paths.ts';
import type { ValueShape } from './facts.ts';
import type { System } from './system.ts';

/** Configuration of one environment, which others have a file or a part of a file for as well. */
export interface Variant {
  /** the same for all variants of one thing, on both sides */
  readonly family: string;
  /** `staging`, `prod`: as it is written */
  readonly environment: string;
  readonly file: string;
  readonly keys: ReadonlyMap<string, VariantKey>;
}

export interface VariantKey {
  /** 1-based */
  readonly line: number;
  readonly value: ValueShape | undefined;
}

/** Files that configure one environment each, or that all of them share. */
const configFiles =
  /(?:(?:^|\/)[^/]*\.env(?:[._-][\w.-]+)?|(?:^|[/.-])values[^/]*\.ya?ml|\.tfvars(?:\.json)?|(?:^|\/)appsettings[^/]*\.json|(?:^|\/)application-[^/]+\.(?:ya?ml|properties)|(?:^|\/)wrangler\.(?:toml|jsonc?))$/i;

/** Environments that something is deployed to; what people run at home and tests differ on purpose. */
const environments =
  /(^|[._/-])(production|prod|prd|live|staging|stage|stg|pre-?prod|uat|qa|sandbox|canary|dev|development)(?=[._/-]|$)/i;

/** The environment of a file and the path without it; null for a file that is of no one environment. */
export function placeInFamily(
  path: string,
): { readonly family: string; readonly environment: string } | null {
  if (!configFiles.test(path) || isTestPath(path)) return null;
  // The file's own name says more than a folder far above.
  const start = path.split('/').slice(0, -2).join('/').length;
  const found = environments.exec(path.slice(start));
  const environment = found?.[2];
  if (!found || environment === undefined) return null;
  const isLocal = /(?:^|\/)\.env|\.local$/.test(path) && /^dev/i.test(environment);
  if (isLocal || /\b(?:local|test|example|sample|template|dist)\b/i.test(path.slice(start))) return null;
  const at = start + found.index + (found[1]?.length ?? 0);
  return { family: `${path.slice(0, at)}*${path.slice(at + environment.length)}`, environment };
}

/** The file that holds for all of a family's environments: `.env`, `values.yaml`, `appsettings.json`. */
export function sharedFileOf(family: string): string {
  return family.replace(/[._-]\*/, '').replace(/\*[._-]/, '');
}

const cache = new WeakMap<System, ReadonlyMap<string, readonly Variant[]>>();

/** Families of two variants or more, by family. */
export function variantsOf(system: System): ReadonlyMap<string, readonly Variant[]> {
  const known = cache.get(system);
  if (known) return known;
  const families = new Map<string, Variant[]>();
  for (const path of system.files.keys()) {
    const place = placeInFamily(path);
    for (const variant of place
      ? [{ ...place, file: path, keys: keysIn(system, path) }]
      : parts(system, path))
      if (variant.keys.size > 0)
        families.set(variant.family, [...(families.get(variant.family) ?? []), variant]);
  }
  for (const [family, members] of families) if (members.length < 2) families.delete(family);
  cache.set(system, families);
  return families;
}

/** Keys that a file gives, whichever format it is. */
export function keysIn(system: System, path: string): ReadonlyMap<string, VariantKey> {
  const keys = new Map<string, VariantKey>();
  for (const fact of system.files.get(path)?.facts ?? []) {
    const { line } = fact;
    if (fact.kind === 'declaration' && fact.role === 'supplied' && fact.unit === undefined)
      keys.set(fact.name, { line, value: fact.value });
    else if (fact.kind === 'config-key') keys.set(fact.key, { line, value: fact.value });
    else if (fact.kind === 'template-argument' && fact.call === undefined)
      keys.set(fact.name, { line, value: undefined });
    else if (fact.kind === 'chart-value' && fact.from === 'values' && fact.holds === 'value')
      keys.set(fact.path, { line, value: undefined });
  }
  return keys;
}

/** `[env.production.vars]` of a Worker: each environment has all of its own, none are handed down. */
function parts(system: System, path: string): readonly Variant[] {
  const { format, facts = [] } = system.files.get(path) ?? {};
  if (format !== 'wrangler' || isTestPath(path)) return [];
  const units = new Map<string, Map<string, VariantKey>>();
  for (const fact of facts) {
    if (fact.kind !== 'declaration' || fact.role !== 'supplied' || fact.unit === undefined) continue;
    const keys = units.get(fact.unit) ?? new Map<string, VariantKey>();
    units.set(fact.unit, keys.set(fact.name, { line: fact.line, value: fact.value }));
  }
  return [...units].map(([environment, keys]) => ({ family: path, environment, file: path, keys }));
}

/** Files of the tree that belong to one of the families, and what these share. */
export function relativesOf(paths: Iterable<string>): (path: string) => boolean {
  const families = new Set<string>();
  for (const path of paths) {
    const place = placeInFamily(path);
    if (place) families.add(place.family);
  }
  if (families.size === 0) return () => false;
  const common = new Set([...families].map(sharedFileOf));
  return (path) => {
    if (!configFiles.test(path)) return false;
    return common.has(path) || families.has(placeInFamily(path)?.family ?? '');
  };
}
