import type { ServiceName } from '../../system/facts.ts';
import { entries, get, items, textOf, textsOf } from '../node.ts';
import { knownText, pairs } from './service-node.ts';
import type { ServiceNode } from './service-node.ts';

/** Every name by which the service, or what it is linked to, can be reached. */
export function readNames(service: ServiceNode): readonly ServiceName[] {
  const names: ServiceName[] = [];
  const add = (name: string | undefined, line: number, unit?: string): void => {
    if (name) names.push({ kind: 'service', name, ...(unit === undefined ? {} : { unit }), line });
  };
  add(service.name, service.line, service.name);
  for (const option of ['container_name', 'hostname']) {
    const node = get(service.map, option);
    if (node) add(knownText(node), node.line, service.name);
  }
  for (const { node } of entries(get(service.map, 'networks'))) {
    for (const { text, line } of textsOf(get(node, 'aliases'))) add(text, line, service.name);
  }
  for (const item of items(get(service.map, 'links'))) {
    const [unit, alias] = (textOf(item) ?? '').split(':');
    add(alias, item.line, unit);
  }
  for (const item of items(get(service.map, 'external_links'))) {
    add((textOf(item) ?? '').split(':').at(-1), item.line);
  }
  for (const { key, line } of pairs(get(service.map, 'extra_hosts'), /[:=]/)) add(key, line);
  return names;
}
