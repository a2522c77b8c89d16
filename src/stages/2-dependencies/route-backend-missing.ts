import type { Change } from '../../system/system.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { clusterRoutes } from './cluster-routes.ts';
import { projectRoutes } from './project-routes.ts';

/** Requests are sent on to a service, or a port of it, that is not there. */
export const routeBackendMissing: ChangeRule = {
  kind: 'change',
  id: 'route-backend-missing',
  stage: 'dependencies',
  severity: 'critical',
  summary: 'An ingress, route or proxy sends requests to a service or port that is not there',
  assumption: 'Assumes that the service which the route names exists under this name and port.',
  verify: 'Render both sides and compare the names; then send a request through the route.',
  explanation: `Takes the backends of Ingress, HTTPRoute and its kin, VirtualService and IngressRoute and looks for the Service
in the same kustomization or folder: it fires when the Service or the port (by number or name) was there at base and is
not any more. In compose projects it takes the hosts of nginx, Caddy, HAProxy, Envoy, Traefik and Prometheus files and
fires when such a file names a host that no service has, where all that it named before were services of the project; and
when a router of Traefik names a service that no label defines any more. A compose service that is gone is told of by
\`service-removed-still-referenced\`.

It stays silent for backends that were never in the repository, for a Service that now stands in another file, and for
names with dots or variables. Severity: critical where a Service or port is gone, high for proxies and labels.`,
  check: (change: Change): readonly Problem[] => [...clusterRoutes(change), ...projectRoutes(change)],
};
