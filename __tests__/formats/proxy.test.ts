import { Unreadable } from '../../src/formats/format.ts';
import { proxy, proxyDialectOf } from '../../src/formats/proxy/format.ts';
import { readProxy } from '../../src/formats/proxy/read.ts';

function routes(path: string, text: string): readonly string[] {
  return readProxy({ path, text }).facts.flatMap((fact) =>
    fact.kind === 'route'
      ? [`${fact.line} ${fact.service}${fact.port === undefined ? '' : `:${fact.port}`}`]
      : [],
  );
}

describe('proxy', () => {
  test.each([
    ['nginx/nginx.conf', 'nginx'],
    ['docker/nginx/conf.d/site.conf', 'nginx'],
    ['proxy/default.conf.template', 'nginx'],
    ['Caddyfile', 'caddy'],
    ['deploy/Caddyfile.prod', 'caddy'],
    ['haproxy.cfg', 'haproxy'],
    ['monitoring/prometheus.yml', 'prometheus'],
    ['envoy.yaml', 'envoy'],
    ['traefik/dynamic.yml', 'traefik'],
    ['compose.prometheus.yml', undefined],
    ['.github/nginx.conf', undefined],
    ['src/server.conf', undefined],
  ])('%s is %s', (path, dialect) => {
    expect(proxyDialectOf(path)).toBe(dialect);
  });

  test('manifests of a cluster and templates of charts are left to others', () => {
    expect(proxy.recognises?.('scrape_configs:\n  - static_configs: []\n')).toBe(true);
    expect(proxy.recognises?.('kind: ConfigMap\nstatic_configs: []\n')).toBe(false);
    expect(proxy.recognises?.('static_configs:\n  - {{ .Values.targets }}\n')).toBe(false);
    expect(proxy.recognises?.('user nginx;\n')).toBe(false);
  });

  test.each([
    [
      'nginx',
      'nginx.conf',
      'upstream app {\n  server api:8080 weight=3;\n  server 10.0.0.1:80; # server old:1;\n}\nserver {\n  location / { proxy_pass http://app; }\n  location /b { proxy_pass http://Web:3000/x; fastcgi_pass php:9000; }\n  location /c { proxy_pass http://$host; }\n  location /d { proxy_pass http://unix:/tmp/s; }\n}\n',
      ['2 api:8080', '7 web:3000', '7 php:9000'],
    ],
    [
      'Caddy',
      'Caddyfile',
      'shop.example.org {\n  reverse_proxy /api/* api:8080 {\n    lb_policy first\n    to spare:8081\n  }\n  reverse_proxy {$UP}\n  php_fastcgi php:9000\n}\n',
      ['2 api:8080', '4 spare:8081', '7 php:9000'],
    ],
    ['HAProxy', 'haproxy.cfg', 'backend web\n  server w1 web:80 check\n', ['2 web:80']],
    [
      'Prometheus',
      'prometheus.yml',
      'scrape_configs:\n  - job_name: api\n    static_configs:\n      - targets: ["api:9090", "localhost:9100"]\n',
      ['4 api:9090'],
    ],
    [
      'Envoy',
      'envoy.yaml',
      'static_resources:\n  clusters:\n    - name: api\n      load_assignment:\n        endpoints:\n          - lb_endpoints:\n              - endpoint: { address: { socket_address: { address: api, port_value: 8080 } } }\n',
      ['7 api:8080'],
    ],
    [
      'Traefik',
      'traefik/dynamic.yml',
      'http:\n  services:\n    api:\n      loadBalancer:\n        servers:\n          - url: "http://api:8080"\n',
      ['6 api:8080'],
    ],
  ])('routes of %s', (_, path, text, expected) => {
    expect(routes(path, text)).toEqual(expected);
    expect(routes(path, text.replaceAll('\n', '\r\n'))).toEqual(expected);
  });

  test('variables of a template are read beside the routes', () => {
    const { facts } = readProxy({
      path: 'proxy/default.conf.template',
      text: 'server { listen ${PORT}; location / { proxy_pass http://${API_HOST}:8080; proxy_pass http://web:80; } }\n',
    });
    expect(facts.map((fact) => ('name' in fact ? fact.name : fact.kind))).toEqual(
      expect.arrayContaining(['route', 'PORT', 'API_HOST']),
    );
  });

  test('bad input ends in a gap or in nothing', () => {
    const conflict = '<<<<<<< HEAD\nproxy_pass http://a:1;\n=======\nproxy_pass http://b:1;\n>>>>>>> other\n';
    expect(() => readProxy({ path: 'nginx.conf', text: conflict })).toThrow(Unreadable);
    expect(() => readProxy({ path: 'nginx.conf', text: 'proxy_pass \0' })).toThrow(Unreadable);
    expect(() => readProxy({ path: 'prometheus.yml', text: 'scrape_configs: [\n' })).toThrow(Unreadable);
    expect(() => readProxy({ path: 'envoy.yaml', text: '['.repeat(5000) })).toThrow(Unreadable);
    expect(routes('nginx.conf', `proxy_pass ${'a'.repeat(1_000_000)}`)).toEqual([]);
    expect(routes('nginx.conf', `${'{'.repeat(100_000)}\nupstream x {\nserver api:80`)).toEqual(['3 api:80']);
    expect(routes('Caddyfile', 'reverse_proxy {\n'.repeat(2000))).toEqual([]);
  });
});
