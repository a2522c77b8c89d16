import type { Route } from '../../system/facts.ts';
import { get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import type { KubernetesObject } from './object.ts';

/** The Services that an Ingress, a route of a gateway, a mesh or of Traefik sends requests to. */
export function readRoutes(object: KubernetesObject): readonly Route[] {
  const read = Object.hasOwn(readers, object.kind) ? readers[object.kind] : undefined;
  if (!read || object.name === '') return [];
  return read(object.root).flatMap((backend) => routeOf(backend, object));
}

interface Backend {
  readonly name: Node | undefined;
  readonly port: Node | undefined;
  readonly namespace?: Node | undefined;
}

const readers: Readonly<Record<string, (root: Node) => readonly Backend[]>> = {
  Ingress: (root) => {
    const rules = items(get(root, 'spec', 'rules')).flatMap((rule) => items(get(rule, 'http', 'paths')));
    const backends = [
      get(root, 'spec', 'defaultBackend'),
      get(root, 'spec', 'backend'),
      ...rules.map((path) => get(path, 'backend')),
    ];
    return backends.flatMap((backend) => {
      const service = get(backend, 'service');
      const port = get(service, 'port', 'number') ?? get(service, 'port', 'name');
      return service
        ? [{ name: get(service, 'name'), port }]
        : [{ name: get(backend, 'serviceName'), port: get(backend, 'servicePort') }];
    });
  },
  HTTPRoute: gateway,
  GRPCRoute: gateway,
  TLSRoute: gateway,
  TCPRoute: gateway,
  UDPRoute: gateway,
  VirtualService: (root) =>
    ['http', 'tls', 'tcp']
      .flatMap((key) => items(get(root, 'spec', key)))
      .flatMap((rule) => items(get(rule, 'route')))
      .map((each) => ({
        name: get(each, 'destination', 'host'),
        port: get(each, 'destination', 'port', 'number'),
      })),
  IngressRoute: traefik,
  IngressRouteTCP: traefik,
};

function gateway(root: Node): readonly Backend[] {
  return items(get(root, 'spec', 'rules'))
    .flatMap((rule) => items(get(rule, 'backendRefs')))
    .filter((backend) => (textOf(get(backend, 'kind')) ?? 'Service') === 'Service')
    .map((backend) => ({
      name: get(backend, 'name'),
      port: get(backend, 'port'),
      namespace: get(backend, 'namespace'),
    }));
}

function traefik(root: Node): readonly Backend[] {
  return items(get(root, 'spec', 'routes'))
    .flatMap((route) => items(get(route, 'services')))
    .filter((service) => (textOf(get(service, 'kind')) ?? 'Service') === 'Service')
    .map((service) => ({
      name: get(service, 'name'),
      port: get(service, 'port'),
      namespace: get(service, 'namespace'),
    }));
}

function routeOf({ name, port, namespace }: Backend, object: KubernetesObject): readonly Route[] {
  const written = textOf(name);
  // A name with dots is one of DNS: `web`, `web.shop`, `web.shop.svc.cluster.local`; others are outside.
  const host = /^([a-z0-9-]+)(?:\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?)?)?$/.exec(written ?? '');
  if (!name || !host) return [];
  const number = textOf(port);
  const within = textOf(namespace) ?? host[2] ?? object.namespace;
  return [
    {
      kind: 'route',
      by: `${object.kind}/${object.name}`,
      scheme: 'cluster',
      service: host[1] ?? '',
      ...(within === undefined ? {} : { namespace: within }),
      ...(number === undefined ? {} : { port: /^\d{1,5}$/.test(number) ? Number(number) : number }),
      line: name.line,
    },
  ];
}
