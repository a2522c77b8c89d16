import { parseImageReference } from '../../src/formats/image-reference.ts';

describe('parseImageReference', () => {
  test.each([
    ['postgres:16.2-alpine', 'postgres', '16.2-alpine', null, false],
    ['redis', 'redis', null, null, false],
    ['docker.io/library/redis:7', 'redis', '7', null, false],
    ['library/redis', 'redis', null, null, false],
    ['localhost:5000/acme/api', 'localhost:5000/acme/api', null, null, false],
    ['localhost:5000/acme/api:v1', 'localhost:5000/acme/api', 'v1', null, false],
    ['ghcr.io/acme/api@sha256:abc', 'ghcr.io/acme/api', null, 'sha256:abc', false],
    ['ghcr.io/acme/api:1@sha256:abc', 'ghcr.io/acme/api', '1', 'sha256:abc', false],
    ['${REGISTRY}/acme/api:${TAG}', '${REGISTRY}/acme/api', '${TAG}', null, true],
    ['api:${TAG:?set it: now}', 'api', '${TAG:?set it: now}', null, true],
    ['$IMAGE', '$IMAGE', null, null, true],
    ['api:{{ .Values.tag }}', 'api', '{{ .Values.tag }}', null, true],
  ])('%s', (written, repository, tag, digest, variable) => {
    expect(parseImageReference(written)).toEqual({ repository, tag, digest, variable });
  });

  test.each(['', '  ', 'two words', ':tag', '@sha256:abc'])('%p is no reference', (written) => {
    expect(parseImageReference(written)).toBeNull();
  });
});
