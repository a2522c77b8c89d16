import { probesIn } from '../../src/contracts/routes/probes-in.ts';

const kubernetes = `containers:
  - name: api
    livenessProbe:
      httpGet:
        path: /livez
        port: 8080
    readinessProbe:
      httpGet: { path: /readyz?full=1, port: 8080 }
    volumeMounts:
      - name: data
        path: /data
`;

const compose = `services:
  api:
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost:3000/health"]
      interval: 10s
  web:
    environment:
      API: http://localhost:3000/api
    healthcheck:
      test:
        - CMD-SHELL
        - wget -qO- http://127.0.0.1:\${PORT:-3000}/up || exit 1
`;

const ingress = `metadata:
  annotations:
    alb.ingress.kubernetes.io/healthcheck-path: /health/live
    alb.ingress.kubernetes.io/scheme: internal
spec:
  rules:
    - http:
        paths:
          - path: /orders
`;

const dockerfile = `FROM node:24-slim
# HEALTHCHECK CMD curl http://localhost/old
HEALTHCHECK --interval=30s \\
  CMD curl -f http://localhost:3000/healthz || exit 1
`;

const fly = `[http_service]
  internal_port = 8080

[[http_service.checks]]
  interval = "10s"
  path = "/health"

[[statics]]
  url_prefix = "/static"
  path = "/srv/static"
`;

const terraform = `resource "aws_lb_target_group" "api" {
  port = 80
  health_check {
    interval = 10
    path     = "/health"
  }
}
resource "aws_lb_listener_rule" "api" {
  path = "/orders"
}
`;

const task = `{
  "containerDefinitions": [
    {
      "healthCheck": {
        "command": ["CMD-SHELL", "curl -f http://localhost:8080/health || exit 1"]
      }
    }
  ]
}
`;

describe('addresses that checks ask for', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['Kubernetes', kubernetes, ['/livez 5', '/readyz 8']],
    ['compose', compose, ['/health 4', '/up 12']],
    ['a load balancer of an ingress', ingress, ['/health/live 3']],
    ['a Dockerfile', dockerfile, ['/healthz 4']],
    ['Fly', fly, ['/health 6']],
    ['Terraform', terraform, ['/health 5']],
    ['a task definition', task, ['/health 5']],
    ['Render', 'services:\n  - type: web\n    healthCheckPath: /up\n', ['/up 3']],
    ['Railway', '[deploy]\nhealthcheckPath = "/up"\n', ['/up 2']],
    ['values of a chart', 'livenessProbe:\n  path: /health\nmount:\n  path: /data\n', ['/health 2']],
    ['no file without checks', 'paths:\n  - path: /health\n', []],
    ['no connection of bash', 'healthcheck:\n  test: "echo > /dev/tcp/127.0.0.1/5006"\n', []],
    ['nothing', '', []],
    ['a truncated file', 'livenessProbe:\n  httpGet:\n    path: /', []],
  ])('%s', (_name, text, expected) => {
    expect(probesIn(text).map(({ address, line }) => `${address} ${line}`)).toEqual(expected);
  });

  test.each([
    'livenessProbe: '.repeat(20_000),
    `livenessProbe:\n${'  path: '.repeat(20_000)}`,
    `probe\n${' path: /a\n'.repeat(20_000)}`,
    `probe http://localhost:${'$'.repeat(50_000)}`,
    `${Array.from({ length: 2000 }, (_, depth) => ' '.repeat(2000 - depth)).join('x\n')}probe path: /a`,
  ])('hostile text ends %#', (text) => {
    expect(Array.isArray(probesIn(text))).toBe(true);
  });
});
