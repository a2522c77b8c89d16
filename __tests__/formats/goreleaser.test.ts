import type { Unreadable } from '../../src/formats/format.ts';
import { goreleaser } from '../../src/formats/goreleaser/format.ts';
import { readGoreleaser } from '../../src/formats/goreleaser/read.ts';

const read = (text: string, path = '.goreleaser.yaml'): readonly unknown[] =>
  readGoreleaser({ path, text }).facts;

describe('goreleaser', () => {
  test.each([
    ['.goreleaser.yml', true],
    ['goreleaser.yaml', true],
    ['build/api/.goreleaser.nightly.yaml', true],
    ['.github/workflows/release.yml', false],
    ['.goreleaser.json', false],
  ])('%s is one: %s', (path, expected) => {
    expect(goreleaser.matches(path)).toBe(expected);
  });

  test('variables, images, hooks', () => {
    const facts = read(`version: 2
env:
  - CHANNEL=nightly
  - REGISTRY={{ if index .Env "REGISTRY" }}{{ .Env.REGISTRY }}{{ else }}registry.example.org{{ end }}
before:
  hooks:
    - make generate
    - cmd: ./scripts/completions.sh
      dir: cli
builds:
  - id: server
    main: ./cmd/server
    env: [CGO_ENABLED=0]
    ldflags:
      - -X main.mode={{ envOrDefault "MODE" "dev" }}
      # - -X main.old={{ .Env.OLD_MODE }}
dockers:
  - id: server
    dockerfile: docker/Dockerfile.release
    image_templates:
      - registry.example.org/acme/server:{{ .Version }}-amd64
      - registry.example.org/acme/server:latest-amd64
      - '{{ .Env.REGISTRY }}/server'
    build_flag_templates: ['--pull', '--build-arg=REVISION={{ .FullCommit }}', '--target=release']
dockers_v2:
  - images: [registry.example.org/acme/cli]
    build_args: { FLAVOUR: x }
brews:
  - repository: { token: '{{ .Env.TAP_TOKEN }}' }
    skip_upload: '{{ isEnvSet "SKIP" }}'
`);
    expect(facts).toEqual([
      expect.objectContaining({ kind: 'declaration', line: 3, name: 'CHANNEL', phase: 'ci' }),
      expect.objectContaining({ kind: 'declaration', line: 4, name: 'REGISTRY', from: 'expression' }),
      { kind: 'read', line: 4, name: 'REGISTRY', strength: 'guarded', phase: 'ci', via: '.Env' },
      { kind: 'read', line: 4, name: 'REGISTRY', strength: 'required', phase: 'ci', via: '.Env' },
      expect.objectContaining({ kind: 'invocation', line: 7, runner: 'make', name: 'generate' }),
      expect.objectContaining({ kind: 'command', line: 8, directory: 'cli' }),
      expect.objectContaining({ kind: 'declaration', line: 13, name: 'CGO_ENABLED', unit: 'server' }),
      { kind: 'read', line: 15, name: 'MODE', strength: 'defaulted', phase: 'ci', via: '.Env' },
      {
        kind: 'image-build',
        line: 18,
        context: '',
        dockerfile: 'docker/Dockerfile.release',
        guessed: true,
        target: 'release',
        tags: ['registry.example.org/acme/server'],
        args: ['REVISION'],
        unit: 'image server',
      },
      expect.objectContaining({ kind: 'read', line: 23, name: 'REGISTRY', strength: 'required' }),
      expect.objectContaining({
        kind: 'image-build',
        line: 26,
        dockerfile: 'Dockerfile',
        tags: ['registry.example.org/acme/cli'],
        args: ['FLAVOUR'],
      }),
      expect.objectContaining({ kind: 'read', line: 29, name: 'TAP_TOKEN', strength: 'required' }),
      expect.objectContaining({ kind: 'read', line: 30, name: 'SKIP', strength: 'guarded' }),
    ]);
    expect(JSON.stringify(facts)).not.toContain('nightly');
  });

  test.each([
    '',
    'x',
    '- a',
    'dockers: {a: b}\r\n',
    'env: 1',
    'dockers: [null, 1, []]',
    'dockers: [{dockerfile: ../../x}]',
  ])('takes %j', (text) => {
    expect(read(text)).toEqual([]);
  });

  test.each([
    ['env: [', 'unparsable'],
    ['<<<<<<< a\nx: 1\n=======\nx: 2\n>>>>>>> b\n', 'merge-conflict'],
    [`a: ${'['.repeat(3000)}${']'.repeat(3000)}`, 'too-deep'],
  ])('refuses %j', (text, reason) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ reason }) as Unreadable);
  });
});
