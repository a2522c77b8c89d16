import type { Declaration, Fact } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readJson } from '../json.ts';
import { booleanOf, entries, get, items, textOf } from '../node.ts';
import type { MapEntry, Node } from '../node.ts';
import { folderOf } from '../paths.ts';
import { commandFacts, dashboard, givenFrom, inOrder, neededEntry, variableName } from '../platform-facts.ts';

/** Variables that an add-on sets by itself. */
const byAddon: Readonly<Record<string, readonly string[]>> = {
  'heroku-postgresql': ['DATABASE_URL'],
  'heroku-redis': ['REDIS_URL', 'REDIS_TLS_URL'],
  'heroku-kafka': ['KAFKA_URL', 'KAFKA_TRUSTED_CERT', 'KAFKA_CLIENT_CERT', 'KAFKA_CLIENT_CERT_KEY'],
  jawsdb: ['JAWSDB_URL'],
  'jawsdb-maria': ['JAWSDB_MARIA_URL'],
  cleardb: ['CLEARDB_DATABASE_URL'],
  rediscloud: ['REDISCLOUD_URL'],
  memcachier: ['MEMCACHIER_SERVERS', 'MEMCACHIER_USERNAME', 'MEMCACHIER_PASSWORD'],
  cloudamqp: ['CLOUDAMQP_URL', 'CLOUDAMQP_APIKEY'],
  bonsai: ['BONSAI_URL'],
  searchbox: ['SEARCHBOX_URL'],
  sendgrid: ['SENDGRID_API_KEY', 'SENDGRID_USERNAME', 'SENDGRID_PASSWORD'],
  mailgun: ['MAILGUN_API_KEY', 'MAILGUN_DOMAIN', 'MAILGUN_SMTP_LOGIN', 'MAILGUN_SMTP_PASSWORD'],
  rollbar: ['ROLLBAR_ACCESS_TOKEN'],
  sentry: ['SENTRY_DSN'],
  cloudinary: ['CLOUDINARY_URL'],
  bucketeer: ['BUCKETEER_AWS_ACCESS_KEY_ID', 'BUCKETEER_AWS_SECRET_ACCESS_KEY', 'BUCKETEER_BUCKET_NAME'],
};

/** The app, its process types, the variables of each environment and what add-ons provide. */
export function readHerokuApp({ path, text }: SourceFile): Reading {
  const root = readJson(text);
  const facts: Fact[] = [...variables(root), ...addons(root), ...scripts(root, path)];
  for (const { key, line } of entries(get(root, 'formation')))
    facts.push({ kind: 'unit', name: key, type: 'process', open: dashboard, line });
  for (const { key, line, node } of entries(get(root, 'environments'))) {
    const unit = `environments.${key}`;
    facts.push({ kind: 'unit', name: unit, type: 'process', open: dashboard, line });
    facts.push(...variables(node, unit), ...addons(node, unit), ...scripts(node, path, unit));
  }
  return { facts: inOrder(facts) };
}

function variables(owner: Node, unit?: string): readonly Fact[] {
  return [...entries(get(owner, 'env'))].flatMap((entry) =>
    variableName.test(entry.key) ? variable(entry, unit) : [],
  );
}

/** `"X": "value"`, `"X": {value, required, generator}`: required unless it says otherwise. */
function variable({ key, line, node }: MapEntry, unit?: string): readonly Fact[] {
  const place = unit === undefined ? {} : { unit };
  const value = node.kind === 'map' ? textOf(get(node, 'value')) : textOf(node);
  const common = { kind: 'declaration', name: key, phase: 'run', line, ...place } as const;
  if (value !== undefined && value !== '')
    return [{ ...common, role: 'supplied', required: false, defaulted: true, value: shapeOf(value) }];
  if (textOf(get(node, 'generator')) !== undefined) return [givenFrom(key, line, 'secret', place)];
  // Other environments take it over or leave it to the pipeline.
  const required = booleanOf(get(node, 'required')) !== false && unit === undefined && node.kind === 'map';
  const documented: Declaration = { ...common, role: 'documented', required, defaulted: false };
  return required ? [documented, neededEntry('heroku', key, line)] : [documented];
}

function addons(owner: Node, unit?: string): readonly Declaration[] {
  return items(get(owner, 'addons')).flatMap((node) => {
    const plan = textOf(node) ?? textOf(get(node, 'plan')) ?? '';
    const alias = textOf(get(node, 'as'));
    const names = byAddon[plan.split(':', 1)[0] ?? ''] ?? [];
    const given = alias === undefined ? names : [`${alias}_URL`, ...names];
    return given.map((name) => givenFrom(name, node.line, 'expression', unit === undefined ? {} : { unit }));
  });
}

function scripts(owner: Node, path: string, unit = ''): readonly Fact[] {
  const prefix = unit === '' ? '' : `${unit}.`;
  return [...entries(get(owner, 'scripts'))].flatMap(({ key, node }) =>
    commandFacts(get(node, 'command') ?? node, `${prefix}scripts.${key}`, folderOf(path)),
  );
}
