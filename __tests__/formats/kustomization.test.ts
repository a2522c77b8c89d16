import { kustomization } from '../../src/formats/kustomization/format.ts';
import { readKustomization } from '../../src/formats/kustomization/read.ts';

const path = 'k8s/overlays/prod/kustomization.yaml';

describe('kustomization', () => {
  test.each([
    [path, true],
    ['Kustomization', true],
    ['kustomization.yml', true],
    ['my-kustomization.yaml', false],
  ])('%s', (name, expected) => {
    expect(kustomization.matches(name)).toBe(expected);
  });

  test('generators and what they are made of', () => {
    const text = `namespace: shop
configMapGenerator:
  - name: app
    literals: [MODE=fast, "URL='http://api:80/x=y'"]
    files:
      - conf/nginx.conf
      - site=conf/site.json
  - name: more
    behavior: merge
    literals: [A=1]
secretGenerator:
  - name: keys
    namespace: other
    literals: [TOKEN=hunter2]
    envs: [.env.secret]
`;
    const { facts, gaps } = readKustomization({ path, text });
    const told = facts.filter(({ kind }) => kind !== 'kustomization');
    const plain = told.map(({ line, kind, ...rest }) => [
      line,
      kind,
      { ...rest, contents: undefined, generator: undefined },
    ]);
    expect(plain).toEqual([
      [3, 'config-object', { type: 'config-map', name: 'app', namespace: 'shop', keys: ['MODE', 'URL', 'nginx.conf', 'site'], open: false }],
      [4, 'declaration', expect.objectContaining({ name: 'MODE' })],
      [4, 'declaration', expect.objectContaining({ name: 'URL', value: expect.objectContaining({ host: 'api', port: 80 }) as unknown })],
      [6, 'mount', { unit: 'configMapGenerator/app', type: 'config', source: 'conf/nginx.conf', target: 'nginx.conf', optional: false }],
      [7, 'mount', { unit: 'configMapGenerator/app', type: 'config', source: 'conf/site.json', target: 'site', optional: false }],
      [8, 'config-object', { type: 'config-map', name: 'more', namespace: 'shop', keys: ['A'], open: true }],
      [10, 'declaration', expect.objectContaining({ name: 'A' })],
      [12, 'config-object', { type: 'secret', name: 'keys', namespace: 'other', keys: ['TOKEN'], open: true }],
      [14, 'declaration', { name: 'TOKEN', role: 'supplied', phase: 'run', from: 'secret' }],
      [15, 'env-file', { unit: 'secretGenerator/keys', path: '.env.secret', required: true }],
    ]); // prettier-ignore
    expect(facts.flatMap((fact) => (fact.kind === 'config-object' ? [fact.generator] : []))).toEqual([
      { behavior: 'create', envs: [], hashed: true },
      { behavior: 'merge', envs: [], hashed: true },
      { behavior: 'create', envs: ['.env.secret'], hashed: true },
    ]);
    expect(gaps).toEqual([]);
    expect(JSON.stringify(facts)).not.toContain('hunter2');
  });

  test('files and folders that are taken in', () => {
    const text = `resources:
  - ../../base
  - https://example.org/x.yaml
  - github.com/acme/base//deploy?ref=v1
components: [../c]
patches:
  - path: patch.yaml
  - target: { kind: Deployment }
    patch: "[]"
patchesStrategicMerge:
  - web.yaml
helmCharts: [{ name: x, valuesFile: values.yaml }]
`;
    const { facts } = readKustomization({ path, text });
    const paths = facts.flatMap((fact) =>
      fact.kind === 'include' ? [`${fact.line} ${fact.list} ${fact.path}`] : [],
    );
    expect(paths).toEqual([
      '2 resources ../../base',
      '5 components ../c',
      '7 patches patch.yaml',
      '11 patchesStrategicMerge web.yaml',
      '12 helmCharts values.yaml',
    ]);
    expect(facts.find(({ kind }) => kind === 'kustomization')).toMatchObject({
      component: false,
      images: [],
      open: ['a remote resource', 'a remote resource', 'helmCharts'],
    });
  });

  test('patches that stand in the file', () => {
    const text = `patches:
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
      spec:
        template:
          spec:
            containers:
              - name: app
                env:
                  - name: TRACING
                    value: "1"
  - target: { kind: Deployment, name: web }
    patch: |-
      - op: replace
        path: /spec/template/spec/containers/0/env/0
        value: { name: MODE, value: fast }
      - op: replace
        path: /spec/replicas
        value: { name: NOT, value: x }
  - patch: |
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: app }
      data: { LEVEL: debug }
  - patch: "{"
`;
    const { facts, gaps } = readKustomization({ path, text });
    expect(facts.map((fact) => `${fact.line} ${fact.kind} ${'name' in fact ? fact.name : ''}`)).toEqual([
      '1 kustomization ',
      '4 workload Deployment/web',
      '11 unit Deployment/web/app',
      '13 declaration TRACING',
      '19 declaration MODE',
      '25 config-object app',
      '27 declaration LEVEL',
    ]);
    expect(facts[5]).toMatchObject({ open: true });
    expect(gaps).toEqual([{ reason: 'unparsable', detail: 'The patch at line 28 is no YAML' }]);
  });

  test.each([
    ['- a\n', 'unparsable'],
    ['resources: [', 'unparsable'],
    ['<<<<<<< a\nx: 1\n=======\nx: 2\n>>>>>>> b\n', 'merge-conflict'],
  ])('refuses %j', (text, reason) => {
    expect(() => readKustomization({ path, text })).toThrow(expect.objectContaining({ reason }));
  });

  test('odd shapes are no failure', () => {
    const text =
      'resources: x\nconfigMapGenerator: [1, { name: [a] }, { name: b, files: { c: d } }]\npatches: { a: b }\r\n';
    expect(readKustomization({ path, text }).facts.map(({ kind }) => kind)).toEqual([
      'kustomization',
      'include',
      'config-object',
    ]);
    expect(readKustomization({ path, text: '' }).facts).toEqual([]);
  });
});
