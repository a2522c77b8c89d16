import type { Edge } from '../../system/facts.ts';
import { booleanOf, entries, get, items, textOf, textsOf } from '../node.ts';
import type { ServiceNode } from './service-node.ts';

const conditions: Readonly<Record<string, Edge['condition']>> = {
  service_started: 'started',
  service_healthy: 'healthy',
  service_completed_successfully: 'completed',
};

/** `depends_on:` in both forms, and the options that make Compose start one service before another. */
export function readOrder(service: ServiceNode): readonly Edge[] {
  const edges = new Map<string, Edge>();
  const add = (to: string, line: number, condition: Edge['condition'] = 'started', required = true): void => {
    if (to !== '' && !edges.has(to))
      edges.set(to, { kind: 'edge', from: service.name, to, condition, required, line });
  };
  const dependsOn = get(service.map, 'depends_on');
  for (const { text, line } of textsOf(dependsOn?.kind === 'list' ? dependsOn : undefined)) add(text, line);
  for (const { key, node, line } of entries(dependsOn)) {
    const condition = conditions[textOf(get(node, 'condition')) ?? ''];
    add(key, line, condition, booleanOf(get(node, 'required')) ?? true);
  }
  for (const item of [...items(get(service.map, 'links')), ...items(get(service.map, 'volumes_from'))]) {
    const written = textOf(item) ?? '';
    if (!written.startsWith('container:')) add(written.split(':')[0] ?? '', item.line);
  }
  for (const option of ['network_mode', 'ipc', 'pid']) {
    const node = get(service.map, option);
    const shared = /^service:(.+)$/.exec(textOf(node) ?? '')?.[1];
    if (node && shared) add(shared, node.line);
  }
  return [...edges.values()];
}
