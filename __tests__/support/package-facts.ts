import type { Reading } from '../../src/formats/format.ts';
import { Unreadable } from '../../src/formats/format.ts';
import type { FactKind, FactOf } from '../../src/system/facts.ts';

/** Facts of one kind. */
export function factsOf<K extends FactKind>({ facts }: Reading, kind: K): readonly FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
}

/** What matters of packages, a line each: `name version direct dev source:line`. */
export function packagesOf(reading: Reading): readonly string[] {
  return factsOf(reading, 'package').map(
    ({ name, version, direct, dev, source, line }) =>
    [name, version || '-', direct === null ? '?' : direct ? 'direct' : 'transitive', dev === null ? '?' : dev ? 'dev' : 'prod', `${source.type}:${line}`].join(' '), // prettier-ignore
  );
}

/** Requirements, a line each: `importer: group name specifier -> key`. */
export function requirementsOf(reading: Reading): readonly string[] {
  return factsOf(reading, 'requirement').map(
    ({ importer, group, name, specifier, resolved }) =>
      `${importer ?? ''}: ${group} ${name} ${specifier} -> ${resolved ?? 'none'}`,
  );
}

/** Why a text is refused. */
export function reasonOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof Unreadable) return error.reason;
    throw error;
  }
  return 'read';
}
