import { parseImageReference } from '../../src/formats/image-reference.ts';
import { dataVersionOf, readingOf } from '../../src/stages/2-dependencies/data-formats.ts';
import type { DataVersion } from '../../src/stages/2-dependencies/data-formats.ts';

function version(reference: string): DataVersion | null {
  const image = parseImageReference(reference);
  if (!image) throw new Error(reference);
  return dataVersionOf({ kind: 'image', unit: 'db', role: 'run', line: 1, ...image });
}

describe('data formats', () => {
  test.each([
    ['postgres:16.2-alpine', '16'],
    ['postgres:9.6', '9.6'],
    ['bitnami/postgresql:15.1.0-debian-11', '15'],
    ['postgis/postgis:15-3.4', '15'],
    ['pgvector/pgvector:0.7.0-pg16', '16'],
    ['timescale/timescaledb:2.14.2-pg15', '15'],
    ['timescale/timescaledb:2.14.2', undefined],
    ['mysql:8', '8.4'],
    ['mysql:8.0.36', '8.0'],
    ['mysql:9.1', '9.0'],
    ['mongo:4', '4.4'],
    ['mongo:10', '10'],
    ['getmeili/meilisearch:v1.8', '1.8'],
    ['postgres:latest', undefined],
    ['postgres', undefined],
    ['postgres:${TAG}', undefined],
    ['acme/api:16', undefined],
    ['constructor:1', undefined],
  ])('%s is of line %s', (reference, line) => {
    expect(version(reference)?.line).toBe(line);
  });

  test.each([
    ['postgres:15', 'postgres:16', 'needs-dump'],
    ['postgres:16', 'postgres:15', 'goes-back'],
    ['postgres:9.5', 'postgres:9.6', 'needs-dump'],
    ['postgres:16.1', 'postgres:16.4', null],
    ['postgres:16', 'pgvector/pgvector:pg16', null],
    ['postgres:15', 'pgvector/pgvector:pg16', 'needs-dump'],
    ['mysql:5.7', 'mysql:8.0', 'converts'],
    ['mysql:5.7', 'mysql:8.4', 'needs-steps'],
    ['mysql:8.0', 'mysql:5.7', 'goes-back'],
    ['mysql:8', 'mariadb:11', null],
    ['mariadb:10.6', 'mariadb:11.4', 'converts'],
    ['mongo:5.0', 'mongo:6.0', 'converts'],
    ['mongo:4.4', 'mongo:6', 'needs-steps'],
    ['elasticsearch:7.17.0', 'elasticsearch:8.11.0', 'converts'],
    ['elasticsearch:6.8.0', 'elasticsearch:8.11.0', 'needs-steps'],
    ['redis:6', 'redis:7-alpine', 'reads'],
    ['redis:7', 'redis:6', 'goes-back'],
    ['confluentinc/cp-kafka:5.5.0', 'confluentinc/cp-kafka:7.6.1', 'reads'],
    ['influxdb:1.8', 'influxdb:2.7', 'needs-dump'],
    ['getmeili/meilisearch:v1.7', 'getmeili/meilisearch:v1.8', 'needs-dump'],
  ])('%s to %s: %s', (base, head, reading) => {
    const [before, after] = [version(base), version(head)];
    expect(before && after && readingOf(before, after)).toBe(reading);
  });
});
