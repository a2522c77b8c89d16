import type { Fact } from '../../system/facts.ts';
import { get } from '../node.ts';
import { fillIn, pairs } from './service-node.ts';
import type { ServiceNode } from './service-node.ts';

const definition = /^traefik\.(?:http|tcp|udp)\.services\.([\w-]+)\.loadbalancer\.(.+)$/i;
const use = /^traefik\.(?:http|tcp|udp)\.routers\.[\w-]+\.service$/i;

/** Labels by which Traefik finds services and sends requests to them. https://doc.traefik.io/traefik/ */
export function readLabels(service: ServiceNode): readonly Fact[] {
  const nodes = [get(service.map, 'labels'), get(service.map, 'deploy', 'labels')];
  return nodes
    .flatMap((node) => pairs(node))
    .flatMap(({ key, value, line }) => readLabel(key, value, line, service));
}

function readLabel(key: string, value: string | null, line: number, service: ServiceNode): readonly Fact[] {
  const { text, resolved } = fillIn(value ?? '');
  const [, name, option] = definition.exec(key) ?? [];
  if (name !== undefined && option !== undefined) {
    const port =
      option.toLowerCase() === 'server.port' && /^\d{1,5}$/.test(text) ? { port: Number(text) } : {};
    return [{ kind: 'route-service', name, unit: service.name, line, ...port }];
  }
  // `api@internal`, `web@file` come from other providers.
  if (!use.test(key) || !resolved || !/^[\w-]+(?:@docker)?$/.test(text)) return [];
  return [{ kind: 'route', by: service.name, scheme: 'label', service: text.replace(/@docker$/, ''), line }];
}
