import type { Command, Declaration, Fact } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readJson } from '../json.ts';
import { entries, get, items, textOf, textsOf } from '../node.ts';
import type { Node } from '../node.ts';
import { folderOf } from '../paths.ts';
import { commandFacts, givenFrom, givenMap, inOrder, neededEntry, variableName } from '../platform-facts.ts';
import { readToml } from '../toml.ts';

/** Secrets are set with a command or on a page, and both may add variables that no file names. */
const open = ['secrets of the worker'];

/**
 * The worker and one more for each `[env.x]`, which gets none of the variables and
 * bindings of the top level. Bindings are names in the environment as variables are.
 */
export function readWrangler({ path, text }: SourceFile): Reading {
  const root = path.endsWith('.toml') ? readToml(text) : readJson(text, { comments: true });
  const name = textOf(get(root, 'name')) ?? 'worker';
  const folder = folderOf(path);
  const facts: Fact[] = [...ofWorker(root, name, get(root, 'name')?.line ?? 1, folder)];
  facts.push(...commandFacts(get(root, 'build', 'command'), name, folder));
  for (const { key, line, node } of entries(get(root, 'env')))
    facts.push(...ofWorker(node, `${name}-${key}`, line, folder));
  return { facts: inOrder(facts) };
}

function ofWorker(owner: Node, unit: string, line: number, folder: string): readonly Fact[] {
  const secrets = textsOf(get(owner, 'secrets', 'required')).filter(({ text }) => variableName.test(text));
  return [
    { kind: 'unit', name: unit, type: 'function', open, line },
    ...givenMap(entries(get(owner, 'vars')), { unit }),
    ...bindings(owner, unit),
    ...secrets.flatMap(({ text, line: at }) => [
      { ...givenFrom(text, at, 'secret', { unit }), required: true },
      neededEntry('cloudflare', text, at, unit),
    ]),
    ...entrypoint(get(owner, 'main'), unit, folder),
  ];
}

function entrypoint(node: Node | undefined, unit: string, directory: string): readonly Command[] {
  const main = textOf(node);
  if (!node || main === undefined) return [];
  const common = { kind: 'command', unit, role: 'entrypoint', line: node.line } as const;
  return [{ ...common, argv: ['node', main], shell: false, directory }];
}

/** Tables and lists whose entries are names in the environment, and the field that says the name. */
const listed: readonly (readonly [path: readonly string[], field: string])[] = [
  [['durable_objects', 'bindings'], 'name'],
  [['unsafe', 'bindings'], 'name'],
  [['queues', 'producers'], 'binding'],
  [['send_email'], 'name'],
  [['ratelimits'], 'name'],
  ...[
    'kv_namespaces',
    'd1_databases',
    'r2_buckets',
    'services',
    'hyperdrive',
    'vectorize',
    'analytics_engine_datasets',
    'mtls_certificates',
    'dispatch_namespaces',
    'workflows',
    'pipelines',
    'secrets_store_secrets',
    'ai',
    'browser',
    'images',
    'assets',
    'version_metadata',
    'media',
  ].map((key) => [[key], 'binding'] as const),
];

function bindings(owner: Node, unit: string): readonly Declaration[] {
  return listed.flatMap(([path, field]) => {
    const node = get(owner, ...path);
    const all = node?.kind === 'map' ? [node] : items(node);
    return all.flatMap((each) => {
      const binding = get(each, field);
      const name = textOf(binding);
      if (!binding || name === undefined || !variableName.test(name)) return [];
      return [givenFrom(name, binding.line, 'expression', { unit })];
    });
  });
}
