import { Unreadable } from './format.ts';
import type { SourceFile } from './format.ts';
import { lockText } from './locked-package.ts';
import type { Node } from './node.ts';
import { readYaml } from './yaml.ts';

/** The first document of a lockfile in YAML. Throws {@link Unreadable} for anything but a map. */
export function yamlLock(file: SourceFile): Node {
  const [root] = readYaml(lockText(file));
  if (root?.kind !== 'map') throw new Unreadable('unparsable', 'The file is no map of keys and values');
  return root;
}
