import type { Reading, SourceFile } from '../format.ts';
import type { Fact, Manifest, Requirement } from '../../system/facts.ts';
import { byLine, requirementFact } from '../locked-package.ts';
import { entries, get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { nameOf } from '../paths.ts';
import { runtimeFact } from '../runtime-files/runtime-fact.ts';
import { pixi } from './pixi.ts';
import { readToml } from '../toml.ts';
import { withoutCredentials } from '../without-credentials.ts';

/** What a Gleam or a Julia package or a workspace of pixi asks for. */
export function readTomlProjects({ path, text }: SourceFile): Reading {
  const root = readToml(withoutCredentials(text));
  const name = nameOf(path);
  return {
    facts: byLine(name === 'gleam.toml' ? gleam(root) : name === 'pixi.toml' ? pixi(root) : julia(root)),
  };
}

function gleam(root: Node): readonly Fact[] {
  const compiler = get(root, 'gleam');
  const version = textOf(compiler);
  return [
    manifestOf(root, 'hex'),
    ...[...entries(get(root, 'dependencies'))].flatMap((entry) => gleamRequirement(entry, 'prod')),
    ...['dev-dependencies', 'dev_dependencies'].flatMap((field) =>
      [...entries(get(root, field))].flatMap((entry) => gleamRequirement(entry, 'dev')),
    ),
    ...(compiler && version !== undefined ? [runtimeFact('gleam', version, compiler.line, 'manifest')] : []),
  ];
}

function gleamRequirement(
  { key, line, node }: { readonly key: string; readonly line: number; readonly node: Node },
  group: Requirement['group'],
): Requirement {
  const [git, ref, path] = ['git', 'ref', 'path'].map((field) => textOf(get(node, field)));
  const elsewhere = path !== undefined ? `path:${path}` : git === undefined ? '' : `git+${git}#${ref ?? ''}`;
  return requirementFact('hex', { name: key, specifier: textOf(node) ?? elsewhere, group, line });
}

/** `[deps]` has names and their identifiers, `[compat]` the ranges; `[extras]` are for tests. */
function julia(root: Node): readonly Fact[] {
  const ranges = new Map([...entries(get(root, 'compat'))].map(({ key, node }) => [key, textOf(node) ?? '']));
  const language = [...entries(get(root, 'compat'))].find(({ key }) => key === 'julia');
  const of = (field: string, group: Requirement['group']): readonly Requirement[] =>
    [...entries(get(root, field))].map(({ key, line }) =>
      requirementFact('julia', { name: key, specifier: ranges.get(key) ?? '', group, line }),
    );
  return [
    manifestOf(root, 'julia'),
    ...of('deps', 'prod'),
    ...of('weakdeps', 'optional'),
    ...of('extras', 'dev'),
    ...(language ? [runtimeFact('julia', ranges.get('julia') ?? '', language.line, 'manifest')] : []),
  ];
}

function manifestOf(root: Node, ecosystem: string): Manifest {
  return {
    kind: 'manifest',
    ecosystem,
    name: textOf(get(root, 'name')) ?? null,
    version: textOf(get(root, 'version')) ?? null,
    workspaces: [],
    line: get(root, 'name')?.line ?? 1,
  };
}
