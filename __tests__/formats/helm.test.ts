import { Unreadable } from '../../src/formats/format.ts';
import { helmChart } from '../../src/formats/helm-chart/format.ts';
import { readHelmChart } from '../../src/formats/helm-chart/read.ts';
import { helmTemplate } from '../../src/formats/helm-template/format.ts';
import { readHelmTemplate } from '../../src/formats/helm-template/read.ts';
import type { Fact, FactKind, FactOf } from '../../src/system/facts.ts';
import { endless } from '../support/endless.ts';

function of<K extends FactKind>(kind: K, facts: readonly Fact[]): readonly FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
}

const template = (text: string, path = 'chart/templates/a.yaml'): readonly Fact[] =>
  readHelmTemplate({ path, text }).facts;
const chart = (text: string, path = 'chart/values.yaml'): readonly Fact[] =>
  readHelmChart({ path, text }).facts;

describe('values that a template reads', () => {
  test.each([
    ['{{ .Values.a.b }}', ['a.b plain']],
    ['{{- $.Values.a | quote -}}', ['a plain']],
    ['{{ .Values.a | default "x" }}', ['a guarded']],
    ['{{ required "give a" .Values.a }}', ['a required']],
    ['{{ required "give .Values.b" .Values.a }}', ['a required']],
    ['{{ index .Values "a" "b-c" }}', ['a.b-c plain']],
    ['{{ index .Values.x "a" }}', ['x.a plain']],
    ['{{ hasKey .Values "a" }}', []],
    ['{{ tpl .Values.a . }}', ['a guarded']],
    [
      '{{ if .Values.a }}{{ .Values.a.b }}{{ .Values.c }}{{ end }}{{ .Values.d }}',
      ['a guarded', 'a.b guarded', 'c plain', 'd plain'],
    ],
    [
      '{{ if .Values.a }}{{ else if .Values.b }}{{ .Values.b }}{{ end }}{{ .Values.b }}',
      ['a guarded', 'b guarded', 'b guarded', 'b plain'],
    ],
    ['{{ range .Values.a }}{{ .x }}{{ $.Values.b }}{{ end }}', ['a guarded', 'b plain']],
    ['{{ define "x" }}{{ .Values.a }}{{ end }}', ['a plain']],
    ['{{/* .Values.a */}}{{ ".Values.b" }}{{ `.Values.c` }}', []],
    ['{{ printf "}}" }}{{ .Values.a }}', ['a plain']],
    ['{{ $x := .Values.a }}', ['a plain']],
    ['{{ printf "%s" .Values.a\n  .Values.b }}', ['a plain', 'b plain']],
  ])('%s', (text, expected) => {
    expect(of('chart-value-read', template(text, 'templates/_x.tpl')).map(({ path, strength }) => `${path} ${strength}`)).toEqual(expected); // prettier-ignore
  });
});

describe('objects that a template makes', () => {
  const text = `{{- if .Values.on }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "x.fullname" . }}
  labels:
    {{- include "x.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  template:
    metadata:
      annotations:
        checksum/config: {{ include (print $.Template.BasePath "/c.yaml") . | sha256sum }}
    spec:
      containers:
        - name: app
          image: "{{ .Values.image }}:{{ .Chart.AppVersion }}"
          env:
            - name: MODE
              value: {{ .Values.mode | quote }}
            {{- range .Values.env }}
            - name: {{ .name }}
              value: {{ .value }}
            {{- end }}
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
          volumeMounts:
            - name: conf
              mountPath: /etc/x
      volumes:
        - name: conf
          configMap:
            name: {{   include "x.fullname"  . }}
{{- end }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "x.fullname" . }}
data:
  plain: a
  filled: {{ .Values.a }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: more
data:
  {{- range $k, $v := .Values.data }}
  {{ $k }}: {{ $v }}
  {{- end }}
`;
  const facts = template(text);

  test('with the lines of the template', () => {
    expect(of('unit', facts)).toMatchObject([
      { line: 16, name: 'Deployment/{{ include "x.fullname" . }}/app', open: ['the values of the chart'] },
    ]);
    expect(of('declaration', facts).map(({ line, name, from }) => [line, name, from])).toEqual([
      [19, 'MODE', 'variable'],
      [41, 'plain', undefined],
      [42, 'filled', undefined],
    ]);
    expect(of('workload', facts)).toMatchObject([{ line: 3, restarts: 'checksum/config' }]);
  });

  test('whose names are compared as they are written', () => {
    const [reference] = of('config-reference', facts);
    const [first, second] = of('config-object', facts);
    expect(reference?.object).toBe('{{ include "x.fullname" . }}');
    expect(first).toMatchObject({
      line: 37,
      name: reference?.object,
      keys: ['plain', 'filled'],
      open: false,
    });
    expect(second).toMatchObject({ name: 'more', open: true });
  });

  test('CRLF changes nothing but line ends', () => {
    const kinds = (each: readonly Fact[]): readonly string[] =>
      each.map(({ kind, line }) => `${kind} ${line}`);
    expect(kinds(template(text.replaceAll('\n', '\r\n')))).toEqual(kinds(facts));
  });

  test('a document that is no YAML is left out, and the rest stands', () => {
    const found = template(
      'kind: ConfigMap\n  apiVersion: [\n---\napiVersion: v1\nkind: Secret\nmetadata: { name: s }\ndata: { A: {{ .Values.a }} }\n',
    );
    expect(of('config-object', found)).toMatchObject([{ name: 's', keys: ['A'], line: 5 }]);
  });
});

describe('values of a chart', () => {
  test('every key, and the variables among them', () => {
    const facts = chart(
      'image:\n  tag: hunter2\nextraEnv:\n  MODE: hunter2\n  lower: x\nenv:\n  - name: LIST\n    value: a\nnothing:\nlist: [{ a: 1 }]\nempty: {}\n',
    );
    expect(of('chart-value', facts).map(({ line, path, holds }) => `${line} ${path} ${holds}`)).toEqual([
      '1 image parts', '2 image.tag value', '3 extraEnv parts', '4 extraEnv.MODE value', '5 extraEnv.lower value',
      '6 env parts', '9 nothing empty', '10 list parts', '11 empty empty',
    ]); // prettier-ignore
    expect(of('declaration', facts).map(({ line, name }) => `${line} ${name}`)).toEqual(['4 MODE', '7 LIST']);
    expect(JSON.stringify(facts)).not.toContain('hunter2');
  });

  test('a schema promises what it demands or has a default for', () => {
    const text =
      '{ "properties": { "a": { "properties": { "b": { "default": 1 }, "c": {} } }, "d": {} }, "required": ["d"] }';
    expect(of('chart-value', chart(text, 'c/values.schema.json')).map(({ path }) => path)).toEqual([
      'a.b',
      'd',
    ]);
  });

  test('Chart.yaml', () => {
    const text =
      'apiVersion: v2\nname: web\ntype: library\ndependencies:\n  - name: redis\n    alias: cache\n';
    expect(chart(text, 'c/Chart.yaml')).toEqual([
      {
        kind: 'chart',
        line: 2,
        name: 'web',
        library: true,
        dependencies: [{ name: 'redis', alias: 'cache' }],
      },
    ]);
  });

  test.each([
    ['c/Chart.yaml', true],
    ['values.yaml', true],
    ['c/values-prod.yaml', true],
    ['c/prod.values.yaml', true],
    ['c/myvalues.yaml', false],
    ['c/values.yaml.gotmpl', false],
  ])('%s', (path, expected) => {
    expect(helmChart.matches(path)).toBe(expected);
  });
});

describe('helm, bad input', () => {
  test.each([
    ['an action without end', 'a: {{ .Values.a\n', 'unparsable'],
    ['an open string', 'a: {{ "x }}\n', 'unparsable'],
    ['an open comment', '{{/* a }}\n', 'unparsable'],
    ['merge conflict', '<<<<<<< a\n{{ .Values.a }}\n=======\n>>>>>>> b\n', 'merge-conflict'],
  ])('template: %s', (_, text, reason) => {
    expect(() => template(text)).toThrow(expect.objectContaining({ reason }) as Unreadable);
  });

  test.each([
    ['truncated', 'a: { b: [', 'unparsable'],
    ['merge conflict', '<<<<<<< a\nx: 1\n=======\nx: 2\n>>>>>>> b\n', 'merge-conflict'],
    ['deep', `a: ${'['.repeat(3000)}${']'.repeat(3000)}`, 'too-deep'],
    [
      'multiplied',
      `a: &a { ${Array.from({ length: 200 }, (_, n) => `k${n}: 1`).join(', ')} }\nb: &b { ${Array.from({ length: 200 }, (_, n) => `k${n}: *a`).join(', ')} }\n`,
      'too-large',
    ],
  ])('values: %s', (_, text, reason) => {
    expect(() => chart(text)).toThrow(expect.objectContaining({ reason }) as Unreadable);
  });

  test.each([
    ['deep', `apiVersion: v1\nkind: Pod\na: ${'['.repeat(3000)}{{ .Values.a }}`],
    ['NUL bytes', 'a: "\0" {{ .Values.a }}\n'],
    ['more ends than blocks', '{{ end }}{{ end }}{{ .Values.a }}'],
  ])('what is no object still has its reads: %s', (_, text) => {
    expect(template(text).map(({ kind }) => kind)).toEqual(['chart-value-read']);
  });

  test('a huge line is looked at once', () => {
    const before = performance.now();
    expect(template(`a: ${'{{ .Values.a }}'.repeat(15_000)}\nb: ${'x'.repeat(500_000)}`)).toHaveLength(
      15_000,
    );
    expect(performance.now() - before).toBeLessThan(endless);
  });

  test.each([
    ['{{- define "a" }}', true],
    ['x: {{ .Values.a }}', true],
    ['x: {{ $.Release.Name }}', true],
    ['x: ${{ parameters.a }}', false],
    ['x: {{ $labels.job }}', false],
  ])('recognises %s', (text, expected) => {
    expect(helmTemplate.recognises?.(text)).toBe(expected);
  });
});

describe('images of a chart', () => {
  test.each([
    ['image:\n  repository: registry.example.org/acme/api\n  tag: v1', 'registry.example.org/acme/api'],
    ['web:\n  image: "acme/web:1.2"', 'acme/web'],
    ['image:\n  repository: https://user:hunter2@registry.example.org/x', undefined],
    ['password: acme/web', undefined],
    ['image: "{{ .Values.x }}"', undefined],
    ['image: ""', undefined],
  ])('%j', async (text, image) => {
    const { facts } = await helmChart.read({ path: 'charts/shop/values.yaml', text: `${text}\n` });
    expect(facts.flatMap((fact) => (fact.kind === 'chart-value' ? (fact.image ?? []) : []))[0]).toBe(image);
  });

  test('a named template says which values it reads, and a container what its image is', async () => {
    const helpers = await helmTemplate.read({
      path: 'charts/shop/templates/_helpers.tpl',
      text: '{{- define "shop.image" -}}\n{{ .Values.image.repository }}\n{{- end }}\n{{ .Values.other }}\n',
    });
    expect(
      helpers.facts.map((fact) => (fact.kind === 'chart-value-read' ? [fact.path, fact.within] : [])),
    ).toEqual([
      ['image.repository', 'shop.image'],
      ['other', undefined],
    ]);
    const pod = await helmTemplate.read({
      path: 'charts/shop/templates/pod.yaml',
      text: 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: app\n      image: {{ include "shop.image" . }}\n',
    });
    expect(pod.facts.find(({ kind }) => kind === 'unit')).toMatchObject({
      name: 'Pod/web/app',
      imageFrom: '{{ include "shop.image" . }}',
    });
  });
});
