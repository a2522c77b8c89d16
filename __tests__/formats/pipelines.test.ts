import type { Format } from '../../src/formats/format.ts';
import { Unreadable } from '../../src/formats/format.ts';
import { azurePipelines, circleCi, gitlabCi, jenkinsfile } from '../../src/formats/pipelines/format.ts';
import type { Fact } from '../../src/system/facts.ts';

function say(fact: Fact): string {
  const at = `${fact.line} ${fact.kind}`;
  if (fact.kind === 'declaration')
    return `${at} ${fact.name}${fact.unit === undefined ? '' : ` of ${fact.unit}`}${fact.from === undefined ? '' : ` from ${fact.from}`}`;
  if (fact.kind === 'image') return `${at} ${fact.repository}:${fact.tag ?? ''} ${fact.role} of ${fact.unit}`;
  if (fact.kind === 'invocation') return `${at} ${fact.runner} ${fact.name} in ${fact.directory ?? '?'}`;
  if (fact.kind === 'command') return `${at} ${fact.argv.join(' ')} in ${fact.directory ?? '?'}`;
  if (fact.kind === 'image-build') return `${at} ${fact.dockerfile}`;
  if (fact.kind === 'edge') return `${at} ${fact.from} after ${fact.to}`;
  if (fact.kind === 'unit') return `${at} ${fact.name}: ${(fact.open ?? []).join(', ')}`;
  if (fact.kind === 'runtime') return `${at} ${fact.name} ${fact.version}`;
  return at;
}

async function read(format: Format, text: string): Promise<readonly string[]> {
  return (await format.read({ path: 'x', text })).facts.map(say);
}

test('GitLab', async () => {
  const text = `stages: [test]
image: node:22
variables:
  LOG_LEVEL: info
  TARGET: { value: staging, description: where }
default:
  services: [postgres:16]
.base: &base
  before_script:
    - cd api
test:
  <<: *base
  image: { name: python:3.13-slim, entrypoint: [''] }
  services:
    - name: registry.example.org/acme/redis:7
      alias: cache
      variables: { SIZE: '1' }
  variables: { DB: "$CI_NAME" }
  needs: [lint, { job: build, optional: true }]
  script:
    - npm run test:ci
    - |
      make check
      docker build -f docker/Dockerfile .
    - !reference [.setup, script]
  rules:
    - variables: { FAST: 'yes' }
`;
  expect(await read(gitlabCi, text)).toEqual([
    '2 image node:22 run of default',
    '2 runtime node 22',
    '4 declaration LOG_LEVEL',
    '5 declaration TARGET',
    '7 image postgres:16 ci-service of default/postgres',
    '8 unit .base: the variables of the project',
    '11 unit test: the variables of the project',
    '13 image python:3.13-slim run of test',
    '13 runtime python 3.13',
    '15 image registry.example.org/acme/redis:7 ci-service of test/cache',
    '17 declaration SIZE of test/cache',
    '18 declaration DB of test from expression',
    '19 edge test after lint',
    '19 edge test after build',
    '21 invocation npm test:ci in api',
    '23 invocation make check in api',
    '24 image-build api/docker/Dockerfile',
    '27 declaration FAST of test',
  ]);
});

test('CircleCI', async () => {
  const text = `version: 2.1
jobs:
  test:
    docker:
      - image: cimg/node:22.1
        environment: { NODE_ENV: test }
      - image: postgres:16
        environment: { POSTGRES_USER: shop }
    working_directory: ~/project/web
    environment: { LOG_LEVEL: << parameters.level >> }
    steps:
      - checkout
      - run: npm run build -- << parameters.flags >>
      - run:
          name: Check
          working_directory: ../api
          environment: { X: '1' }
          command: |
            cd db
            ./scripts/migrate.sh
      - when:
          condition: << parameters.e2e >>
          steps: [{ run: make e2e }]
workflows:
  all:
    jobs:
      - lint
      - test: { context: [deploy], requires: [lint] }
`;
  expect(await read(circleCi, text)).toEqual([
    '3 unit test: the variables of the project, the context deploy',
    '5 image cimg/node:22.1 run of test',
    expect.stringContaining('5 runtime'),
    '6 declaration NODE_ENV of test',
    '7 image postgres:16 ci-service of test/1',
    '8 declaration POSTGRES_USER of test/1',
    '10 declaration LOG_LEVEL of test from expression',
    '13 invocation npm build in web',
    '17 declaration X of test',
    '20 command ./scripts/migrate.sh in api/db',
    '23 invocation make e2e in web',
    '28 edge test after lint',
  ]);
});

test('Azure', async () => {
  const text = `trigger: [main]
variables:
  - group: shared
  - name: LOG_LEVEL
    value: info
stages:
  - stage: build
    variables: { REGION: eu }
    jobs:
      - job: web
        dependsOn: lint
        container: node:22
        steps:
          - script: npm run build
            workingDirectory: $(Build.SourcesDirectory)/web
            env: { TOKEN: $(token) }
          - bash: |
              make all
  - stage: ship
    jobs:
      - deployment: prod
        strategy: { runOnce: { deploy: { steps: [{ script: ./ship.sh }] } } }
`;
  expect(await read(azurePipelines, text)).toEqual([
    '4 declaration LOG_LEVEL',
    '8 declaration REGION',
    '10 unit web: the variables of the pipeline',
    '11 edge web after lint',
    '12 image node:22 run of web',
    '12 runtime node 22',
    '14 invocation npm build in web',
    '16 declaration TOKEN of web from expression',
    '18 invocation make all in ',
    '21 unit prod: the variables of the pipeline',
    '22 command ./ship.sh in ',
  ]);
});

test('Jenkins', async () => {
  const text = `// pipeline { environment { NO = '1' } }
pipeline {
  agent { docker { image 'node:22' } }
  environment {
    LOG_LEVEL = 'info'
    TOKEN = credentials('npm-token')
    TAG = "\${BRANCH_NAME}"
  }
  stages {
    stage('Test') {
      steps {
        sh 'npm run test:ci'
        sh '''
          make check
        '''
        dir('api') { sh "./run.sh" }
        sh(script: "make ship", returnStdout: true)
      }
    }
  }
}
`;
  expect(await read(jenkinsfile, text)).toEqual([
    '2 unit pipeline: the settings of the job',
    '3 image node:22 run of pipeline',
    '3 runtime node 22',
    '5 declaration LOG_LEVEL of pipeline',
    '6 declaration TOKEN of pipeline from secret',
    '7 declaration TAG of pipeline from expression',
    '12 invocation npm test:ci in ',
    '14 invocation make check in ',
    '17 invocation make ship in ',
  ]);
});

describe('which files', () => {
  test.each([
    [gitlabCi, '.gitlab-ci.yml', true],
    [gitlabCi, '.gitlab/ci/test.yml', true],
    [gitlabCi, 'ci/build.gitlab-ci.yml', true],
    [gitlabCi, '.github/workflows/ci.yml', false],
    [circleCi, '.circleci/config.yml', true],
    [azurePipelines, 'azure-pipelines.yml', true],
    [azurePipelines, '.azure-pipelines/build.yml', true],
    [jenkinsfile, 'ci/Jenkinsfile.release', true],
    [jenkinsfile, 'docs/Jenkinsfile.md', false],
  ])('%#: %s', (format, path, expected) => {
    expect(format.matches(path)).toBe(expected);
  });
});

describe('bad input', () => {
  const outcome = async (format: Format, text: string): Promise<string> => {
    try {
      return `read ${(await read(format, text)).length}`;
    } catch (error) {
      if (error instanceof Unreadable) return error.reason;
      throw error;
    }
  };
  const each = [gitlabCi, circleCi, azurePipelines];
  test.each(each.map((format) => [format.id, format] as const))('%s', async (_, format) => {
    expect(await outcome(format, 'jobs: {a: [')).toBe('unparsable');
    expect(await outcome(format, '- a\n- b\n')).toBe('unparsable');
    expect(await outcome(format, '')).toBe('read 0');
    expect(await outcome(format, '<<<<<<< a\nx: 1\n=======\nx: 2\n>>>>>>> b\n')).toBe('merge-conflict');
    expect(await outcome(format, `a: ${'['.repeat(5000)}`)).toMatch(/^(?:too-deep|unparsable)$/);
    expect(await outcome(format, 'variables:\r\n  A: 1\r\njobs: \0\r\n')).toMatch(/^(?:read|unparsable)/);
    expect(await outcome(format, `variables: { A: "${'x'.repeat(400_000)}" }\njobs: 1\nsteps: 2\nworkflows: [3]\n`)).toMatch(/^read/);
  }); // prettier-ignore

  test('Jenkins', async () => {
    expect(await outcome(jenkinsfile, "pipeline { environment { A = 'x")).toBe('read 1');
    expect(await outcome(jenkinsfile, '<<<<<<< a\npipeline {}\n=======\n>>>>>>> b\n')).toBe('merge-conflict');
    expect(await outcome(jenkinsfile, `pipeline {${'{'.repeat(20_000)} sh 'make x'`)).toBe('read 2');
    expect(await outcome(jenkinsfile, `pipeline {\r\n\0 sh '${'x'.repeat(400_000)}'\r\n}`)).toBe('read 1');
  });
});
