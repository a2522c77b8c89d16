import type { Reading, SourceFile } from '../format.ts';
import { Unreadable } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { byLine, lockedPackage, lockfileFact, requirementFact } from '../locked-package.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { sourceOf, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { yamlLock } from '../yaml-lock.ts';

/** `PODS` with versions and what they need, `DEPENDENCIES` as the Podfile asks. */
export function readCocoapodsLock(file: SourceFile): Reading {
  const root = yamlLock(file);
  if (!get(root, 'PODS')) throw new Unreadable('unparsable', 'There is no list of pods');
  const asked = items(get(root, 'DEPENDENCIES')).flatMap((item) => {
    const found = podOf(textOf(item) ?? '');
    return found ? [{ ...found, line: item.line }] : [];
  });
  const names = new Set(asked.map(({ name }) => name));
  const packages = items(get(root, 'PODS')).flatMap((item): Package[] => {
    const [pair] = entries(item);
    const found = podOf(pair?.key ?? textOf(item) ?? '');
    if (!found) return [];
    const { name, detail } = found;
    const owner = name.split('/')[0] ?? name;
    const sum = textOf(get(root, 'SPEC CHECKSUMS', owner));
    return [
      lockedPackage('cocoapods', {
        name,
        version: detail,
        key: name,
        direct: names.has(name),
        source: sourceOfPod(root, owner),
        // Of the description of the pod, which is what a version promises.
        integrity: sum === undefined || name !== owner ? [] : [`sha1:${sum}`],
        requires: items(pair?.node).flatMap((needed) => podOf(textOf(needed) ?? '')?.name ?? []),
        line: item.line,
      }),
    ];
  });
  const known = new Set(packages.map(({ key }) => key));
  const requirements = asked.map(({ name, detail, line }) =>
    requirementFact('cocoapods', {
      name,
      specifier: detail,
      importer: '',
      resolved: known.has(name) ? name : undefined,
      line,
    }),
  );
  const version = textOf(get(root, 'COCOAPODS')) ?? '';
  return {
    facts: [
      lockfileFact({ ecosystem: 'cocoapods', manager: 'cocoapods', version, importers: [''] }),
      ...byLine([...packages, ...requirements]),
    ],
  };
}

/** `Name/Part (1.2.3)` */
function podOf(text: string): { readonly name: string; readonly detail: string } | null {
  const found = /^([^\s(]+)(?: \((.*)\))?$/.exec(text);
  return found ? { name: found[1] ?? '', detail: found[2] ?? '' } : null;
}

function sourceOfPod(root: Node, name: string): PackageSource {
  const said = get(root, 'EXTERNAL SOURCES', name);
  const path = textOf(get(said, ':path')) ?? textOf(get(said, ':podspec'));
  if (path !== undefined) return { type: 'path', host: null, location: path };
  const git = textOf(get(said, ':git'));
  if (git === undefined) return unnamedRegistry;
  const commit = textOf(get(root, 'CHECKOUT OPTIONS', name, ':commit')) ?? '';
  return sourceOf(`git+${git}#${commit}`);
}
