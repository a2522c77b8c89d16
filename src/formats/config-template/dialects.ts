import { isCiPath } from '../code-paths.ts';

/** How a kind of configuration writes a variable of the environment. */
export interface Dialect {
  /** who fills it in */
  readonly via: string;
  /** `${env:X}` is the only way; `${X}` means something else */
  readonly marked?: true;
  /** `$X` without braces counts, too */
  readonly bare?: true;
  /** `${X:d}` has a default */
  readonly colon?: true;
  /** `{$X:d}` and `{env.X}` are all there is */
  readonly caddy?: true;
}

const tools: readonly (readonly [RegExp, Dialect])[] = [
  [/(?:^|\/)envoy[\w.-]*\.ya?ml$/i, { via: 'envoy' }],
  [
    /(?:^|\/)(?:otel|opentelemetry)[\w.-]*\.ya?ml$|(?:^|\/)[\w.-]*otel-?col[\w.-]*\.ya?ml$/i,
    { via: 'otel-collector', bare: true },
  ],
  [
    /(?:^|\/)[\w.-]*collector-?config[\w.-]*\.ya?ml$|(?:^|\/)otel[\w-]*\/config[\w.-]*\.ya?ml$/i,
    { via: 'otel-collector', bare: true },
  ],
  [
    /(?:^|\/)fluent-?bit[\w.-]*\.(?:conf|ya?ml)$|(?:^|\/)fluent-?bit\/(?:[^/]+\/)*[\w.-]+\.(?:conf|ya?ml)$/i,
    { via: 'fluent-bit' },
  ],
  [/(?:^|\/)(?:prometheus|alertmanager)[\w.-]*\.ya?ml$/i, { via: 'prometheus' }],
  [/(?:^|\/)(?:loki|promtail|tempo|mimir)[\w.-]*\.ya?ml$/i, { via: 'loki', colon: true }],
  [/(?:^|\/)vector[\w.-]*\.(?:toml|ya?ml)$/i, { via: 'vector', bare: true }],
  [
    /(?:^|\/)grafana\/(?:[^/]+\/)*(?:provisioning|datasources|dashboards)\/(?:[^/]+\/)*[\w.-]+\.ya?ml$|(?:^|\/)grafana[\w.-]*\.ini$/i,
    { via: 'grafana', bare: true },
  ],
  [/(?:^|\/)log4j2?[\w.-]*\.(?:xml|ya?ml|properties|json)$/i, { via: 'log4j', marked: true }],
  [/(?:^|\/)(?:[\w-]+\.)?Caddyfile(?:\.[\w-]+)?$/, { via: 'caddy', caddy: true }],
  [/(?:^|\/)haproxy[\w.-]*\.cfg$/i, { via: 'haproxy' }],
  [/(?:^|\/)(?:traefik|krakend)[\w.-]*\.(?:ya?ml|toml|json)$/i, { via: 'template' }],
  [/(?:^|\/)nginx[\w.-]*\.conf$|(?:^|\/)nginx\/(?:[^/]+\/)*[\w.-]+\.conf$/i, { via: 'envsubst' }],
];

/** `default.conf.template`, `envoy.tmpl.yaml`: what is left without the mark says what it becomes. */
const template =
  /\.(?:template|tmpl|tpl|envsubst)(?=$|\.(?:conf|cfg|ya?ml|json|toml|xml|ini|properties|js|html?)$)/i;

const configuration =
  /(?:^|\/)[^/.]+$|\.(?:conf|cfg|cnf|config|ya?ml|json|toml|xml|ini|properties|vcl|lua|html?|js|txt|rules)$/i;

/** How a file's variables are written, undefined when it is none that is filled in. */
export function dialectOf(path: string): Dialect | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  // Env files, compose files and pipelines have readers of their own; charts and Terraform other rules.
  if (/^\.env\b|^env\.(?:template|tmpl|tpl)$|compose/i.test(name) || isCiPath(path)) return undefined;
  if (/(?:^|\/)(?:charts?|helm|terraform)\//.test(path)) return undefined;
  if (template.test(name)) {
    const result = path.replace(template, '');
    if (!configuration.test(result)) return undefined;
    return /\.(?:js|json|html?)$/i.test(result) ? { via: 'envsubst' } : { via: 'envsubst', bare: true };
  }
  return tools.find(([pattern]) => pattern.test(path))?.[1];
}
