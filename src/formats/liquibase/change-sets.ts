import { entries, items } from '../node.ts';
import type { Node } from '../node.ts';
import { readXml } from '../xml.ts';
import type { Element } from '../xml.ts';
import { readYaml } from '../yaml.ts';

/** Change sets of a changelog, in whichever of the two languages, as elements. */
export function changeSetsOf(path: string, text: string): readonly Element[] {
  if (/\.xml$/i.test(path)) return readXml(text).children.filter(({ name }) => name === 'changeSet');
  return readYaml(text).flatMap((document) =>
    [...entries(document)].flatMap(({ key, node }) =>
      key === 'databaseChangeLog'
        ? items(node).flatMap((item) =>
            [...entries(item)].flatMap((entry) =>
              entry.key === 'changeSet' ? [elementOf('changeSet', entry.node, entry.line)] : [],
            ),
          )
        : [],
    ),
  );
}

/** YAML names a change by a key, its attributes by keys below it; lists of changes and columns stand where XML has children. */
function elementOf(name: string, node: Node, line: number, depth = 0): Element {
  const attributes = new Map<string, string>();
  const children: Element[] = [];
  if (node.kind === 'scalar') return { name, line, attributes, children, text: node.text };
  for (const { key, node: value, line: at } of entries(node)) {
    if (value.kind === 'scalar') attributes.set(key, value.text);
    else if (depth < 20 && value.kind === 'list') {
      for (const item of value.items)
        for (const entry of entries(item)) {
          const own = elementOf(entry.key, entry.node, entry.line, depth + 1);
          // What leads back is no change.
          if (key !== 'rollback') children.push(own);
        }
    } else if (depth < 20) children.push(elementOf(key, value, at, depth + 1));
  }
  return { name, line, attributes, children, text: attributes.get('sql') ?? '' };
}
