import { Unreadable } from '../../src/formats/format.ts';
import { kubernetes } from '../../src/formats/kubernetes/format.ts';
import { readKubernetes } from '../../src/formats/kubernetes/read.ts';
import type { Fact, FactKind, FactOf } from '../../src/system/facts.ts';
import { endless } from '../support/endless.ts';

function read(text: string): readonly Fact[] {
  return readKubernetes({ path: 'k8s/app.yaml', text }).facts;
}

function of<K extends FactKind>(kind: K, facts: readonly Fact[]): readonly FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
}

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    metadata:
      labels: { app: web }
    spec:
      initContainers:
        - name: migrate
          image: ghcr.io/acme/web:1.4
          command: [npm, run, migrate]
      containers:
        - name: app
          image: node:20.11-slim
          workingDir: /app
          command: ["node"]
          args: ["server.js", "--port=$(PORT)"]
          ports:
            - { name: http, containerPort: 8080 }
          envFrom:
            - configMapRef: { name: app-config }
            - prefix: DB_
              secretRef: { name: db, optional: true }
          env:
            - name: PORT
              value: "8080"
            - name: URL
              value: http://api:9000/$(PORT)
            - name: TOKEN
              valueFrom: { secretKeyRef: { name: tokens, key: api, optional: true } }
            - name: MODE
              valueFrom: { configMapKeyRef: { name: app-config, key: mode } }
            - name: POD
              valueFrom: { fieldRef: { fieldPath: metadata.name } }
            - name: PASSWORD
              value: hunter2
          livenessProbe:
            httpGet: { path: /healthz, port: http }
          readinessProbe:
            exec: { command: [sh, -c, "curl -f http://localhost:8080/ready"] }
          startupProbe:
            tcpSocket: { port: 8080 }
          volumeMounts:
            - { name: conf, mountPath: /etc/app }
            - { name: keys, mountPath: /keys }
            - { name: data, mountPath: /data }
            - { name: node, mountPath: /host }
            - { name: all, mountPath: /all }
            - { name: tmp, mountPath: /tmp }
        - name: proxy
          image: registry.example.org:5000/acme/proxy@sha256:${'a'.repeat(64)}
      volumes:
        - { name: conf, configMap: { name: app-config } }
        - { name: keys, secret: { secretName: tls, optional: true } }
        - { name: data, persistentVolumeClaim: { claimName: web-data } }
        - { name: node, hostPath: { path: /var/log, type: DirectoryOrCreate } }
        - { name: all, projected: { sources: [{ configMap: { name: a } }, { secret: { name: b } }] } }
        - { name: tmp, emptyDir: {} }
`;

describe('kubernetes', () => {
  test.each([
    ['a workload', 'apiVersion: apps/v1\nkind: Deployment\n', true],
    ['CRLF', 'apiVersion: v1\r\nkind: Service\r\n', true],
    ['a second document', 'kind: Namespace\napiVersion: v1\n---\napiVersion: v1\nkind: "Secret"\n', true],
    ['no workload', 'apiVersion: v1\nkind: Namespace\n', false],
    ['another tool', 'apiVersion: skaffold/v4\nkind: Config\n', false],
    ['nested', 'x:\n  apiVersion: v1\n  kind: Pod\n', false],
    ['compose', 'services:\n  a: { image: b }\n', false],
    ['a chart', 'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Values.name }}\n', false],
    ['a control line', 'apiVersion: v1\nkind: Service\n{{- if .x }}\n{{- end }}\n', false],
    ['jinja', 'apiVersion: v1\nkind: Service\n{% if x %}\n', false],
    [
      'templates in data',
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  rule: |\n    summary of {{ $labels.job }}\n',
      true,
    ],
  ])('recognises %s', (_, text, expected) => {
    expect(kubernetes.recognises?.(text)).toBe(expected);
  });

  const facts = read(deployment);

  test('every container is a unit', () => {
    const labels = { app: 'web' };
    expect(of('unit', facts)).toEqual([
      { kind: 'unit', line: 10, name: 'Deployment/web/migrate', type: 'workload-container', namespace: 'shop', labels },
      { kind: 'unit', line: 14, name: 'Deployment/web/app', type: 'workload-container', namespace: 'shop', labels, open: ['envFrom config-map app-config', 'envFrom secret db'] },
      { kind: 'unit', line: 51, name: 'Deployment/web/proxy', type: 'workload-container', namespace: 'shop', labels },
    ]); // prettier-ignore
  });

  test('its environment, without values', () => {
    const unit = 'Deployment/web/app';
    expect(
      of('declaration', facts).map(({ line, name, value, from, reference }) => [
        line,
        name,
        value?.type,
        value?.host,
        from,
        reference,
      ]),
    ).toEqual([
      [26, 'PORT', 'number', undefined, undefined, undefined],
      [28, 'URL', 'url', 'api', 'variable', undefined],
      [30, 'TOKEN', undefined, undefined, 'secret', { object: 'tokens', key: 'api', optional: true }],
      [
        32,
        'MODE',
        undefined,
        undefined,
        'config-map',
        { object: 'app-config', key: 'mode', optional: false },
      ],
      [34, 'POD', undefined, undefined, 'field', undefined],
      [36, 'PASSWORD', 'text', undefined, undefined, undefined],
    ]);
    expect(of('env-from', facts)).toEqual([
      {
        kind: 'env-from',
        line: 22,
        unit,
        source: 'config-map',
        object: 'app-config',
        prefix: '',
        optional: false,
      },
      { kind: 'env-from', line: 23, unit, source: 'secret', object: 'db', prefix: 'DB_', optional: true },
    ]);
    expect(JSON.stringify(facts)).not.toContain('hunter2');
  });

  test('images, commands, ports and probes', () => {
    expect(
      of('image', facts).map(({ line, unit, repository, tag, digest }) => [
        line,
        unit,
        repository,
        tag,
        digest?.slice(0, 10),
      ]),
    ).toEqual([
      [11, 'Deployment/web/migrate', 'ghcr.io/acme/web', '1.4', undefined],
      [15, 'Deployment/web/app', 'node', '20.11-slim', undefined],
      [52, 'Deployment/web/proxy', 'registry.example.org:5000/acme/proxy', null, 'sha256:aaa'],
    ]);
    expect(of('runtime', facts)).toEqual([
      { kind: 'runtime', line: 15, name: 'node', version: '20.11', source: 'image' },
    ]);
    expect(
      of('command', facts).map(({ line, role, argv, directory }) => [line, role, argv, directory]),
    ).toEqual([
      [12, 'init', ['npm', 'run', 'migrate'], undefined],
      [17, 'entrypoint', ['node'], '/app'],
      [18, 'command', ['server.js', '--port=$(PORT)'], '/app'],
    ]);
    expect(of('invocation', facts)).toEqual([
      {
        kind: 'invocation',
        line: 12,
        runner: 'npm',
        name: 'migrate',
        directory: null,
        unit: 'Deployment/web/migrate',
      },
    ]);
    expect(of('port', facts).map(({ line, port, role }) => [line, port, role])).toEqual([
      [20, 8080, 'listen'],
    ]);
    expect(
      of('health-check', facts).map(({ line, probe, port, httpPath }) => [line, probe, port, httpPath]),
    ).toEqual([
      [38, 'liveness', 8080, '/healthz'],
      [40, 'readiness', 8080, '/ready'],
      [42, 'startup', 8080, undefined],
    ]);
  });

  test('what is mounted', () => {
    expect(
      of('mount', facts).map(({ type, source, target, optional }) => [type, source, target, optional]),
    ).toEqual([
      ['config', 'app-config', '/etc/app', false],
      ['secret', 'tls', '/keys', true],
      ['volume', 'web-data', '/data', false],
      ['bind', '/var/log', '/host', true],
      ['config', 'a', '/all', false],
      ['secret', 'b', '/all', false],
      ['volume', '', '/tmp', true],
    ]);
  });

  test.each([
    ['Pod', 'spec: { containers: [{ name: a }] }'],
    ['StatefulSet', 'spec: { template: { spec: { containers: [{ name: a }] } } }'],
    ['DaemonSet', 'spec: { template: { spec: { containers: [{ name: a }] } } }'],
    ['ReplicaSet', 'spec: { template: { spec: { containers: [{ name: a }] } } }'],
    ['Job', 'spec: { template: { spec: { containers: [{ name: a }] } } }'],
    ['CronJob', 'spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: a }] } } } } }'],
    ['Rollout', 'spec: { template: { spec: { containers: [{ name: a }] } } }'],
    ['Service', 'spec: { template: { spec: { containers: [{ name: a }] } } }'],
  ])('%s', (kind, spec) => {
    const text = `apiVersion: x/v1\nkind: ${kind}\nmetadata: { name: n }\n${spec}\n`;
    expect(of('unit', read(text)).map(({ name }) => name)).toEqual([`${kind}/n/a`]);
  });

  test('claims of a StatefulSet', () => {
    const text =
      'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }\nspec:\n  template: { spec: { containers: [{ name: a, volumeMounts: [{ name: data, mountPath: /d }] }] } }\n  volumeClaimTemplates: [{ metadata: { name: data } }]\n';
    expect(of('mount', read(text))).toEqual([
      {
        kind: 'mount',
        line: 5,
        unit: 'StatefulSet/db/a',
        type: 'volume',
        source: 'data',
        target: '/d',
        optional: false,
      },
    ]);
  });

  test('services in lists and several documents', () => {
    const text = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Service
    metadata: { name: web, namespace: shop }
    spec:
      selector: { app: web }
      ports: [{ port: 80, targetPort: 8080 }, { port: 443, targetPort: https }, { port: 53, protocol: UDP }]
---
# nothing
---
apiVersion: v1
kind: Service
$patch: delete
metadata: { name: gone }
`;
    expect(read(text).filter(({ kind }) => kind !== 'service-port')).toEqual([
      { kind: 'service', line: 5, name: 'web', namespace: 'shop', selector: { app: 'web' } },
      {
        kind: 'port',
        line: 9,
        unit: 'Service/web',
        port: 8080,
        role: 'publish',
        published: 80,
        protocol: 'tcp',
      },
      {
        kind: 'port',
        line: 9,
        unit: 'Service/web',
        port: 53,
        role: 'publish',
        published: 53,
        protocol: 'udp',
      },
    ]);
  });

  test.each([
    [
      'ConfigMap',
      'data: { MODE: fast, app.conf: "x" }\nbinaryData: { blob: eA== }',
      'config-map',
      'n',
      ['MODE', 'app.conf', 'blob'],
      false,
    ],
    [
      'Secret',
      'data: { KEY: c2VjcmV0 }\nstringData: { OTHER: hunter2 }',
      'secret',
      'n',
      ['KEY', 'OTHER'],
      false,
    ],
    [
      'SealedSecret',
      'spec: { encryptedData: { KEY: Ag }, template: { metadata: { name: sealed } } }',
      'secret',
      'sealed',
      ['KEY'],
      false,
    ],
    [
      'ExternalSecret',
      'spec: { target: { name: ext }, data: [{ secretKey: A, remoteRef: { key: x } }] }',
      'secret',
      'ext',
      ['A'],
      false,
    ],
    [
      'ExternalSecret',
      'spec: { data: [{ secretKey: A }], dataFrom: [{ extract: { key: x } }] }',
      'secret',
      'n',
      ['A'],
      true,
    ],
    [
      'ExternalSecret',
      'spec: { target: { template: { data: { URL: "{{ .a }}" } } }, data: [{ secretKey: a }] }',
      'secret',
      'n',
      ['URL'],
      false,
    ],
    ['VaultStaticSecret', 'spec: { destination: { name: v } }', 'secret', 'v', [], true],
    ['DopplerSecret', 'spec: { managedSecret: { name: d } }', 'secret', 'd', [], true],
  ])('keys of a %s %#', (kind, body, type, name, keys, open) => {
    const found = read(`apiVersion: x/v1\nkind: ${kind}\nmetadata: { name: n }\n${body}\n`);
    const objects = of('config-object', found).map(({ contents = [], ...fact }) => ({
      ...fact,
      contents: contents.map(({ key }) => key),
    }));
    expect(objects).toEqual([
      {
        kind: 'config-object',
        line: 2,
        type,
        name,
        keys,
        open,
        contents: kind === 'ExternalSecret' ? objects[0]?.contents : keys,
      },
    ]);
    const names = keys.filter((key) => !key.includes('.'));
    expect(of('declaration', found).map((fact) => fact.name)).toEqual(names);
    expect(of('declaration', found).every(({ from }) => (from === 'secret') === (type === 'secret'))).toBe(
      true,
    );
    expect(JSON.stringify(found)).not.toMatch(/hunter2|c2VjcmV0/);
  });
});

describe('what is taken from ConfigMaps and Secrets', () => {
  test('by containers and pods', () => {
    const text = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop, annotations: { a: b } }
spec:
  template:
    metadata: { annotations: { checksum/config: abc } }
    spec:
      imagePullSecrets: [{ name: pull }]
      containers:
        - name: app
          env:
            - name: A
              valueFrom: { secretKeyRef: { name: s, key: a, optional: true } }
          envFrom: [{ configMapRef: { name: all } }]
          volumeMounts:
            - { name: whole, mountPath: /a }
            - { name: whole, mountPath: /b/app.ini, subPath: app.ini }
            - { name: picked, mountPath: /c }
            - { name: more, mountPath: /d }
      volumes:
        - { name: whole, configMap: { name: files } }
        - { name: picked, secret: { secretName: keys, items: [{ key: tls.key, path: k }] } }
        - { name: more, projected: { sources: [{ configMap: { name: p, items: [{ key: x, path: y }] } }] } }
`;
    const found = of('config-reference', read(text));
    expect(
      found.map(({ type, object, key, use, by, optional, live }) => [
        type,
        object,
        key,
        use,
        by,
        optional,
        live,
      ]),
    ).toEqual([
      ['secret', 'pull', undefined, 'pull-secret', 'Deployment/web', false, true],
      ['secret', 's', 'a', 'env', 'Deployment/web/app', true, false],
      ['config-map', 'all', undefined, 'env-from', 'Deployment/web/app', false, false],
      ['config-map', 'files', undefined, 'volume', 'Deployment/web/app', false, true],
      ['config-map', 'files', 'app.ini', 'volume', 'Deployment/web/app', false, false],
      ['secret', 'keys', 'tls.key', 'volume', 'Deployment/web/app', false, true],
      ['config-map', 'p', 'x', 'volume', 'Deployment/web/app', false, true],
    ]);
    expect(found.every(({ namespace }) => namespace === 'shop')).toBe(true);
    expect(of('workload', read(text))).toMatchObject([
      { name: 'Deployment/web', restarts: 'checksum/config' },
    ]);
  });

  test.each([
    ['ServiceAccount', 'imagePullSecrets: [{ name: a }]', [['secret', 'a', 'pull-secret']]],
    ['Ingress', 'spec: { tls: [{ secretName: a }] }', [['secret', 'a', 'tls']]],
    ['HelmRelease', 'spec: { valuesFrom: [{ kind: ConfigMap, name: a }] }', [['config-map', 'a', 'values']]],
    [
      'Kustomization',
      'spec: { postBuild: { substituteFrom: [{ kind: Secret, name: a }] } }',
      [['secret', 'a', 'values']],
    ],
    ['Job', 'spec: { valuesFrom: [{ kind: Secret, name: a }] }', []],
  ])('by a %s', (kind, body, expected) => {
    const found = of(
      'config-reference',
      read(`apiVersion: x/v1\nkind: ${kind}\nmetadata: { name: n }\n${body}\n`),
    );
    expect(found.map(({ type, object, use }) => [type, object, use])).toEqual(expected);
  });
});

describe('kubernetes, bad input', () => {
  const head = 'apiVersion: v1\nkind: Pod\n';
  test.each([
    ['truncated', `${head}spec: { containers: [`, 'unparsable'],
    ['merge conflict', `${head}<<<<<<< a\nx: 1\n=======\nx: 2\n>>>>>>> b\n`, 'merge-conflict'],
    ['deep', `${head}spec: ${'['.repeat(3000)}${']'.repeat(3000)}`, 'too-deep'],
    [
      'containers of one anchor',
      `${head}metadata: { name: a }\nx: &e [${'{ name: A, value: b },'.repeat(1000)}]\ny: &c { name: a, env: *e }\nspec: { containers: [${'*c,'.repeat(1000)}] }\n`,
      'too-large',
    ],
  ])('%s', (_, text, reason) => {
    let thrown: unknown;
    try {
      read(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Unreadable);
    expect((thrown as Unreadable).reason).toBe(reason);
  });

  test.each([
    [
      'odd shapes',
      'apiVersion: v1\nkind: Pod\nmetadata: [x]\nspec: { containers: { a: b }, initContainers: [1, null] }\n',
    ],
    [
      'odd containers',
      'apiVersion: v1\nkind: Deployment\nspec: { template: { spec: { containers: [{ name: [a] }, { image: x }] } } }\n',
    ],
    ['inherited names', 'apiVersion: v1\nkind: constructor\nmetadata: { name: toString }\n'],
    [
      'a list in a list',
      `apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, kind: List, items: [{ apiVersion: v1, kind: Service, metadata: { name: a } }] }]\n`,
    ],
    ['NUL bytes', 'apiVersion: v1\nkind: "\\0"\n'],
  ])('%s say nothing', (_, text) => {
    expect(read(text)).toEqual([]);
  });

  test('a huge line is looked at once', () => {
    const start = performance.now();
    expect(kubernetes.recognises?.(`apiVersion: v1\nkind: Secret\ndata: ${'- '.repeat(1_000_000)}{`)).toBe(
      true,
    );
    expect(kubernetes.recognises?.(`kind: Secret\n${' '.repeat(2_000_000)}\n${'\n'.repeat(100_000)}`)).toBe(
      false,
    );
    expect(performance.now() - start).toBeLessThan(endless);
  });
});
