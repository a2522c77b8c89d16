import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { isObject, objectOf, parseJsonObject, stringOf } from '../json-value.ts';
import { Keys, lockedPackage, lockfileFact, lockText } from '../locked-package.ts';
import { TextLines } from '../text-lines.ts';

const lists = {
  requires: false,
  build_requires: true,
  python_requires: true,
  config_requires: true,
} as const;

/** `name/version@user/channel#revision%timestamp` */
const reference = /^([^/@#\s]+)\/([^@#:%\s]+)(?:@[^#:%\s]*)?(?:#([^:%\s]+))?/;

/** Conan 1 has a graph of nodes (versions 0.0 to 0.4), Conan 2 plain lists (0.5). */
export function readConanLock(file: SourceFile): Reading {
  const text = lockText(file);
  const root = parseJsonObject(text);
  // The first of them named no version.
  const version = stringOf(root.version) ?? (isObject(root.graph_lock) ? '0.0' : '');
  if (!/^0\.\d$/.test(version))
    throw new Unreadable('unsupported-version', 'Lockfile version is none of 0.0 to 0.5');
  const lines = new TextLines(text);
  const keys = new Keys();
  const read = (written: string | undefined, dev: boolean | null): readonly Package[] => {
    const found = reference.exec(written ?? '');
    if (!found || written === undefined) return [];
    const [, name = '', locked = '', revision] = found;
    return [
      lockedPackage('conan', {
        name,
        version: locked,
        key: keys.of(written),
        dev,
        // A revision is a hash of the recipe; another one under the same version is nothing unusual.
        ...(revision === undefined
          ? {}
          : { source: { type: 'registry', host: null, commit: revision } as const }),
        line: lines.next(JSON.stringify(written).slice(0, -1)),
      }),
    ];
  };
  const nodes = Object.entries(objectOf(objectOf(root.graph_lock).nodes));
  const packages = [
    ...nodes.flatMap(([id, node]) => {
      if (!isObject(node)) return [];
      const isRoot = id === '0' && stringOf(node.path) !== undefined;
      const written = stringOf(node.ref) ?? stringOf(node.pref);
      return isRoot ? [] : read(written, node.context === 'build' ? true : null);
    }),
    ...Object.entries(lists).flatMap(([key, dev]) => {
      const list = root[key];
      return (Array.isArray(list) ? list : []).flatMap((each) =>
        read(stringOf(Array.isArray(each) ? each[0] : each), dev),
      );
    }),
  ];
  return { facts: [lockfileFact({ ecosystem: 'conan', manager: 'conan', version }), ...packages] };
}
