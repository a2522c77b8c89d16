import { isTestPath } from '../formats/code-paths.ts';
import type { ConfigFamily, ConfigKey, ConfigRead } from './app-config-facts.ts';
import { canonicalKey, overrides, separatorOf } from './config-names.ts';
import type { Read } from './facts.ts';
import type { Located, System } from './system.ts';

/** What the application's own configuration files say, by family. */
export interface KeyIndex {
  /** canonical key, with every place that gives it */
  readonly keys: ReadonlyMap<string, readonly Located<ConfigKey>[]>;
  /** the beginnings of keys, `payment` of `payment.timeout` */
  readonly sections: ReadonlySet<string>;
  /** places outside of the repository that give keys too */
  readonly sources: readonly string[];
}

const cache = new WeakMap<System, Map<ConfigFamily, KeyIndex>>();
const readsCache = new WeakMap<System, readonly Located<ConfigRead>[]>();

/** Keys of one family, outside of tests and examples. */
export function keysOf(system: System, family: ConfigFamily): KeyIndex {
  const known = cache.get(system) ?? new Map<ConfigFamily, KeyIndex>();
  cache.set(system, known);
  const index = known.get(family) ?? indexOf(system, family);
  known.set(family, index);
  return index;
}

function indexOf(system: System, family: ConfigFamily): KeyIndex {
  const keys = new Map<string, Located<ConfigKey>[]>();
  const sections = new Set<string>();
  const separator = separatorOf(family);
  for (const fact of system.facts('config-key')) {
    if (fact.family !== family || isTestPath(fact.file)) continue;
    const key = canonicalKey(family, fact.key);
    const places = keys.get(key);
    if (places) places.push(fact);
    else keys.set(key, [fact]);
    for (let at = key.lastIndexOf(separator); at > 0; at = key.lastIndexOf(separator, at - 1))
      sections.add(key.slice(0, at));
  }
  const sources = system
    .facts('config-source')
    .filter((fact) => fact.family === family && !isTestPath(fact.file));
  return { keys, sections, sources: [...new Set(sources.map(({ name }) => name))] };
}

/** Reads of keys by code that is no test. */
export function keyReads(system: System): readonly Located<ConfigRead>[] {
  const known = readsCache.get(system);
  if (known) return known;
  const reads = system.facts('config-read').filter(({ file }) => !isTestPath(file));
  readsCache.set(system, reads);
  return reads;
}

/** Places that give a key, under any profile. */
export function answersTo(system: System, read: ConfigRead): readonly Located<ConfigKey>[] {
  return keysOf(system, read.family).keys.get(canonicalKey(read.family, read.key)) ?? [];
}

/** Whether a configuration file gives the key, keys below it, or something above it of which not all is known. */
export function isAnswered(system: System, read: ConfigRead): boolean {
  const { keys, sections } = keysOf(system, read.family);
  const separator = separatorOf(read.family);
  const key = canonicalKey(read.family, read.key);
  const own = keys.get(key);
  if (own) return !takesLiterally(read) || own.some((fact) => fact.key === read.key);
  if (sections.has(key)) return true;
  for (let at = key.lastIndexOf(separator); at > 0; at = key.lastIndexOf(separator, at - 1)) {
    if (keys.get(key.slice(0, at))?.some(({ open }) => open)) return true;
  }
  return false;
}

/** Spring takes a key with capitals as it is written, unless a class is bound to it. */
export function takesLiterally({ family, key, relaxed, via }: ConfigRead): boolean {
  return family === 'jvm' && !relaxed && via === '@Value' && /[A-Z]/.test(key);
}

/**
 * Reads of keys that no configuration file answers, as reads of the variable that overrides them: once
 * that is gone, nothing gives the key.
 */
export function overriddenReads(system: System, variable: string): readonly Located<Read>[] {
  return keyReads(system)
    .filter((read) => read.section !== true || read.relaxed === true || read.via === 'options class')
    .filter((read) => overrides(variable, read) && !isAnswered(system, read))
    .map(({ file, line, strength, via }) => ({
      kind: 'read',
      name: variable,
      file,
      line,
      strength,
      phase: 'run',
      via,
    }));
}
