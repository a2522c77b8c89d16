import type { Reading, SourceFile } from '../format.ts';
import type { Package, Requirement } from '../../system/facts.ts';
import { byLine, lockedPackage, lockfileFact, requirementFact } from '../locked-package.ts';
import { entries, get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { sourceOf, unknownSource, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { yamlLock } from '../yaml-lock.ts';

/** Each package says whether `pubspec.yaml` names it, and for what. */
export function readPubspecLock(file: SourceFile): Reading {
  const root = yamlLock(file);
  const facts = [...entries(get(root, 'packages'))].flatMap(
    ({ key, line, node }): (Package | Requirement)[] => {
      const kind = textOf(get(node, 'dependency')) ?? '';
      const direct = kind.startsWith('direct');
      const dev = kind === 'direct dev';
      const hash = textOf(get(node, 'description', 'sha256'));
      const found = lockedPackage('pub', {
        name: key,
        version: textOf(get(node, 'version')) ?? '',
        key,
        direct,
        dev: direct ? dev : null,
        source: sourceOfEntry(node),
        integrity: hash === undefined || hash === '' ? [] : [`sha256:${hash}`],
        line,
      });
      if (!direct) return [found];
      const group = dev ? 'dev' : 'prod';
      return [
        requirementFact('pub', { name: key, specifier: '', group, importer: '', resolved: key, line }),
        found,
      ];
    },
  );
  return {
    facts: [
      lockfileFact({ ecosystem: 'pub', manager: 'pub', version: '', importers: [''] }),
      ...byLine(facts),
    ],
  };
}

function sourceOfEntry(node: Node): PackageSource {
  const type = textOf(get(node, 'source'));
  const text = (key: string): string => textOf(get(node, 'description', key)) ?? '';
  if (type === 'git') return sourceOf(`git+${text('url')}#${text('resolved-ref')}`);
  if (type === 'path') return { type: 'path', host: null, location: text('path') };
  if (type !== 'hosted') return unknownSource;
  const { host } = sourceOf(text('url'));
  return host === null ? unnamedRegistry : { type: 'registry', host };
}
