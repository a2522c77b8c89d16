import { baseSystemOf } from '../../src/system/base-systems.ts';
import { literalsIn } from '../../src/system/backing-services.ts';
import { clientServers, numbersOf } from '../../src/system/client-servers.ts';
import { endless } from '../support/endless.ts';

describe('backing services that code and templates name', () => {
  test.each([
    ['test/db.ts', `new PostgreSqlContainer("postgres:16-alpine")`, ['1 postgres 16-alpine tests']],
    ['a/DbTest.java', `new MySQLContainer<>("mysql:8.0.36");\n`, ['1 mysql 8.0.36 tests']],
    ['t.py', `x = RedisContainer('docker.io/library/redis:7.2')`, ['1 redis 7.2 tests']],
    ['t.go', `// "postgres:15"\nImage: "ghcr.io/acme/postgres:15",`, ['2 postgres 15 tests']],
    ['t.ts', `const url = "postgres://db:5432/shop";`, []],
    ['t.ts', `const image = "postgres:latest";`, []],
    [
      'infra/db.tf',
      `resource "aws_db_instance" "a" {\n  engine = "postgres"\n  engine_version = "15.4"\n}`,
      ['3 postgres 15.4 cloud'],
    ],
    [
      'infra/db.tf',
      `resource "aws_rds_cluster" "a" {\n  engine_version = "16.1"\n  engine         = "aurora-postgresql"\n}`,
      ['2 postgresql 16.1 cloud'],
    ],
    [
      'infra/db.tf',
      `resource "a" "b" {\n  engine = "redis"\n}\nresource "c" "d" {\n  engine_version = "7.1"\n}`,
      [],
    ],
    ['infra/sql.tf', `  database_version = "POSTGRES_15"`, ['1 postgres 15 cloud']],
    ['infra/sql.tf', `  database_version = "MYSQL_8_0"`, ['1 mysql 8.0 cloud']],
    ['examples/db.tf', `  database_version = "POSTGRES_15"`, []],
    ['Dockerfile', `RUN apt-get install -y postgresql-client-16\r\n`, ['1 postgres 16 client']],
    ['backup/Dockerfile', `RUN apk add postgresql15-client\n# postgresql14-client`, ['1 postgres 15 client']],
  ])('%s: %j', (path, text, expected) => {
    expect(
      literalsIn(path, text).map(({ line, name, version, where }) => `${line} ${name} ${version} ${where}`),
    ).toEqual(expected);
  });

  test('long and hostile text', () => {
    const start = performance.now();
    literalsIn('a.ts', `"${'a/'.repeat(200_000)}`);
    literalsIn('a.ts', `"postgres:${'1'.repeat(200_000)}\n`.repeat(3));
    literalsIn('a.tf', 'engine_version = "1"\n'.repeat(20_000));
    expect(performance.now() - start).toBeLessThan(endless);
  });
});

describe('clients and servers', () => {
  test.each([
    ['Elasticsearch', '8.15.0', '9.0.1', true],
    ['Elasticsearch', '9.0.0', '8.15.0', false],
    ['Playwright', '1.48.2', 'v1.48.0-jammy', true],
    ['Playwright', '1.49.0', 'v1.48.0-jammy', false],
    ['Qdrant', '1.12.0', 'v1.13.2', true],
    ['Qdrant', '1.10.0', 'v1.13.2', false],
    ['Chroma', '0.5.20', '0.6.1', false],
    ['Chroma', '1.0.1', '1.4.0', true],
  ])('%s %s and %s', (server, client, tag, fits) => {
    const pair = clientServers.find((each) => each.server === server);
    const [one, two] = [numbersOf(client), numbersOf(tag)];
    expect(pair && one && two && pair.fits(one, two)).toBe(fits);
  });

  test('a tag without a version has no numbers', () => {
    expect(['latest', '8', 'jammy', ''].map(numbersOf)).toEqual([null, null, null, null]);
  });
});

describe('the system that an image is built on', () => {
  test.each([
    ['node', '20-bookworm-slim', 'Debian 12'],
    ['python', '3.12-slim-bullseye', 'Debian 11'],
    ['node', '20-alpine3.19', 'Alpine 3.19'],
    ['node', '20-alpine', 'Alpine null'],
    ['alpine', '3.20.1', 'Alpine 3.20'],
    ['alpine', 'latest', 'Alpine null'],
    ['debian', '12-slim', 'Debian 12'],
    ['debian', 'trixie', 'Debian 13'],
    ['ubuntu', '22.04', 'Ubuntu 22.04'],
    ['ubuntu', 'noble', 'Ubuntu 24.04'],
    ['node', '20-slim', null],
    ['node', null, null],
    ['node', '${VERSION}-alpine', null],
  ])('%s:%s', (repository, tag, expected) => {
    const found = baseSystemOf({ repository, tag });
    expect(found && `${found.family} ${found.release}`).toBe(expected);
  });
});
