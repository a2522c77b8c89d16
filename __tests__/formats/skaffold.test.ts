import type { Unreadable } from '../../src/formats/format.ts';
import { skaffold } from '../../src/formats/skaffold/format.ts';
import { readSkaffold } from '../../src/formats/skaffold/read.ts';

const read = (text: string, path = 'deploy/skaffold.yaml'): readonly unknown[] =>
  readSkaffold({ path, text }).facts;

describe('skaffold', () => {
  test('artifacts that Dockerfiles build', () => {
    const text = `apiVersion: skaffold/v4beta11
kind: Config
build:
  artifacts:
    - image: registry.example.org/shop/api
      context: ../services/api
      docker: { dockerfile: docker/Dockerfile, target: prod }
    - image: web
    - image: packed
      buildpacks: { builder: x }
    - context: nothing
    - image: outside
      context: ../../..
profiles:
  - name: debug
    build: { artifacts: [{ image: tool, context: tool }] }
`;
    expect(read(text)).toEqual([
      {
        kind: 'image-build',
        line: 5,
        context: 'services/api',
        dockerfile: 'services/api/docker/Dockerfile',
        target: 'prod',
        tags: ['registry.example.org/shop/api'],
        unit: 'artifact registry.example.org/shop/api',
      },
      expect.objectContaining({ line: 8, context: 'deploy', dockerfile: 'deploy/Dockerfile', tags: ['web'] }),
      expect.objectContaining({ context: 'deploy/tool', tags: ['tool'] }),
    ]);
  });

  test.each([
    ['apiVersion: skaffold/v4beta11\nkind: Config\n', true],
    ['apiVersion: v1\nkind: Pod\n', false],
  ])('recognises %j', (text, expected) => {
    expect(skaffold.recognises?.(text)).toBe(expected);
  });

  test.each([
    ['build: [', 'unparsable'],
    ['<<<<<<< a\nx: 1\n=======\nx: 2\n>>>>>>> b\n', 'merge-conflict'],
    [`a: ${'['.repeat(3000)}${']'.repeat(3000)}`, 'too-deep'],
  ])('refuses %j', (text, reason) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ reason }) as Unreadable);
  });

  test.each([
    '',
    'build: x\r\n',
    'build: { artifacts: { a: b } }',
    'build: { artifacts: [1, null, { image: [a] }] }',
  ])('odd shapes say nothing: %j', (text) => {
    expect(read(text)).toEqual([]);
  });
});
