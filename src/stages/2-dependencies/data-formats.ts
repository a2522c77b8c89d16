import type { Image } from '../../system/facts.ts';

/**
 * What a server does with data that another release line wrote:
 *
 * - `reads`: it works with the data; the old server may not read what it writes from then on
 * - `converts`: it rewrites the data, which the old server cannot read afterwards
 * - `needs-dump`: it does not start; the data has to be dumped and restored, or converted by a tool
 * - `needs-steps`: it does not start; every release line between has to run once
 * - `goes-back`: it is older than the data
 */
export type Reading = 'reads' | 'converts' | 'needs-dump' | 'needs-steps' | 'goes-back';

/** A server that keeps data on a volume. */
interface DataFormat {
  readonly engine: string;
  /** release lines in order, where they are not the first number of the version */
  readonly lines?: readonly string[];
  /** the second number of the version makes a line */
  readonly minor?: true;
  readonly oneUp: Reading;
  readonly moreUp: Reading;
}

/** What a data folder was written by. */
export interface DataVersion {
  readonly engine: string;
  /** `16`, `8.4` */
  readonly line: string;
  readonly rank: number;
  readonly format: DataFormat;
}

const postgres: DataFormat = { engine: 'PostgreSQL', oneUp: 'needs-dump', moreUp: 'needs-dump' };
const mysql: DataFormat = {
  engine: 'MySQL',
  lines: ['5.5', '5.6', '5.7', '8.0', '8.4', '9.0'],
  oneUp: 'converts',
  moreUp: 'needs-steps',
};
const mongo: DataFormat = {
  engine: 'MongoDB',
  lines: ['3.4', '3.6', '4.0', '4.2', '4.4', '5.0', '6.0', '7.0', '8.0'],
  oneUp: 'converts',
  moreUp: 'needs-steps',
};

function stepwise(engine: string): DataFormat {
  return { engine, oneUp: 'converts', moreUp: 'needs-steps' };
}

function tolerant(engine: string): DataFormat {
  return { engine, oneUp: 'reads', moreUp: 'reads' };
}

/**
 * By the last part of the image's name. From the upgrade notes of each product, among them
 * https://www.postgresql.org/docs/current/upgrading.html,
 * https://dev.mysql.com/doc/refman/8.4/en/upgrade-paths.html,
 * https://www.mongodb.com/docs/manual/release-notes/ and
 * https://www.elastic.co/guide/en/elastic-stack/current/upgrading-elastic-stack.html
 */
const formats: Readonly<Record<string, DataFormat>> = {
  postgres,
  postgresql: postgres,
  postgis: postgres,
  pgvector: postgres,
  timescaledb: postgres,
  'timescaledb-ha': postgres,
  mysql,
  'mysql-server': mysql,
  percona: mysql,
  'percona-server': mysql,
  mariadb: { engine: 'MariaDB', oneUp: 'converts', moreUp: 'converts' },
  mongo,
  mongodb: mongo,
  'mongodb-community-server': mongo,
  elasticsearch: stepwise('Elasticsearch'),
  opensearch: stepwise('OpenSearch'),
  cassandra: stepwise('Cassandra'),
  redis: tolerant('Redis'),
  'redis-stack': tolerant('Redis'),
  'redis-stack-server': tolerant('Redis'),
  valkey: tolerant('Valkey'),
  rabbitmq: stepwise('RabbitMQ'),
  kafka: tolerant('Kafka'),
  'cp-kafka': tolerant('Confluent Kafka'),
  influxdb: { engine: 'InfluxDB', oneUp: 'needs-dump', moreUp: 'needs-dump' },
  neo4j: stepwise('Neo4j'),
  couchdb: stepwise('CouchDB'),
  meilisearch: { engine: 'Meilisearch', minor: true, oneUp: 'needs-dump', moreUp: 'needs-dump' },
};

/** Beside servers with release lines: stores whose data any later one reads. */
const otherStores =
  /^(?:minio|clickhouse(?:-server)?|zookeeper|etcd|nats|gitea|registry|mssql|server|seaweedfs|qdrant|weaviate)$/;

/** Whether an image is a server that keeps what it is given on its volume. */
export function keepsData({ repository }: Image): boolean {
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  if (name === 'server') return repository === 'mcr.microsoft.com/mssql/server';
  return Object.hasOwn(formats, name) || otherStores.test(name);
}

/** Null when the image is no such server, or its tag does not tell the version. */
export function dataVersionOf({ repository, tag }: Image): DataVersion | null {
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  const version = format && tag !== null ? versionIn(tag, name, format) : undefined;
  if (!format || !version) return null;
  const { line, rank } = lineOf(version, format);
  return { engine: format.engine, line, rank, format };
}

type Version = readonly [major: number, minor: number | undefined];

function versionIn(tag: string, name: string, format: DataFormat): Version | undefined {
  // Tools built on PostgreSQL put its version behind `pg`.
  const behind = format === postgres ? /(?:^|[-.])pg(\d{1,2})(?:$|[-.])/.exec(tag)?.[1] : undefined;
  if (behind !== undefined) return [Number(behind), undefined];
  if (/^timescaledb|^pgvector$/.test(name)) return undefined;
  const found = /^v?(\d{1,3})(?:\.(\d{1,3}))?(?=$|[-._+])/.exec(tag);
  if (!found) return undefined;
  return [Number(found[1]), found[2] === undefined ? undefined : Number(found[2])];
}

function lineOf(
  [major, minor]: Version,
  format: DataFormat,
): { readonly line: string; readonly rank: number } {
  if (format.lines) {
    // `mysql:8` is the newest 8.x there is.
    const at = format.lines.findLastIndex((line) => {
      const [first = 0, second = 0] = line.split('.').map(Number);
      return first < major || (first === major && second <= (minor ?? Infinity));
    });
    const last = Number((format.lines[at] ?? '0').split('.')[0]);
    const beyond = at === format.lines.length - 1 ? major - last : 0;
    return { line: beyond > 0 ? String(major) : (format.lines[at] ?? String(major)), rank: at + beyond };
  }
  // Before 10, a release line of PostgreSQL was `9.6`.
  const split = format.minor === true || (format === postgres && major < 10);
  if (!split) return { line: String(major), rank: major };
  return { line: `${major}.${minor ?? 0}`, rank: major + (minor ?? 0) / 1000 };
}

/** What the server at head does with the data of base; null when it can read it as it is, or it is another product. */
export function readingOf(base: DataVersion, head: DataVersion): Reading | null {
  if (base.engine !== head.engine || base.rank === head.rank) return null;
  if (head.rank < base.rank) return 'goes-back';
  return head.rank - base.rank <= 1 ? head.format.oneUp : head.format.moreUp;
}
