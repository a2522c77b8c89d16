import { entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';

/** One object of a manifest. */
export interface KubernetesObject {
  readonly kind: string;
  /** group of its API, `` for the core */
  readonly group: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** of its `kind` */
  readonly line: number;
  readonly root: Node;
}

/** The objects of a document: itself, or the items of a list. */
export function objectsOf(document: Node): readonly KubernetesObject[] {
  const own = objectOf(document);
  if (own?.kind !== 'List' && own?.kind.endsWith('List') !== true) return own ? [own] : [];
  return items(get(document, 'items')).flatMap((item) => objectOf(item) ?? []);
}

function objectOf(root: Node): KubernetesObject | undefined {
  const kindNode = get(root, 'kind');
  const kind = textOf(kindNode);
  const version = textOf(get(root, 'apiVersion'));
  if (!kindNode || kind === undefined || version === undefined) return undefined;
  // A patch that takes the object away.
  if (textOf(get(root, '$patch')) === 'delete') return undefined;
  const metadata = get(root, 'metadata');
  const slash = version.indexOf('/');
  return {
    kind,
    group: slash === -1 ? '' : version.slice(0, slash),
    name: textOf(get(metadata, 'name')) ?? textOf(get(metadata, 'generateName')) ?? '',
    namespace: textOf(get(metadata, 'namespace')),
    line: kindNode.line,
    root,
  };
}

/** A mapping of texts, as labels and selectors are. */
export function textMap(node: Node | undefined): Readonly<Record<string, string>> | undefined {
  const found = [...entries(node)].flatMap(({ key, node: value }) => {
    const text = textOf(value);
    return text === undefined ? [] : [[key, text] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
