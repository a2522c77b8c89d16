import { configTemplate } from '../../src/formats/config-template/format.ts';
import { digestOf } from '../../src/system/value-shape.ts';
import { factsOf, outcomeOf } from '../support/code-facts.ts';

describe('config template: which files', () => {
  test.each([
    ['src/image-provider/nginx.conf.template', true],
    ['src/frontend-proxy/envoy.tmpl.yaml', true],
    ['docker/templates/default.conf.template', true],
    ['deploy/envoy.yaml', true],
    ['config.js.template', true],
    ['public/index.html.tmpl', true],
    ['src/otel-collector/otelcol-config.yml', true],
    ['otel-collector.yaml', true],
    ['observability/fluent-bit.conf', true],
    ['prometheus/prometheus.yml', true],
    ['alertmanager.yml', true],
    ['loki-config.yaml', true],
    ['vector.toml', true],
    ['grafana/provisioning/datasources/default.yaml', true],
    ['src/main/resources/log4j2.xml', true],
    ['nginx.conf', true],
    ['docker/nginx/site.conf', true],
    ['haproxy.cfg', true],
    ['Caddyfile', true],
    ['docker/dev.Caddyfile', true],
    ['.env.template', false],
    ['env.template', false],
    ['docker-compose.template.yml', false],
    ['.github/workflows/ci.yml.template', false],
    ['charts/app/templates/_helpers.tpl', false],
    ['terraform/user-data.yaml.tpl', false],
    ['src/page.ts.tmpl', false],
    ['README.md.tmpl', false],
    ['install.sh.template', false],
    ['config.yaml', false],
    ['apache.conf', false],
  ])('%s', (path, expected) => {
    expect(configTemplate.matches(path)).toBe(expected);
  });

  test.each([
    ['a variable', 'listen ${PORT};', true],
    ['none', 'listen 80; set $host x; ${request_uri}', false],
    ['a Go template', '{{ if .Values.a }}${PORT}{{ end }}', false],
    ['CloudFormation', 'AWSTemplateFormatVersion: "2010-09-09"\nName: ${STAGE}', false],
    ['a script', '#!/bin/sh\necho ${PORT}', false],
  ])('%s', (_, text, expected) => {
    expect(configTemplate.recognises?.(text)).toBe(expected);
  });
});

describe('config template: variables', () => {
  test.each([
    [
      'nginx',
      'nginx.conf.template',
      'server {\n  listen ${PORT};\n  set $host $uri;\n  proxy_pass http://$API_HOST:${API_PORT}/$1;\n}',
      'required PORT, required API_HOST, required API_PORT',
    ],
    [
      'envoy',
      'envoy.tmpl.yaml',
      'port_value: ${ENVOY_PORT}\naddress: $NOT_IN_BRACES_BUT_FILLED',
      'required ENVOY_PORT, required NOT_IN_BRACES_BUT_FILLED',
    ],
    [
      'envoy itself',
      'envoy.yaml',
      'port_value: ${ENVOY_PORT} %REQ(:AUTHORITY)% $x $NOT',
      'required ENVOY_PORT',
    ],
    [
      'collector',
      'otel-collector.yaml',
      'endpoint: ${env:OTLP_HOST}:${env:OTLP_PORT:-4317}\na: ${OLD_STYLE} $$ESCAPED ${file:/etc/x} ${env:lower}',
      'required OTLP_HOST, defaulted OTLP_PORT=, required OLD_STYLE, required lower',
    ],
    [
      'Grafana',
      'grafana/provisioning/datasources/a.yaml',
      'url: $__env{PROM_URL}\nuser: ${DB_USER}\npassword: $DB_PASSWORD\nexpr: $$value ${__field.name}',
      'required PROM_URL, required DB_USER, required DB_PASSWORD',
    ],
    ['Loki', 'loki.yaml', 'a: ${RETENTION:24h}\nb: ${BUCKET}', 'defaulted RETENTION=, required BUCKET'],
    ['a colon elsewhere', 'prometheus.yml', 'a: ${JOB:24h} ${BUCKET}', 'required BUCKET'],
    [
      'Vector',
      'vector.toml',
      'a = "${HOST_A:-x}"\nb = "${HOST_B?no}"\nc = "${HOST_C:+x}"',
      'defaulted HOST_A=, required HOST_B, guarded HOST_C',
    ],
    [
      'log4j',
      'log4j2.xml',
      '<a level="${env:LOG_LEVEL:-info}" file="${LOG_FILE}" x="${env:LOG_HOST}"/>',
      'defaulted LOG_LEVEL=, required LOG_HOST',
    ],
    ['Traefik', 'traefik.toml', 'rule = "Host(`{{ env "SITE_HOST" }}`)"', 'required SITE_HOST'],
    [
      'a default that is a variable',
      'vector.yaml',
      'a: ${HOST_A:-${HOST_B}}',
      'defaulted HOST_A, guarded HOST_B',
    ],
    [
      'comments',
      'fluent-bit.conf',
      '# Host ${OLD_HOST}\n    Host ${ES_HOST}\n  ; ${OTHER_HOST}',
      'required ES_HOST',
    ],
    ['JavaScript', 'env.js.template', "window.env = { api: '${API_URL}', x: $NOT };", 'required API_URL'],
    ['JavaScript with templates of its own', 'env.js.template', 'window.env = { api: `${API_URL}` };', ''],
    ['spellings of others', 'site.conf.template', 'a ${request_uri} ${A} ${Mixed_Case} \\${ESCAPED}', ''],
  ])('%s', async (_, path, text, expected) => {
    expect(await factsOf(configTemplate, path, text)).toBe(expected);
  });

  test('a read says where, who fills it in, and with what fallback', async () => {
    const text = '# collector\nreceivers:\n  otlp:\n    endpoint: ${env:OTLP_HOST:-localhost}\n';
    expect((await configTemplate.read({ path: 'otel-config.yml', text })).facts).toEqual([
      {
        kind: 'read',
        name: 'OTLP_HOST',
        line: 4,
        phase: 'run',
        via: 'otel-collector',
        strength: 'defaulted',
        fallback: digestOf('localhost'),
      },
    ]);
  });

  test.each([
    ['CRLF', 'a ${HOST_A}\r\n# ${HOST_B}\r\nc ${HOST_C}\r\n', 'read, required HOST_A, required HOST_C'],
    ['NUL bytes', '\0${HOST_A}\0', 'read, required HOST_A'],
    ['open braces', '${HOST_A ${HOST_B} ${', 'read, required HOST_B'],
    ['a conflict', '<<<<<<< a\n${HOST_A}\n=======\n>>>>>>> b\n', 'merge-conflict'],
    ['a huge line', `${'${'.repeat(100_000)}${'${A:-'.repeat(100_000)} \${HOST_A}`, 'read, required HOST_A'],
  ])('%s', async (_, text, expected) => {
    expect(await outcomeOf(configTemplate, 'nginx.conf.template', text)).toBe(expected);
  });
});

describe('config template: Caddy', () => {
  test('what is filled in, and with which default', async () => {
    const text = `# {$OLD}
{
\t{$EXTRA}
}
{$DOMAIN:localhost} {
\treverse_proxy {$BACKEND} {$OTHER:}
\ttls {
\t\tdns cloudflare {env.CF_TOKEN}
\t}
\theader X {http.request.uri} {vars.x}
}
`;
    expect(await factsOf(configTemplate, 'Caddyfile', text)).toBe(
      'guarded EXTRA, defaulted DOMAIN=, required BACKEND, defaulted OTHER=, required CF_TOKEN',
    );
  });

  test.each(['', '{$', '{$}', '{env.}', '{$A:', `{$${'A'.repeat(5000)}`, '\0{$A'])(
    'takes %j',
    async (text) => {
      await expect(Promise.resolve(configTemplate.read({ path: 'Caddyfile', text }))).resolves.toEqual({
        facts: [],
      });
    },
  );
});
