import { Unreadable } from '../../src/formats/format.ts';
import { githubAction, githubWorkflow } from '../../src/formats/github-workflow/format.ts';
import { readAction, readWorkflow } from '../../src/formats/github-workflow/read.ts';
import type { Fact, FactKind, FactOf } from '../../src/system/facts.ts';
import { endless } from '../support/endless.ts';

const path = '.github/workflows/ci.yml';

function read(text: string): readonly Fact[] {
  return readWorkflow({ path, text }).facts;
}

function of<K extends FactKind>(kind: K, facts: readonly Fact[]): readonly FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
}

const workflow = `name: ci
on:
  push:
    branches: [main]
env:
  NODE_VERSION: 20.10
  REGISTRY: \${{ vars.REGISTRY }}
defaults:
  run:
    working-directory: services/api
jobs:
  test:
    runs-on: ubuntu-latest
    if: github.event_name == 'push' && secrets.DEPLOY_KEY != ''
    strategy:
      matrix:
        python: ['3.9', "3.10"]
        include:
          - python: 3.12
    services:
      db:
        image: postgres:16.2@sha256:${'a'.repeat(64)}
        env:
          POSTGRES_PASSWORD: hunter2
        ports:
          - 5433:5432
        options: >-
          --health-cmd "pg_isready -h localhost:5432"
          --health-interval 10s
    container:
      image: node:22-alpine
      env: { TZ: UTC }
    env:
      API_KEY: \${{ secrets.API_KEY }}
      MODE: \${{ inputs.mode || 'fast' }}
      EMPTY:
    steps:
      - uses: actions/checkout@${'b'.repeat(40)} # v4.2.0
      - uses: actions/setup-node@v4
        with:
          node-version: \${{ env.NODE_VERSION }}
      - uses: actions/setup-python@v5
        with:
          python-version: \${{ matrix.python }}
      - uses: ./.github/actions/prepare
      - uses: docker://redis:7
      - run: npm run lint
      - working-directory: .
        env:
          TOKEN: x-\${{ secrets['TOKEN'] || 'none' }}
        run: |
          # npm run nothing
          make check
          echo "STAMP=\${{ vars.STAMP }}" >> "$GITHUB_ENV"
          (cd web && pnpm --filter web build)
      - shell: python
        run: make = npm
  deploy:
    needs: [test, build]
    uses: acme/ci/.github/workflows/deploy.yml@v2
    secrets:
      TOKEN: \${{ secrets.DEPLOY_TOKEN }}
      ANY: \${{ secrets[format('KEY_{0}', inputs.stage)] }}
`;

describe('github-workflow', () => {
  const facts = read(workflow);

  test.each([
    [githubWorkflow, '.github/workflows/ci.yml', true],
    [githubWorkflow, 'sub/.github/workflows/x.yaml', true],
    [githubWorkflow, '.github/workflows/deep/x.yml', false],
    [githubWorkflow, '.github/dependabot.yml', false],
    [githubAction, 'action.yml', true],
    [githubAction, '.github/actions/x/action.yaml', true],
    [githubAction, 'transaction.yml', false],
  ])('matches %#', (format, name, expected) => {
    expect(format.matches(name)).toBe(expected);
  });

  test('jobs are units that wait for others', () => {
    expect(of('unit', facts).map(({ line, name, type }) => [line, name, type])).toEqual([
      [12, 'test', 'workflow-job'],
      [58, 'deploy', 'workflow-job'],
    ]);
    expect(of('edge', facts)).toEqual([
      { kind: 'edge', line: 59, from: 'deploy', to: 'test', condition: 'completed', required: true },
      { kind: 'edge', line: 59, from: 'deploy', to: 'build', condition: 'completed', required: true },
    ]);
  });

  test('variables at every level, without their values', () => {
    expect(
      of('declaration', facts).map(({ line, name, unit, from, value, phase }) =>
        [line, name, unit ?? '*', from ?? value?.type, phase].join(' '),
      ),
    ).toEqual([
      '6 NODE_VERSION * number ci',
      '7 REGISTRY * variable ci',
      '24 POSTGRES_PASSWORD test/db text ci',
      '32 TZ test text ci',
      '34 API_KEY test secret ci',
      '35 MODE test expression ci',
      '36 EMPTY test empty ci',
      '50 TOKEN test expression ci',
      '54 STAMP test expression ci',
    ]);
    expect(JSON.stringify(facts)).not.toContain('hunter2');
  });

  test('reads of secrets, variables and environment', () => {
    expect(
      of('read', facts).map(({ line, name, via, strength, unit, fallback }) =>
        [line, via, name, strength, unit ?? '*', fallback === undefined ? '' : 'fallback'].join(' ').trim(),
      ),
    ).toEqual([
      '7 vars REGISTRY required *',
      '14 secrets DEPLOY_KEY guarded test',
      '34 secrets API_KEY required test',
      '41 env NODE_VERSION required test',
      '50 secrets TOKEN defaulted test fallback',
      '54 vars STAMP required test',
      '62 secrets DEPLOY_TOKEN required deploy',
      '63 secrets KEY_ prefix deploy',
    ]);
  });

  test('images, runtimes and actions', () => {
    expect(
      of('image', facts).map(({ line, unit, repository, tag, role }) => [line, unit, repository, tag, role]),
    ).toEqual([
      [22, 'test/db', 'postgres', '16.2', 'ci-service'],
      [31, 'test', 'node', '22-alpine', 'run'],
      [46, 'test', 'redis', '7', 'run'],
    ]);
    expect(
      of('runtime', facts).map(({ line, name, version, source }) => [line, name, version, source]),
    ).toEqual([
      [6, 'node', '20.10', 'ci'],
      [17, 'python', '3.9', 'ci'],
      [17, 'python', '3.10', 'ci'],
      [19, 'python', '3.12', 'ci'],
      [31, 'node', '22', 'ci'],
    ]);
    expect(of('action', facts).map(({ line, name, ref, comment }) => [line, name, ref, comment])).toEqual([
      [38, 'actions/checkout', 'b'.repeat(40), 'v4.2.0'],
      [39, 'actions/setup-node', 'v4', undefined],
      [42, 'actions/setup-python', 'v5', undefined],
      [45, './.github/actions/prepare', null, undefined],
      [60, 'acme/ci/.github/workflows/deploy.yml', 'v2', undefined],
    ]);
  });

  test('health and ports of services', () => {
    expect(of('health-check', facts)).toEqual([
      { kind: 'health-check', line: 27, unit: 'test/db', probe: 'health', disabled: false, text: 'pg_isready -h localhost:5432', port: 5432 },
    ]); // prettier-ignore
    expect(of('port', facts)).toEqual([
      { kind: 'port', line: 26, unit: 'test/db', port: 5432, role: 'publish', published: 5433, protocol: 'tcp' },
    ]); // prettier-ignore
  });

  test('what steps call, and where', () => {
    expect(
      of('invocation', facts).map(({ line, runner, name, directory, package: chosen }) => [
        line,
        runner,
        name,
        directory,
        chosen,
      ]),
    ).toEqual([
      [47, 'npm', 'lint', 'services/api', undefined],
      [53, 'make', 'check', '', undefined],
      [55, 'npm', 'build', null, 'web'],
    ]);
  });

  test.each([
    ['no checkout step', '- run: make x', ''],
    [
      'a folder of its own',
      '- uses: actions/checkout@v4\n        with: { path: src }\n      - run: make x\n        working-directory: src/api',
      'api',
    ],
    [
      'outside of that folder',
      '- uses: actions/checkout@v4\n        with: { path: src }\n      - run: make x',
      null,
    ],
    [
      'another repository',
      '- uses: actions/checkout@v4\n        with: { repository: acme/other }\n      - run: make x',
      null,
    ],
    [
      'another one beside it',
      '- uses: actions/checkout@v4\n      - uses: actions/checkout@v4\n        with: { repository: acme/other, path: other }\n      - run: cd other && make x',
      'other',
    ],
    ['the workspace by name', '- run: make x\n        working-directory: ${{ github.workspace }}/api', 'api'],
    ['an input', '- run: make x\n        working-directory: ${{ inputs.dir }}', null],
  ])('folder of a step: %s', (_, steps, expected) => {
    const [call] = of('invocation', read(`on: push\njobs:\n  a:\n    steps:\n      ${steps}\n`));
    expect(call?.directory).toBe(expected);
  });

  test('images that are built, the matrix filled in', () => {
    const text = `jobs:
  a:
    strategy:
      matrix:
        app:
          - { name: api, context: ./services/api, file: services/api/Dockerfile.prod }
          - { name: web, context: ./services/web }
    steps:
      - uses: docker/build-push-action@v6
        with:
          context: \${{ matrix.app.context }}
          file: \${{ matrix.app.file }}
      - uses: docker/build-push-action@v6
        with: { target: prod }
      - run: docker buildx build --push -t x:\${{ github.sha }} -f ci/Dockerfile tools
      - uses: docker/build-push-action@v6
        with: { context: "\${{ inputs.context }}" }
`;
    expect(
      of('image-build', read(text)).map(({ line, context, dockerfile, target }) => [
        line,
        context,
        dockerfile,
        target,
      ]),
    ).toEqual([
      [9, 'services/api', 'services/api/Dockerfile.prod', undefined],
      [13, '', 'Dockerfile', 'prod'],
      [15, 'tools', 'ci/Dockerfile', undefined],
    ]);
  });

  test.each([
    [
      'an output of the same job, by the variable that a script fills',
      `jobs:
  a:
    steps:
      - id: names
        run: |
          TAGS="acme/shop:$VERSION"
          TAGS="$TAGS,registry.example.org/acme/shop:$VERSION"
          echo "tags=$TAGS" >> "$GITHUB_OUTPUT"
      - uses: docker/build-push-action@v6
        with: { context: ., tags: "\${{ steps.names.outputs.tags }}" }
`,
      ['Dockerfile acme/shop', 'Dockerfile registry.example.org/acme/shop'],
    ],
    [
      'metadata of a matrix, and the name among the outputs of a build',
      `jobs:
  a:
    strategy:
      matrix:
        include:
          - { image: shop, file: ./web/Dockerfile }
          - { image: shop-worker, file: ./worker/Dockerfile }
    steps:
      - id: meta
        uses: docker/metadata-action@v5
        with: { images: "registry.example.org/acme/\${{ matrix.image }}" }
      - uses: depot/build-push-action@v1
        with:
          file: \${{ matrix.file }}
          outputs: type=image,name=acme/\${{ matrix.image }},push-by-digest=true
`,
      ['web/Dockerfile acme/shop', 'worker/Dockerfile acme/shop-worker'],
    ],
    [
      'an action of somebody else, told by the output of a job that it needs',
      `jobs:
  names:
    outputs: { api: "\${{ steps.set.outputs.IMG_API }}" }
    steps:
      - id: set
        run: echo "IMG_API=shop-api" >> $GITHUB_OUTPUT
  api:
    needs: [names]
    steps:
      - uses: acme/actions/build-push@v1
        with:
          docker-image-name: \${{ needs.names.outputs.api }}
          build-context: .
          dockerfile-path: ./apps/api/Dockerfile.api
`,
      ['apps/api/Dockerfile.api shop-api'],
    ],
    [
      'a called workflow of somebody else',
      `jobs:
  build:
    uses: docker/github-builder/.github/workflows/build.yml@v1
    with: { output: image, context: server, meta-images: registry.example.org/acme/server }
`,
      ['server/Dockerfile registry.example.org/acme/server'],
    ],
    [
      'a name of which one part cannot be told',
      `env: { REGISTRY: registry.example.org }
jobs:
  a:
    steps:
      - uses: docker/build-push-action@v6
        with: { tags: "\${{ env.REGISTRY }}/\${{ github.repository }}:\${{ github.sha }}, \${{ secrets.NAME }}:1" }
`,
      ['Dockerfile registry.example.org/$repository', 'Dockerfile $x'],
    ],
    [
      'a command whose names come from the environment of its step',
      `jobs:
  a:
    strategy: { matrix: { name: ['shop/ws', 'shop/ws-ee'] } }
    steps:
      - env: { OWNER: acme, NAME: "\${{ matrix.name }}" }
        run: docker buildx build -t registry.example.org/$OWNER/$NAME:$TAG -f apps/ws/Dockerfile . $MORE
`,
      [
        'apps/ws/Dockerfile registry.example.org/acme/shop/ws',
        'apps/ws/Dockerfile registry.example.org/acme/shop/ws-ee',
      ],
    ],
    [
      'variables that go in circles, and what is no build',
      `env: { A: "\${{ env.B }}", B: "\${{ env.A }}" }
jobs:
  a:
    steps:
      - uses: docker/build-push-action@v6
        with: { tags: "acme/\${{ env.A }}" }
      - uses: actions/upload-artifact@v4
        with: { name: x, path: dist, file: y }
`,
      ['Dockerfile acme/$x'],
    ],
  ])('names of images: %s', (_, text, expected) => {
    const builds = of('image-build', read(text));
    expect(builds.flatMap(({ dockerfile, tags = [] }) => tags.map((tag) => `${dockerfile} ${tag}`))).toEqual(
      expected,
    );
  });

  test('names of build arguments, whoever gives them', () => {
    const text = `jobs:
  a:
    steps:
      - uses: docker/build-push-action@v6
        with:
          build-args: |
            VERSION=1
            TOKEN=\${{ secrets.TOKEN }}
      - run: docker build --build-arg VERSION --build-arg=MODE=prod .
`;
    expect(of('image-build', read(text)).map(({ args }) => args)).toEqual([
      ['VERSION', 'TOKEN'],
      ['VERSION', 'MODE'],
    ]);
  });

  test('an action that builds what it is given, and what its callers give: nothing about secrets', () => {
    const action = readAction({
      path: '.github/actions/build/action.yml',
      text: `inputs:
  image: { required: true }
  dockerfile: { default: apps/web/Dockerfile }
  token: { default: hunter2 }
runs:
  using: composite
  steps:
    - uses: docker/build-push-action@v6
      with: { file: "\${{ inputs.dockerfile }}", tags: "acme/\${{ inputs.image }}:latest" }
`,
    }).facts;
    expect(of('image-build-template', action)).toEqual([
      { kind: 'image-build-template', line: 8, unit: 'composite', context: '.', dockerfile: '${{ inputs.dockerfile }}', tags: ['acme/${{inputs.image}}:latest'], defaults: { dockerfile: 'apps/web/Dockerfile' } },
    ]); // prettier-ignore
    const caller = read(`jobs:
  a:
    strategy: { matrix: { app: [web, api] } }
    steps:
      - uses: ./.github/actions/build
        with: { image: "\${{ matrix.app }}", token: "\${{ secrets.TOKEN }}", image-password: "a b!c" }
`);
    expect(of('action', caller)[0]?.inputs).toEqual([{ image: 'web' }, { image: 'api' }]);
  });

  test('variables that are handed on', () => {
    const text = `jobs:
  a:
    steps:
      - run: |
          KEY=1; echo "A=$KEY" >> $GITHUB_ENV
          echo B=2 | tee -a "$GITHUB_ENV"
          {
            echo "C<<EOF"
            cat x
            echo EOF
          } >> "$GITHUB_ENV"
      - run: echo "NOT=1" >> $GITHUB_OUTPUT
      - run: |
          cat >> $GITHUB_ENV <<-END
          D=4
          END
      - run: echo "E=1" >> $env:GITHUB_ENV
        shell: pwsh
`;
    expect(of('declaration', read(text)).map(({ line, name }) => `${line} ${name}`)).toEqual([
      '5 A', '6 B', '8 C', '15 D', '17 E',
    ]); // prettier-ignore
  });

  test('actions: composite steps and promised files', () => {
    const composite = readAction({
      path: '.github/actions/prepare/action.yml',
      text: 'name: x\nruns:\n  using: composite\n  steps:\n    - uses: actions/setup-go@v5\n      with: { go-version: 1.22 }\n    - run: ${{ github.action_path }}/prepare.sh\n      shell: bash\n    - run: npm run build\n      shell: bash\n',
    }).facts;
    expect(of('command', composite)).toEqual([
      { kind: 'command', line: 7, unit: 'composite', role: 'run', argv: ['./.github/actions/prepare/prepare.sh'], shell: true, directory: '' },
    ]); // prettier-ignore
    expect(of('invocation', composite)[0]).toMatchObject({ name: 'build', directory: '' });
    expect(of('runtime', composite)[0]).toMatchObject({ name: 'go', version: '1.22' });
    const script = readAction({
      path: 'action.yml',
      text: 'runs:\n  using: node20\n  main: dist/index.js\n',
    }).facts;
    expect(script).toEqual([
      { kind: 'command', line: 3, unit: 'main', role: 'entrypoint', argv: ['node', 'dist/index.js'], shell: false, directory: '' },
    ]); // prettier-ignore
  });
});

describe('github-workflow, bad input', () => {
  test.each([
    ['truncated', 'jobs:\n  a: {', 'unparsable'],
    ['no mapping', '- a\n- b\n', 'unparsable'],
    ['merge conflict', 'jobs:\n<<<<<<< a\n  x: 1\n=======\n  y: 1\n>>>>>>> b\n', 'merge-conflict'],
    ['deep nesting', `jobs: ${'['.repeat(3000)}${']'.repeat(3000)}`, 'too-deep'],
    [
      'many jobs of one anchor',
      `x: &x { steps: [${'{ env: { A: 1, B: 2 }, uses: a/b@c },'.repeat(100)}] }\njobs:\n${Array.from({ length: 2000 }, (_, n) => `  j${n}: *x\n`).join('')}`,
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
    ['nothing', '', 0],
    ['comments', '# x\n', 0],
    ['odd shapes', 'jobs:\n  a: { steps: 1, env: [x], needs: { b: c }, services: [d], container: [e] }\n', 1],
    ['CRLF', 'jobs:\r\n  a:\r\n    steps:\r\n      - run: |\r\n          make x\r\n          make y\r\n', 3],
    [
      'lists without end',
      `l0: &l0 [x]\n${Array.from({ length: 40 }, (_, n) => `l${n + 1}: &l${n + 1} [*l${n}, *l${n}, *l${n}]\n`).join('')}jobs:\n  a:\n    needs: *l40\n    steps:\n      - uses: actions/setup-node@v4\n        with: { node-version: *l40 }\n`,
      2,
    ],
    ['open expressions', `jobs:\n  a:\n    env:\n      A: ${'${{ '.repeat(50_000)}\n`, 2],
    [
      'many expressions',
      `jobs:\n  a:\n    steps:\n      - run: |\n${'          x ${{ secrets.A }}\n'.repeat(20_000)}`,
      20_001,
    ],
  ])('%s is no failure', (_, text, count) => {
    const start = performance.now();
    expect(read(text)).toHaveLength(count);
    expect(performance.now() - start).toBeLessThan(endless);
  });

  test('a job that is no mapping is a gap', () => {
    expect(readWorkflow({ path, text: 'jobs:\n  a: 1\n' }).gaps).toEqual([
      { reason: 'unparsable', detail: 'The job at line 2 is not a mapping' },
    ]);
  });
});
