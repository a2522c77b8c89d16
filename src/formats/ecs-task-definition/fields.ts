import { get } from '../node.ts';
import type { MapEntry, Node } from '../node.ts';

/** A field of a container definition: `portMappings` in JSON, `PortMappings` in CloudFormation, `port_mappings` in modules. */
export function field(node: Node | undefined, name: string): Node | undefined {
  return fieldEntry(node, name)?.node;
}

export function fieldEntry(node: Node | undefined, name: string): MapEntry | undefined {
  if (node?.kind !== 'map') return undefined;
  return (
    node.entries.get(name) ??
    node.entries.get(`${name.charAt(0).toUpperCase()}${name.slice(1)}`) ??
    node.entries.get(name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  );
}

/** Whether the text is what a field of that name can hold; for looks at files of unknown kind. */
export function looksLikeContainers(node: Node | undefined): boolean {
  return node?.kind === 'list' && node.items.some((item) => get(item, 'image') ?? get(item, 'Image'));
}
