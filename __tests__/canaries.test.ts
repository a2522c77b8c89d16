import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { formats } from '../src/formats/index.ts';
import { inspect } from '../src/inspect.ts';
import { annotationsOf } from '../src/report/annotations.ts';
import { renderComment } from '../src/report/comment.ts';
import { renderJson } from '../src/report/json.ts';
import { renderSarif } from '../src/report/sarif.ts';
import { renderSummary } from '../src/report/summary.ts';
import { renderTerminal } from '../src/report/terminal.ts';
import { openRepository } from '../src/source/open-repository.ts';
import { rules } from '../src/stages/index.ts';
import { FileReader } from '../src/system/file-reader.ts';
import { GitRepository } from './support/git-repository.ts';
import { lockfileFiles } from './support/lockfile-canaries.ts';
import { schemaFiles } from './support/schema-canaries.ts';
import { platformFiles } from './support/platform-canaries.ts';

/**
 * A value that must never be printed: `canary(n)` looks like a secret, in several shapes.
 * Each ends in the same word, so one search finds all of them.
 */
const word = 'kAnArY9';
const canary = (n: number): string =>
  [
    `sk_live_${n}${word}`,
    `ghp_${n}aBcDeFgHiJkLmNoPqRsT${word}`,
    `p4ss${n}word!${word}`,
    `AKIA${n}EXAMPLE${word}`,
    `-----BEGIN-${n}-KEY-${word}`,
  ][n % 5] ?? word;

/** One file of each format that can hold a value, with a canary wherever a value can stand. */
function files(n: number, name: string): Record<string, string> {
  const v = (offset: number): string => canary(n + offset);
  return {
    '.env': `${name}=${v(0)}\nexport OTHER_${name}="${v(1)}"\nURL_${name}=postgres://user:${v(2)}@db:5432/app?key=${v(3)}\n`,
    '.env.example': `# ${name}=${v(0)}\n${name}='${v(1)}'\n`,
    'compose.yaml': [
      'services:',
      '  api:',
      '    build:',
      '      context: api',
      '      args:',
      `        BUILD_${name}: ${JSON.stringify(v(0))}`,
      '    environment:',
      `      ${name}: ${JSON.stringify(v(1))}`,
      `      WITH_DEFAULT: \${${name}_X:-${v(2)}}`,
      `      NEEDED: \${${name}_Y:?${v(3)}}`,
      `    command: ["serve", "--token", ${JSON.stringify(v(4))}]`,
      '    healthcheck:',
      `      test: curl -H ${JSON.stringify(`Authorization: ${v(5)}`)} http://localhost/health`,
      '  worker:',
      `    image: registry.example.org/worker:${n}`,
      '    environment:',
      `      - LIST_${name}=${v(6)}`,
      '',
    ].join('\n'),
    'schemas/order.avsc': JSON.stringify({ type: 'record', name: 'Order', doc: v(0), fields: [{ name: `field${n}`, type: 'string', doc: v(1) }, { name: 'note', type: 'string', default: v(2) }] }), // prettier-ignore
    'api/Dockerfile': `FROM node:22\nARG BUILD_${name}=${v(0)}\nENV ${name}=${v(1)} OTHER=${v(2)}\nRUN curl -u user:${v(3)} https://example.org\nCMD ["node", "src/a.js", "--key=${v(4)}"]\n`,
    'api/src/a.js': `const a = process.env.${name} ?? '${v(0)}';\nconst b = process.env.REQUIRED_${name};\nconst c = "${v(1)}";\nconst { D_${name} = '${v(2)}' } = process.env;\nuse(b);\n`,
    'api/src/b.py': `import os\nA = os.environ.get("${name}", "${v(0)}")\nB = os.environ["REQUIRED_${name}"]\n`,
    'api/src/env.ts': `import { z } from 'zod';\nexport const env = z.object({ ${name}: z.enum(['${v(2)}', '${v(3)}']).default('${v(2)}'), NUMBER_${name}: z.coerce.number(), URL_${name}: z.string().startsWith('${v(4)}').regex(/^(${name}|x)$/) }).parse(process.env);\n`,
    'api/.env': `${name}=${v(0)}\nNUMBER_${name}=${v(1)}\nURL_${name}=${v(2)}\n`,
    'proxy/nginx.conf': `server { location / { proxy_set_header Authorization "${v(0)}"; proxy_pass http://user:${v(1)}@api:8080; proxy_pass http://api:80${n}; } }\n`,
    Caddyfile: `x {\n  basic_auth { a ${v(0)} }\n  reverse_proxy api:80${n} https://u:${v(1)}@api\n}\n`,
    'prometheus.yml': `scrape_configs:\n  - basic_auth: { password: ${JSON.stringify(v(0))} }\n    static_configs:\n      - targets: ['u:${v(1)}@api:80${n}', 'api:90${n}']\n`,
    'api/settings.py': `from typing import Literal\nfrom pydantic_settings import BaseSettings\n\nclass Settings(BaseSettings):\n    ${name.toLowerCase()}: Literal["${v(0)}", "${v(1)}"] = "${v(1)}"\n`,
    'deploy/staging.env': `${name}=${v(0)}\nK1=${v(1)}\nK2=${v(1)}\nK3=${v(1)}\nK4=${v(1)}\n`,
    'deploy/prod.env': `${name}=${v(0)}\nK1=${v(1)}\nK2=${v(1)}\nK3=${v(1)}\nK4=${v(1)}\n`,
    'api/src/c.go': `package main\n\nimport "os"\n\nvar a = os.Getenv("${name}")\nvar b = "${v(0)}"\n`,
    'api/app/d.rb': `A = ENV.fetch('${name}', '${v(0)}')\nENV['SET_${name}'] = '${v(1)}'\nB = ENV.fetch('REQUIRED_${name}')\n`,
    'config/database.yml': `production:\n  password: <%= ENV.fetch('${name}') { '${v(0)}' } %>\n  user: ${JSON.stringify(v(1))}\n`,
    'config/application.yml': `${name}: ${JSON.stringify(v(0))}\nproduction:\n  X_${name}: ${JSON.stringify(v(1))}\n`,
    'api/src/e.rs': `fn main() {\n  let a = std::env::var("${name}").unwrap_or("${v(0)}".into());\n  std::env::set_var("SET_${name}", "${v(1)}");\n}\n`,
    'api/config/runtime.exs': `a = System.get_env("${name}", "${v(0)}")\nSystem.put_env("SET_${name}", "${v(1)}")\n`,
    'api/src/f.scala': `val a = sys.env.getOrElse("${name}", "${v(0)}")\n`,
    'api/g.ps1': `$env:${name} = '${v(0)}'\nWrite-Host $env:OTHER_${name} ${v(1)}\n`,
    '.gitlab-ci.yml': `variables:\n  ${name}: ${JSON.stringify(v(0))}\ntest:\n  variables: { JOB_${name}: ${JSON.stringify(v(1))} }\n  script:\n    - npm run gone${n} -- --key '${v(2)}'\n`,
    '.circleci/config.yml': `jobs:\n  test:\n    docker: [{ image: 'cimg/node:${n}', environment: { ${name}: ${JSON.stringify(v(0))} } }]\n    steps:\n      - run: { command: "npm run gone${n}", environment: { STEP_${name}: ${JSON.stringify(v(1))} } }\n`,
    'azure-pipelines.yml': `variables:\n  - { name: ${name}, value: ${JSON.stringify(v(0))} }\nsteps:\n  - script: npm run gone${n}\n    env: { STEP_${name}: ${JSON.stringify(v(1))} }\n`,
    Jenkinsfile: `pipeline {\n  environment {\n    ${name} = '${v(0)}'\n  }\n  stages { stage('x') { steps { sh 'npm run gone${n} --key ${v(1)}' } } }\n}\n`,
    'api/src/main/java/A.java': `class A {\n  String a = Optional.ofNullable(System.getenv("${name}")).orElse("${v(0)}");\n  String b = Objects.requireNonNull(System.getenv("REQUIRED_${name}"));\n  @Value("\${app.gone${n}}") String c;\n  @Value("\${app.key:${v(1)}}") String d;\n  String e = "${v(2)}";\n}\n`,
    'api/src/main/kotlin/B.kt': `val a = System.getenv("${name}") ?: "${v(0)}"\nval b = System.getenv("REQUIRED_${name}")!!\nval c = "${v(1)}"\n`,
    'api/src/main/resources/application.yml': `app:\n  key: ${JSON.stringify(v(0))}\n  url: \${${name}:${v(1)}}\n  other: \${REQUIRED_${name}}\n  key${n}: ${JSON.stringify(v(2))}\n`,
    'api/src/main/resources/application-prod.properties': `app.key=${v(0)}\napp.url=\${${name}:${v(1)}}\napp.key${n}=${v(2)}\n`,
    'api/src/main/resources/application.conf': `app { key = "${v(0)}", key${n} = "${v(1)}", url = \${?${name}} }\n`,
    'api/C.cs': `class C {\n  string a = Environment.GetEnvironmentVariable("${name}") ?? "${v(0)}";\n  string b = configuration["App:Gone${n}"] ?? throw new X("${v(1)}");\n}\n`,
    'api/appsettings.json': JSON.stringify({ App: { Key: v(0), [`Key${n}`]: v(1) } }),
    'api/Properties/launchSettings.json': JSON.stringify({
      profiles: { http: { environmentVariables: { [name]: v(0) } } },
    }),
    'config/shop.php': `<?php\nreturn ['key' => '${v(0)}', 'key${n}' => env('${name}', '${v(1)}')];\n`,
    'app/D.php': `<?php\n$a = getenv('${name}') ?: '${v(0)}';\n$b = config('shop.gone${n}');\n$c = '${v(1)}';\n`,
    'config/services.yaml': `parameters:\n    env(${name}): ${JSON.stringify(v(0))}\n    a: '%env(REQUIRED_${name})%'\n    b: ${JSON.stringify(v(1))}\n`,
    'run.sh': `set -eu\nexport ${name}="${v(0)}"\necho "\${OTHER_${name}:-${v(1)}}"\ncurl -H "Authorization: ${v(2)}" "$REQUIRED_${name}"\n`,
    'nginx/templates/default.conf.template': `proxy_set_header X-Key "${v(0)}";\nproxy_pass http://\${${name}_HOST};\n`,
    'k8s/app.yaml': [
      'apiVersion: v1',
      'kind: ConfigMap',
      'metadata: { name: app }',
      `data: { ${name}: ${JSON.stringify(v(0))} }`,
      '---',
      'apiVersion: v1',
      'kind: Secret',
      'metadata: { name: app }',
      `stringData: { ${name}: ${JSON.stringify(v(1))} }`,
      '---',
      'apiVersion: apps/v1',
      'kind: Deployment',
      'metadata: { name: web }',
      'spec:',
      '  template:',
      '    spec:',
      '      containers:',
      '        - name: app',
      `          image: registry.example.org/app:${n}`,
      `          args: ["--token=${v(2)}"]`,
      `          env: [{ name: ${name}, value: ${JSON.stringify(v(3))} }]`,
      '',
    ].join('\n'),
    'chart/Chart.yaml': `apiVersion: v2\nname: web\nversion: 1.0.${n}\n`,
    'chart/values.yaml': `token: ${JSON.stringify(v(0))}\nenv:\n  ${name}: ${JSON.stringify(v(1))}\n`,
    'chart/templates/app.yaml': `apiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ .Release.Name }}\nstringData:\n  ${name}: ${JSON.stringify(v(0))}\n  b: {{ .Values.gone${n} | quote }}\n  c: {{ .Values.x | default ${JSON.stringify(v(1))} }}\n`,
    'deploy/secrets.enc.yaml': `${name}: ENC[AES256_GCM,data:${n}]\nplain: ${JSON.stringify(v(0))}\nsops:\n  mac: ${JSON.stringify(v(1))}\n`,
    'deploy/kustomization.yaml': `secretGenerator:\n  - name: app\n    literals: [${JSON.stringify(`${name}=${v(0)}`)}]\npatches:\n  - patch: ${JSON.stringify(v(1))}\n`,
    '.github/workflows/ci.yml': `on: push\nenv:\n  ${name}: ${JSON.stringify(v(0))}\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    env: { JOB_${name}: ${JSON.stringify(v(1))} }\n    steps:\n      - run: npm run gone${n} -- --key ${v(2)}\n        env:\n          STEP_${name}: ${JSON.stringify(v(3))}\n`,
    'package.json': JSON.stringify({
      name: 'x',
      scripts: { [`gone${n}`]: `${name}=${v(0)} node a.js`, dev: `TOKEN=${v(1)} node b.js` },
    }),
    Makefile: `deploy:\n\t${name}=${v(0)} ./deploy --token ${v(1)}\n`,
    Procfile: `web: ${name}=${v(0)} node api/src/a.js --token ${v(1)}\n`,
    'infra/main.tf': [
      'locals {',
      `  shared = { SHARED_${name} = ${JSON.stringify(v(0))} }`,
      '}',
      `variable "${name.toLowerCase()}" {`,
      `  default = ${JSON.stringify(v(1))}`,
      '}',
      'resource "aws_lambda_function" "f" {',
      '  environment {',
      `    variables = merge(local.shared, { ${name}_TOKEN = ${JSON.stringify(v(2))}, URL = "https://u:${v(3)}@x.example.org/\${var.y}" })`,
      '  }',
      '}',
      'resource "aws_ssm_parameter" "p" {',
      `  name  = "/app/${name}"`,
      `  value = ${JSON.stringify(v(4))}`,
      '}',
      '',
    ].join('\n'),
    'infra/terraform.tfvars': `${name.toLowerCase()} = ${JSON.stringify(v(0))}\n`,
    'deploy/task-definition.json': JSON.stringify({
      family: `t${n}`,
      containerDefinitions: [
        {
          name: 'api',
          image: 'registry.example.org/api:1',
          environment: [{ name: `${name}_TOKEN`, value: v(0) }],
          command: ['serve', '--token', v(1)],
        },
      ],
    }),
    'serverless.yml': `service: s\nprovider:\n  environment:\n    ${name}_TOKEN: ${JSON.stringify(v(0))}\n    D: \${env:${name}, '${v(1)}'}\nfunctions:\n  f:\n    handler: a.b\n    environment: { G: ${JSON.stringify(v(2))} }\n`,
    'template.yaml': `Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Environment:\n        Variables: { ${name}_TOKEN: ${JSON.stringify(v(0))}, S: !Sub '\${X}-${v(1)}' }\nParameters:\n  ${name.replaceAll('_', '')}: { Type: String, Default: ${JSON.stringify(v(2))} }\n`,
    ...platformFiles(name, v),
    ...lockfileFiles(v, n),
    ...schemaFiles(name, v, n),
    'broken/compose.yaml': `services: {a: {environment: {${name}: "${v(0)}"\n  - ${v(1)}: [\n`,
    'broken/package.json': `{"scripts": {"a": "${v(0)}" "b"}`,
    'broken/package-lock.json': `{"lockfileVersion": 3, "packages": {"a": "${v(0)}"`,
    'openapi.yaml': `openapi: 3.0.3\ninfo: { title: x, version: "${n}" }\npaths:\n  /a${n}:\n    get:\n      parameters: [{ name: key, in: query, schema: { type: string, default: ${JSON.stringify(v(0))}, example: ${JSON.stringify(v(1))} } }]\n      responses: { '200': { description: ok } }\n`,
  };
}

describe('no value is ever printed', () => {
  const git = new GitRepository();
  const pairs = Array.from({ length: 12 }, (_, n) => ({
    base: files(n, `NAME_${n}`),
    // Other values, and for half of them other names: everything that can drift drifts.
    head: files(n + 7, n % 2 === 0 ? `NAME_${n}` : `RENAMED_${n}`),
  }));

  beforeAll(() => {
    git.commit(
      pairs.flatMap(({ base, head }, n) => [
        { name: `base-${n}`, files: base },
        { name: `head-${n}`, parent: `base-${n}`, files: head },
        {
          name: `empty-${n}`,
          parent: `base-${n}`,
          files: Object.fromEntries(
            Object.keys(base).map((path) => [path, path.startsWith('api/src') ? (base[path] ?? null) : null]),
          ),
        },
      ]),
    );
  });

  afterAll(() => git.remove());

  test.each(
    pairs.flatMap((_, n) => [
      [`base-${n}`, `head-${n}`],
      [`head-${n}`, `base-${n}`],
      [`base-${n}`, `empty-${n}`],
    ]),
  )(
    'in any face of %s to %s',
    async (base, head) => {
      const repository = await openRepository(git.path);
      const comparison = {
        base: await repository.resolve(base),
        head: (await repository.resolve(head)) ?? '',
        baseIs: 'given',
      };
      const report = await inspect({ repository, comparison });
      const audit = await inspect({ repository, comparison: { ...comparison, base: null } });
      await repository.close();
      const faces = [report, audit].flatMap((each) => [
        renderComment(each, { instance: 'x' }),
        renderSummary(each),
        renderTerminal(each, { colour: false, width: 100 }),
        renderJson(each),
        renderSarif(each, { rules, version: '0' }),
        JSON.stringify(annotationsOf(each)),
      ]);
      expect(report.findings.length + report.resolved.length).toBeGreaterThan(0);
      expect(report.gaps.length).toBeGreaterThan(0);
      expect(faces.filter((face) => face.includes(word))).toEqual([]);
      // The first of them loads every grammar.
    },
    60_000,
  );

  test.each(Object.keys(files(0, 'NAME')))('in the facts of %s', async (path) => {
    for (let n = 0; n < 5; n += 1) {
      const text = files(n, 'NAME')[path] ?? '';
      const blob = { state: 'read', bytes: Buffer.from(text) } as const;
      const outcome = await new FileReader({ read: () => Promise.resolve(blob) }, formats).readObject(
        'x',
        path,
      );
      expect(outcome.state).not.toBe('none');
      const { printFacts } = await import('../src/commands/facts.ts');
      expect(printFacts(path, outcome)).not.toContain(word);
    }
  });

  test('in what the facts command prints for a file on disk', () => {
    const folder = mkdtempSync(join(tmpdir(), 'system-drift-canary-'));
    writeFileSync(join(folder, '.env'), `KEY=${canary(3)}\n`);
    const cli = resolve(process.env['SYSTEM_DRIFT_DIST'] ?? 'dist', 'cli.js');
    const { stdout, stderr, status } = spawnSync(process.execPath, [cli, 'facts', join(folder, '.env')], {
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect(status).toBe(0);
    expect(stdout).toContain('KEY');
    expect(stdout + stderr).not.toContain(word);
  });
});
