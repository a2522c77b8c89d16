import type { Fact } from '../../system/facts.ts';
import { booleanOf, entries, get } from '../node.ts';
import type { Node } from '../node.ts';
import { knownText } from './service-node.ts';

/** `name:`, `volumes:` and `networks:` of a file: what Docker calls the volumes in which data lies, and who may be on a network. */
export function readProject(root: Node): readonly Fact[] {
  const node = get(root, 'name');
  const name = knownText(node);
  const volumes = [...entries(get(root, 'volumes'))].map((entry): Fact => {
    const identity = knownText(get(entry.node, 'name'));
    const external = get(entry.node, 'external');
    return {
      kind: 'volume',
      name: entry.key,
      ...(identity === undefined ? {} : { identity }),
      external: external !== undefined && booleanOf(external) !== false,
      line: entry.line,
    };
  });
  const networks = [...entries(get(root, 'networks'))].map((entry): Fact => {
    const external = get(entry.node, 'external');
    return {
      kind: 'network',
      name: entry.key,
      external: external !== undefined && booleanOf(external) !== false,
      line: entry.line,
    };
  });
  const named: readonly Fact[] =
    node && name !== undefined ? [{ kind: 'project', name, line: node.line }] : [];
  return [...named, ...volumes, ...networks];
}
