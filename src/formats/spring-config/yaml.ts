import type { Node } from '../node.ts';
import { entries } from '../node.ts';
import { readYaml } from '../yaml.ts';
import type { Setting } from './read.ts';

/** More keys than people write: aliases can make any number of them. */
const mostKeys = 20_000;

/** Settings of each document, nested keys joined by dots. */
export function yamlDocuments(text: string): readonly (readonly Setting[])[] {
  // `version: @project.version@`: Maven fills it in before anything parses it as YAML.
  const masked = text.replace(/(?<=[:\s-]\s{0,9})@([\w.-]{1,80})@/g, '_$1_');
  return readYaml(masked).map((root) => {
    const found: Setting[] = [];
    flatten(root, '', found, root.line);
    return found;
  });
}

function flatten(node: Node, key: string, found: Setting[], line: number): void {
  if (found.length >= mostKeys) return;
  if (node.kind === 'map' && node.entries.size > 0) {
    for (const entry of entries(node)) {
      // `[a.b]` in brackets is one part, taken as it is.
      const own = entry.key.replace(/^\[(.*)\]$/, '$1').replace(/\[\d+\]/g, '');
      flatten(entry.node, key === '' ? own : `${key}.${own}`, found, entry.line);
    }
    return;
  }
  if (key === '') return;
  if (node.kind !== 'list') {
    found.push({ key, line, text: node.kind === 'scalar' && node.value !== null ? node.text : null });
    return;
  }
  found.push({ key, line, text: null });
  for (const item of node.items) {
    if (item.kind === 'map') flatten(item, key, found, item.line);
    else if (item.kind === 'scalar' && item.text.includes('${'))
      found.push({ key, line: item.line, text: item.text });
  }
}
