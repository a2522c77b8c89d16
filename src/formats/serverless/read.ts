import type { Fact } from '../../system/facts.ts';
import { supplied } from '../ecs-task-definition/environment.ts';
import type { Reading, SourceFile } from '../format.ts';
import { entries, get, items, textOf, textsOf } from '../node.ts';
import type { MapEntry, Node, ScalarNode } from '../node.ts';
import { runtimeNamed } from '../runtime-name.ts';
import { isVariableName } from '../supplied-value.ts';
import { readYaml } from '../yaml.ts';
import { entriesIn, readsIn, suppliedBy } from './variables.ts';

/** Functions with their environment; what the provider states holds for all of them. */
export function readServerless({ text }: SourceFile): Reading {
  const facts: Fact[] = [];
  for (const root of readYaml(text)) {
    const provider = get(root, 'provider');
    const functions = functionsOf(get(root, 'functions'));
    const environment = get(provider, 'environment');
    facts.push(...readEnvironment(environment, undefined, root));
    const shared = [
      ...(isElsewhere(environment) ? ['environment of the provider'] : []),
      // Plugins that put a `.env` into the environment of the functions.
      ...pluginsOf(root).filter((name) => /env/i.test(name)),
    ];
    for (const entry of functions) facts.push(...readFunction(entry, provider, shared, root));
    for (const node of scalarsOf(root)) {
      facts.push(...readsIn(node.text, node.line));
      facts.push(...entriesIn(node.text, node.line));
    }
  }
  return { facts: facts.toSorted((a, b) => a.line - b.line) };
}

/** A list, or a map with the list under `modules`. */
function pluginsOf(root: Node): readonly string[] {
  const plugins = get(root, 'plugins');
  const list = plugins?.kind === 'map' ? get(plugins, 'modules') : plugins;
  return textsOf(list).map(({ text }) => text);
}

/** A map, or a list of maps. */
function functionsOf(node: Node | undefined): readonly MapEntry[] {
  return [...entries(node), ...items(node).flatMap((item) => [...entries(item)])];
}

/** `${file(env.yml)}`: the file does not tell. */
function isElsewhere(environment: Node | undefined): boolean {
  return environment?.kind === 'scalar' && environment.value !== null;
}

function readFunction(
  { key, line, node }: MapEntry,
  provider: Node | undefined,
  shared: readonly string[],
  root: Node,
): readonly Fact[] {
  if (node.kind !== 'map') return [];
  const environment = get(node, 'environment');
  const handler = get(node, 'handler');
  const written = textOf(handler);
  const code = written === undefined || written.includes('$') ? undefined : written.replace(/\.[^./]+$/, '');
  const open = [...shared, ...(isElsewhere(environment) ? ['environment of another file'] : [])];
  const runtime = get(node, 'runtime') ?? get(provider, 'runtime');
  const version = runtimeNamed(textOf(runtime) ?? '');
  return [
    {
      kind: 'unit',
      line,
      name: key,
      type: 'function',
      ...(code === undefined ? {} : { code }),
      ...(open.length > 0 ? { open } : {}),
    },
    ...readEnvironment(environment, key, root),
    ...(handler && written !== undefined
      ? [
          {
            kind: 'command',
            line: handler.line,
            unit: key,
            role: 'command',
            argv: [written],
            shell: false,
            text: written,
          } as const,
        ]
      : []),
    ...(runtime && version
      ? [{ kind: 'runtime', line: runtime.line, ...version, source: 'image' } as const]
      : []),
  ];
}

function readEnvironment(
  environment: Node | undefined,
  unit: string | undefined,
  root: Node,
): readonly Fact[] {
  return [...entries(environment)].flatMap(({ key, line, node }): readonly Fact[] => {
    if (!isVariableName(key)) return [];
    const text = textOf(node);
    // `Ref` and its like, or nothing: the variable is not set then.
    if (node.kind === 'scalar' && text === undefined) return [];
    const value =
      text === undefined || (node.kind === 'scalar' && node.tag !== undefined)
        ? ({ from: 'expression' } as const)
        : suppliedBy(text, root);
    const own = { ...supplied(key, line, unit), ...value };
    return [own];
  });
}

/** All texts with a mark, each once however often it is aliased. */
function* scalarsOf(root: Node): Generator<ScalarNode> {
  const seen = new Set<Node>();
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'scalar') {
      if (node.text.includes('${')) yield node;
    } else if (node.kind === 'list') for (const item of node.items) open.push(item);
    else for (const entry of node.entries.values()) open.push(entry.node);
  }
}
