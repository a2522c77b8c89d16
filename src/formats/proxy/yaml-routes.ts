import { entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { readYaml } from '../yaml.ts';
import type { ProxyDialect } from './format.ts';
import type { Target } from './read.ts';

/** Targets of Prometheus, clusters of Envoy, services of Traefik's dynamic configuration. */
export function readYamlRoutes(text: string, dialect: ProxyDialect): readonly Target[] {
  const roots = readYaml(text);
  if (dialect === 'prometheus') return roots.flatMap(ofPrometheus);
  return dialect === 'envoy' ? roots.flatMap(ofEnvoy) : roots.flatMap(ofTraefik);
}

function target(node: Node | undefined): readonly Target[] {
  const text = textOf(node);
  return node && text !== undefined ? [{ target: text, line: node.line }] : [];
}

/** https://prometheus.io/docs/prometheus/latest/configuration/configuration/ */
function ofPrometheus(root: Node): readonly Target[] {
  return items(get(root, 'scrape_configs'))
    .flatMap((job) => items(get(job, 'static_configs')))
    .flatMap((each) => items(get(each, 'targets')))
    .flatMap(target);
}

/** https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/cluster/v3/cluster.proto */
function ofEnvoy(root: Node): readonly Target[] {
  return items(get(root, 'static_resources', 'clusters'))
    .flatMap((cluster) => items(get(cluster, 'load_assignment', 'endpoints')))
    .flatMap((group) => items(get(group, 'lb_endpoints')))
    .flatMap((each) => {
      const address = get(each, 'endpoint', 'address', 'socket_address');
      const host = textOf(get(address, 'address'));
      const port = textOf(get(address, 'port_value'));
      if (!address || host === undefined) return [];
      return [{ target: port === undefined ? host : `${host}:${port}`, line: address.line }];
    });
}

/** https://doc.traefik.io/traefik/routing/services/ */
function ofTraefik(root: Node): readonly Target[] {
  return ['http', 'tcp', 'udp']
    .flatMap((key) => [...entries(get(root, key, 'services'))])
    .flatMap(({ node }) => items(get(node, 'loadBalancer', 'servers')))
    .flatMap((server) => target(get(server, 'url') ?? get(server, 'address')));
}
