import type { Reading, SourceFile } from '../format.ts';
import type { Package, Requirement } from '../../system/facts.ts';
import { Keys, lockedPackage, lockfileFact, requirementFact } from '../locked-package.ts';
import { get, items, textOf } from '../node.ts';
import { sourceOf, unknownSource } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { yamlLock } from '../yaml-lock.ts';

/** Charts that a chart builds on. The digest is of what was asked for, not of what came: nothing to compare. */
export function readHelmLock(file: SourceFile): Reading {
  const keys = new Keys();
  const facts = items(get(yamlLock(file), 'dependencies')).flatMap((item): (Package | Requirement)[] => {
    const name = textOf(get(item, 'name'));
    const version = textOf(get(item, 'version'));
    if (name === undefined || version === undefined) return [];
    const key = keys.of(name);
    const source = sourceOfChart(textOf(get(item, 'repository')) ?? '');
    const { line } = item;
    return [
      requirementFact('helm', { name, specifier: '', importer: '', resolved: key, line }),
      lockedPackage('helm', { name, version, key, direct: true, dev: false, source, line }),
    ];
  });
  return {
    facts: [lockfileFact({ ecosystem: 'helm', manager: 'helm', version: '', importers: [''] }), ...facts],
  };
}

function sourceOfChart(repository: string): PackageSource {
  if (repository.startsWith('file:') || repository === '')
    return { type: 'path', host: null, location: repository.replace('file://', '') };
  const { host } = sourceOf(repository.replace(/^oci:/, 'https:'));
  return host === null ? unknownSource : { type: 'registry', host };
}
