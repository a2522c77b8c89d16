import { isCiPath } from '../code-paths.ts';
import type { Format } from '../format.ts';

/** What a file of a proxy or a scraper is written in. */
export type ProxyDialect = 'nginx' | 'caddy' | 'haproxy' | 'prometheus' | 'envoy' | 'traefik';

const dialects: readonly (readonly [RegExp, ProxyDialect])[] = [
  [
    /(?:^|\/)(?:[\w.-]*nginx[\w.-]*|nginx\/(?:[^/]+\/)*[\w.-]+|(?:conf\.d|sites-(?:available|enabled))\/[\w.-]+|default)\.conf(?:\.(?:template|tmpl|tpl))?$/i,
    'nginx',
  ],
  [/(?:^|\/)(?:[\w-]+\.)?Caddyfile(?:\.[\w-]+)?$/, 'caddy'],
  [/(?:^|\/)haproxy[\w.-]*\.cfg(?:\.(?:template|tmpl|tpl))?$/i, 'haproxy'],
  [/(?:^|\/)prometheus[\w.-]*\.ya?ml$/i, 'prometheus'],
  [/(?:^|\/)envoy[\w.-]*\.ya?ml$/i, 'envoy'],
  [/(?:^|\/)traefik(?:\/(?:[^/]+\/)*[\w.-]+|[\w.-]*)\.ya?ml$/i, 'traefik'],
];

export function proxyDialectOf(path: string): ProxyDialect | undefined {
  if (/compose/i.test(path.slice(path.lastIndexOf('/') + 1)) || isCiPath(path)) return undefined;
  return dialects.find(([pattern]) => pattern.test(path))?.[1];
}

/** Where requests go in the words of each of them; a chart's or a cluster's file has another reader. */
const routes =
  /\b(?:proxy_pass|fastcgi_pass|uwsgi_pass|grpc_pass|upstream|reverse_proxy|php_fastcgi|backend|static_configs|load_assignment|loadBalancer)\b/i;
const otherwise = /^kind:[ \t]*\S|\{\{-?\s*(?:\.Values|include|template)\b|^[ \t]*\{%/m;

/** Configuration of reverse proxies, and what Prometheus scrapes. */
export const proxy: Format = {
  id: 'proxy',
  title: 'Proxy or scrape configuration',
  stage: 'dependencies',
  matches: (path) => proxyDialectOf(path) !== undefined,
  recognises: (text) => routes.test(text) && !otherwise.test(text),
  limit: 1 << 20,
  read: async (file) => (await import('./read.ts')).readProxy(file),
};
