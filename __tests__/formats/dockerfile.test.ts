import { dockerfile } from '../../src/formats/dockerfile/format.ts';
import { Unreadable } from '../../src/formats/format.ts';
import { factsOf, readText, stage } from '../support/dockerfile-reading.ts';
import { endless } from '../support/endless.ts';

describe('dockerfile', () => {
  test.each([
    ['Dockerfile', true],
    ['services/api/Dockerfile.prod', true],
    ['docker/api.Dockerfile', true],
    ['Dockerfile-worker', true],
    ['Containerfile', true],
    ['dockerfile', true],
    ['Dockerfile.dockerignore', false],
    ['Dockerfile.j2', false],
    ['src/dockerfile.ts', false],
    ['Dockerfiles/readme', false],
    ['MyDockerfile', false],
  ])('matches %s: %s', (path, expected) => {
    expect(dockerfile.matches(path)).toBe(expected);
  });

  test('stages: names, numbers, what they start from', () => {
    const text = [
      'ARG NODE=20',
      'FROM --platform=$BUILDPLATFORM node:${NODE}-alpine AS build',
      'FROM Build AS test',
      'FROM docker.io/library/nginx:1.27@sha256:abc',
      'FROM scratch AS test',
      'FROM ghcr.io/acme/base:${TAG}',
      '',
    ].join('\n');
    expect(factsOf(text, 'unit').map(({ name, extends: base, line }) => [name, base, line])).toEqual([
      ['build', 'node:20-alpine', 2],
      ['test', 'build', 3],
      ['2', 'docker.io/library/nginx:1.27@sha256:abc', 4],
      ['3', 'scratch', 5],
      ['4', 'ghcr.io/acme/base:${TAG}', 6],
    ]);
    expect(
      factsOf(text, 'image').map(({ unit, repository, tag, digest, variable, role }) => [
        unit,
        repository,
        tag,
        digest,
        variable,
        role,
      ]),
    ).toEqual([
      ['build', 'node', '20-alpine', null, false, 'base'],
      ['2', 'nginx', '1.27', 'sha256:abc', false, 'base'],
      ['4', 'ghcr.io/acme/base', '${TAG}', null, true, 'base'],
    ]);
    expect(factsOf(text, 'read').map(({ name, strength, line }) => [name, strength, line])).toEqual([
      ['NODE', 'guarded', 2],
      ['TAG', 'required', 6],
    ]);
  });

  test.each([
    ['node:20.11.1-bookworm-slim', 'node 20.11.1'],
    ['node:iron-alpine', 'node lts/iron'],
    ['node:lts', 'node lts/*'],
    ['node:latest', undefined],
    ['node', undefined],
    ['public.ecr.aws/docker/library/node:22', 'node 22'],
    ['python:3.13.0rc1-slim', 'python 3.13.0rc1'],
    ['ghcr.io/astral-sh/uv:0.5-python3.12-bookworm', 'python 3.12'],
    ['golang:1.23-alpine', 'go 1.23'],
    ['eclipse-temurin:21-jre', 'java 21'],
    ['openjdk:8u392-jdk', 'java 8'],
    ['maven:3.9-eclipse-temurin-21', 'java 21'],
    ['gradle:8.5-jdk17', 'java 17'],
    ['mcr.microsoft.com/dotnet/aspnet:8.0-alpine', 'dotnet 8.0'],
    ['gcr.io/distroless/nodejs20-debian12', 'node 20'],
    ['public.ecr.aws/lambda/python:3.12', 'python 3.12'],
    ['oven/bun:1.1', 'bun 1.1'],
    ['php:8.3-fpm', 'php 8.3'],
    ['acme/node:20', undefined],
    ['node:$VERSION', undefined],
  ])('runtime of %s', (image, expected) => {
    expect(factsOf(`FROM ${image}\n`, 'runtime').map(({ name, version }) => `${name} ${version}`)[0]).toBe(
      expected,
    );
  });

  test('COPY and ADD: forms, flags, remote and inline sources, working directory', () => {
    const text = stage(
      'COPY . ./',
      'WORKDIR /app',
      'ARG DIR=lib',
      'COPY package*.json $DIR ./',
      'COPY --from=build --chown=a:b ["a b", "/dist/"]',
      'ADD https://example.org/x.tgz b.tgz /tmp/',
      'COPY $UNKNOWN /x',
      'COPY --from=$STAGE a b',
      'COPY <<EOF /etc/x.conf',
      'COPY y z',
      'EOF',
      'WORKDIR sub',
      'RUN --mount=type=cache,target=/c --mount=type=bind,source=go.mod,target=go.mod go build',
    );
    expect(
      factsOf(text, 'copy').map(({ source, target, from, line }) => [source, target, from, line]),
    ).toEqual([
      ['.', './', undefined, 2],
      ['package*.json', '/app/', undefined, 5],
      ['lib', '/app/', undefined, 5],
      ['a b', '/dist/', 'build', 6],
      ['b.tgz', '/tmp/', undefined, 7],
      ['go.mod', '/app/sub/go.mod', undefined, 14],
    ]);
  });

  test.each([
    ['CMD ["node", "a b.js"]', 'command', ['node', 'a b.js'], false],
    ['CMD node server.js', 'command', ['node', 'server.js'], true],
    ['ENTRYPOINT exec node "server.js"', 'entrypoint', ['node', 'server.js'], true],
    ['CMD migrate && serve', 'command', [], true],
    ["CMD ['node', 'x']", 'command', ['[node,', 'x]'], true],
  ])('%s', (line, role, argv, shell) => {
    expect(factsOf(stage('WORKDIR /app', line), 'command')).toEqual([
      expect.objectContaining({ role, argv, shell, directory: '/app', line: 3 }),
    ]);
  });

  test('only the last CMD, ENTRYPOINT and HEALTHCHECK of a stage count', () => {
    const text = `${stage('CMD a', 'HEALTHCHECK CMD curl http://localhost:80/a', 'CMD b', 'HEALTHCHECK NONE')}FROM x:1\nCMD c\n`;
    expect(factsOf(text, 'command').map(({ unit, text: run }) => [unit, run])).toEqual([
      ['0', 'b'],
      ['1', 'c'],
    ]);
    expect(factsOf(text, 'health-check')).toEqual([
      { kind: 'health-check', unit: '0', probe: 'health', disabled: true, line: 5 },
    ]);
  });

  test.each([
    [
      'HEALTHCHECK --interval=5s --timeout=3s CMD curl -f http://localhost:8080/h || exit 1',
      { port: 8080, httpPath: '/h' },
    ],
    [
      'HEALTHCHECK CMD ["curl", "http://127.0.0.1/"]',
      { port: 80, httpPath: '/', text: 'curl http://127.0.0.1/' },
    ],
    ['HEALTHCHECK CMD \\\n  pg_isready', { text: 'pg_isready' }],
  ])('%s', (line, expected) => {
    expect(factsOf(stage(line), 'health-check')).toEqual([
      expect.objectContaining({ disabled: false, line: 2, ...expected }),
    ]);
  });

  test('EXPOSE', () => {
    const text = stage('ENV PORT=3000', 'EXPOSE 80/tcp $PORT 9000-9002/UDP $UNKNOWN');
    expect(factsOf(text, 'port').map(({ port, protocol, role }) => [port, protocol, role])).toEqual([
      [80, 'tcp', 'expose'],
      [3000, 'tcp', 'expose'],
      [9000, 'udp', 'expose'],
      [9002, 'udp', 'expose'],
    ]);
  });

  test('tasks that RUN, CMD and here-documents call, with their lines', () => {
    const text = stage(
      'RUN npm ci && \\',
      '  # the bundle',
      '  npm run build && \\',
      '  make assets',
      'RUN <<EOF',
      'set -e',
      'npm run generate',
      'EOF',
      'RUN python3 <<EOF',
      'npm run nothing',
      'EOF',
      'CMD ["npm", "start"]',
    );
    expect(
      factsOf(text, 'invocation').map(({ runner, name, line, unit }) => [runner, name, line, unit]),
    ).toEqual([
      ['npm', 'build', 4, '0'],
      ['make', 'assets', 5, '0'],
      ['npm', 'generate', 8, '0'],
      ['npm', 'start', 13, '0'],
    ]);
  });
});

describe('dockerfile on bad input', () => {
  test.each([
    ['', 0, 0],
    ['# only a comment\n', 0, 0],
    ['FROM\n', 1, 0],
    [stage('FOO bar', 'BAR'), 2, 1],
    [stage('{{- if .Redis }}', 'EXPOSE 80', '{% endif %}'), 3, 0],
    [stage('COPY a'), 2, 0],
    [stage('CMD ["a", '), 3, 0],
    [stage('ENV', 'ARG', 'EXPOSE', 'WORKDIR', 'HEALTHCHECK', 'ONBUILD', 'COPY', 'RUN'), 2, 0],
    [stage('COPY <<EOF /x', 'never ends'), 2, 0],
    ['FROM a\0b\n', 2, 0],
  ])('%p: %d facts, %d gaps', (text, facts, gaps) => {
    const reading = readText(text);
    expect(reading.gaps).toHaveLength(gaps);
    expect(reading.facts.filter(({ kind }) => kind !== 'read')).toHaveLength(facts);
  });

  test.each([
    ['FROM a\n<<<<<<< ours\nRUN b\n=======\nRUN c\n>>>>>>> theirs\n', 'merge-conflict'],
    ['this is no Dockerfile\n', 'unparsable'],
    ['ARG X=1\n', 'unparsable'],
  ])('refuses %p', (text, reason) => {
    expect(() => readText(text)).toThrow(Unreadable);
    expect(() => readText(text)).toThrow(expect.objectContaining({ reason }));
  });

  test('CRLF keeps lines and values', () => {
    const text = stage('RUN a && \\', '  npm run build', 'COPY a b', 'CMD ["x"]').replaceAll('\n', '\r\n');
    expect(factsOf(text, 'invocation')[0]).toMatchObject({ name: 'build', line: 3 });
    expect(factsOf(text, 'copy')[0]).toMatchObject({ source: 'a', target: 'b', line: 4 });
    expect(factsOf(text, 'command')[0]?.argv).toEqual(['x']);
  });

  test.each([
    [stage(`RUN ${'x '.repeat(20_000)}`)],
    [stage(`RUN ${'$X '.repeat(20_000)}`)],
    [stage(`COPY ${'${A:-'.repeat(10_000)}`)],
    [stage(`RUN a \\\n${'  # b\n'.repeat(10_000)} c`)],
    [stage(`RUN <<EOF\n${'echo $A$B\n'.repeat(10_000)}EOF`)],
    [stage(`ENV ${'A=b '.repeat(10_000)}`)],
    ['FROM a AS b\n'.repeat(3000)],
    [stage('\\\n'.repeat(20_000))],
    [stage(`RUN ${"'".repeat(20_001)}`)],
    [stage(`CMD [${'"a",'.repeat(10_000)}"b"]`)],
  ])('takes linear time on hostile text %#', (text) => {
    const start = performance.now();
    readText(text);
    expect(performance.now() - start).toBeLessThan(endless);
  });
});
