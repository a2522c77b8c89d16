import { createHmac, randomBytes } from 'node:crypto';
import type { ValueShape } from './facts.ts';
import { measureOf } from './value-measure.ts';

/** Stands for a value to come, is known to everybody, or points to where the value is kept. */
const placeholders = [
  /^(?:<.*>|\[.*\]|\{+.*\}+|%.*%|_+.*_+|\*+|[x.-]{3,}|\?+)$/i,
  /change[-_ ]?(?:me|this|it)|replace[-_ ]?(?:me|this|with)|your[-_ ]|to[-_ ]?be[-_ ]|insert[-_ ]|fill[-_ ]?(?:me|in)|placeholder|dummy|example|insecure|not[-_ ]?(?:a[-_ ])?(?:real|secret|set|used)|todo|redacted/i,
  /^(?:password|passwd|pass|secret|token|admin|root|postgres|mysql|mariadb|mongo|redis|rabbitmq|guest|minio(?:admin)?|user|test(?:ing)?|dev|local|none|null|undefined|n\/?a|unused|default|foo|bar|123\w*|abc\w*)[\d!]*$/i,
  /^(?:arn:|op:\/\/|vault:|ref\+|ssm:|secretref:|secret\/|projects\/|@|ENC\[|encrypted:|file:\/)/i,
];

/** Lives as long as the process, so a digest that leaked would not help to guess a value. */
const key = randomBytes(32);

/** Digest of a value, for "is it the same?" within this run. */
export function digestOf(value: string): string {
  return createHmac('sha256', key).update(value).digest('base64url').slice(0, 22);
}

/** All that may be kept of a variable's value: see {@link ValueShape}. */
export function shapeOf(value: string): ValueShape {
  const digest = digestOf(value);
  if (value === '') return { digest, type: 'empty' };
  const placeholder = placeholders.some((pattern) => pattern.test(value.slice(0, 200)));
  return {
    ...shapeWithin(value, digest),
    measure: measureOf(value),
    ...(placeholder ? { placeholder: true as const } : {}),
  };
}

function shapeWithin(value: string, digest: string): ValueShape {
  if (/^[+-]?\d+(\.\d+)?$/.test(value)) return { digest, type: 'number' };
  if (/^(true|false|yes|no|on|off)$/i.test(value)) return { digest, type: 'boolean' };
  const place = placeIn(value);
  if (place) return { digest, ...place };
  if (/^\.{0,2}\/[^\s]*$/.test(value)) return { digest, type: 'path' };
  const hosts = hostsInList(value);
  return { digest, type: 'text', ...(hosts.length > 0 ? { hosts } : {}) };
}

type PlaceShape = Omit<ValueShape, 'digest'>;

const url =
  /^(?:jdbc:|r2dbc:)?[a-z][a-z0-9+.-]*:\/\/(?:[^\s@/?#]*@)?([a-z0-9._-]+)(?::(\d{1,5}))?(?:[/?#,;]|$)/i;
const hostAndPort = /^([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?):(\d{1,5})$/i;

function placeIn(value: string): PlaceShape | undefined {
  const asUrl = url.exec(value);
  if (asUrl) return { type: 'url', ...hostOf(asUrl[1], asUrl[2]) };
  const asHost = hostAndPort.exec(value);
  return asHost ? { type: 'host', ...hostOf(asHost[1], asHost[2]) } : undefined;
}

/** Go's `user:password@tcp(db:3306)/app`; `Host=db;Port=5432;…` and `Server=db,1433;…` as .NET writes them */
const inDriverText = [
  /@(?:tcp|udp)\(([a-z0-9._-]+)(?::\d{1,5})?\)/i,
  /(?:^|[;\s])(?:host|server|data source)\s?=\s?(?:tcp:)?([a-z0-9._-]+)(?:[,:;\s]|$)/i,
];

/** Hosts of a list (`kafka-1:9092,kafka-2:9092`) or of a driver's own notation. */
function hostsInList(value: string): readonly string[] {
  if (value.length > 2000) return [];
  const parts = value.split(/[,\s]+/).filter((part) => part !== '');
  const places = parts.length > 1 ? parts.map((part) => placeIn(part)?.host) : [];
  if (places.length > 0 && places.every((host) => host !== undefined)) return places;
  return inDriverText.flatMap((pattern) => pattern.exec(value)?.[1]?.toLowerCase() ?? []);
}

function hostOf(host: string | undefined, port: string | undefined): { host?: string; port?: number } {
  return {
    ...(host === undefined ? {} : { host: host.toLowerCase() }),
    ...(port === undefined ? {} : { port: Number(port) }),
  };
}
