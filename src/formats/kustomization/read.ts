import type { ConfigObject, Declaration, EnvFile, Fact, Include, Mount } from '../../system/facts.ts';
import { isElsewhere, readSettings } from './settings.ts';
import { digestOf, shapeOf } from '../../system/value-shape.ts';
import { Unreadable } from '../format.ts';
import type { PartialGap, Reading, SourceFile } from '../format.ts';
import { BlockTexts } from '../block-text.ts';
import { booleanOf, entries, get, items, textOf, textsOf } from '../node.ts';
import type { Node } from '../node.ts';
import { nameOf } from '../paths.ts';
import { readYaml } from '../yaml.ts';
import { inlinePatches, readInlinePatch } from './inline-patches.ts';

const generators = [
  ['configMapGenerator', 'config-map'],
  ['secretGenerator', 'secret'],
] as const;

/** Objects that generators make, the files they are made of, and the files and folders that are taken in. */
export function readKustomization({ text }: SourceFile): Reading {
  const facts: Fact[] = [];
  const gaps: PartialGap[] = [];
  const texts = new BlockTexts(text);
  for (const root of readYaml(text)) {
    if (root.kind === 'scalar' && root.value === null) continue;
    if (root.kind !== 'map') throw new Unreadable('unparsable', 'A kustomization is a mapping');
    const settings = readSettings(root);
    facts.push(settings);
    const { namespace } = settings;
    const fixed = booleanOf(get(root, 'generatorOptions', 'disableNameSuffixHash')) ?? false;
    for (const [key, type] of generators) {
      for (const item of items(get(root, key))) facts.push(...readGenerator(item, type, namespace, !fixed));
    }
    facts.push(...readIncludes(root));
    for (const patch of inlinePatches(root)) {
      const read = readInlinePatch(patch, texts);
      if (read) facts.push(...read);
      else gaps.push({ reason: 'unparsable', detail: `The patch at line ${patch.line} is no YAML` });
    }
  }
  return { facts: facts.sort((a, b) => a.line - b.line), gaps };
}

type ObjectType = ConfigObject['type'];

function readGenerator(
  item: Node,
  type: ObjectType,
  outer: string | undefined,
  hashed: boolean,
): readonly Fact[] {
  const name = textOf(get(item, 'name'));
  if (name === undefined) return [];
  const unit = `${type === 'secret' ? 'secretGenerator' : 'configMapGenerator'}/${name}`;
  const literals = textsOf(get(item, 'literals')).map(({ text, line }) => ({ ...split(text), line }));
  const files = textsOf(get(item, 'files')).map(({ text, line }) => fileOf(text, line));
  const envs = [...textsOf(get(item, 'envs')), ...textsOf(get(item, 'env'))];
  const namespace = textOf(get(item, 'namespace')) ?? outer;
  const stated = textOf(get(item, 'behavior'));
  const behavior = stated === 'merge' || stated === 'replace' ? stated : 'create';
  const fixed = booleanOf(get(item, 'options', 'disableNameSuffixHash'));
  const object: ConfigObject = {
    kind: 'config-object',
    line: item.line,
    type,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    keys: [...literals, ...files].map(({ key }) => key),
    // An env file is another file, and what is merged into holds keys of its own.
    open: envs.length > 0 || behavior === 'merge',
    contents: literals.map(({ key, value }) => ({ key, digest: digestOf(value) })),
    generator: {
      behavior,
      envs: envs.map(({ text }) => text),
      hashed: fixed === undefined ? hashed : !fixed,
    },
  };
  return [
    object,
    ...literals.map((literal) => declarationOf(literal, type)),
    ...files.map(({ key, path, line }): Mount => {
      const mounted = type === 'secret' ? 'secret' : 'config';
      return { kind: 'mount', line, unit, type: mounted, source: path, target: key, optional: false };
    }),
    ...envs.map(({ text, line }): EnvFile => ({ kind: 'env-file', line, unit, path: text, required: true })),
  ];
}

interface Literal {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

function declarationOf({ key, value, line }: Literal, type: ObjectType): Declaration {
  const common = { kind: 'declaration', line, name: key, role: 'supplied', phase: 'run' } as const;
  if (type === 'secret') return { ...common, from: 'secret' };
  return { ...common, value: shapeOf(value.replace(/^(["'])(.*)\1$/s, '$2')) };
}

function split(text: string): { readonly key: string; readonly value: string } {
  const at = text.indexOf('=');
  return at === -1 ? { key: text, value: '' } : { key: text.slice(0, at), value: text.slice(at + 1) };
}

/** `nginx.conf=conf/nginx.conf`, or a path whose name is the key. */
function fileOf(
  text: string,
  line: number,
): { readonly key: string; readonly path: string; readonly line: number } {
  const { key, value } = split(text);
  return value === '' ? { key: nameOf(key), path: key, line } : { key, path: value, line };
}

const lists = [
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'patchesStrategicMerge',
  'generators',
  'transformers',
  'validators',
];
const listed = ['patches', 'patchesJson6902', 'replacements'];

/** Files and folders of the repository: no address of another, no patch that stands in the file itself. */
function readIncludes(root: Node): readonly Include[] {
  const named = (list: string) => (text: { readonly text: string; readonly line: number }) => ({
    ...text,
    list,
  });
  const direct = lists.flatMap((key) => textsOf(get(root, key)).map(named(key)));
  const inside = listed.flatMap((key) =>
    items(get(root, key))
      .flatMap((item) => textsOf(get(item, 'path')))
      .map(named(key)),
  );
  const charts = items(get(root, 'helmCharts')).flatMap((chart) =>
    textsOf(get(chart, 'valuesFile')).map(named('helmCharts')),
  );
  const schema = [...entries(get(root, 'openapi'))].flatMap(({ node }) =>
    textsOf(node).map(named('openapi')),
  );
  return [...direct, ...inside, ...charts, ...schema]
    .filter(({ text }) => !isElsewhere(text))
    .map(({ text, line, list }) => ({ kind: 'include', line, list, path: text, required: true }));
}
