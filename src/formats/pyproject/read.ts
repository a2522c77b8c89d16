import type { Reading, SourceFile } from '../format.ts';
import type { Manifest, Override, PackageRegistry, Requirement } from '../../system/facts.ts';
import { declaredPackages } from '../declared-package.ts';
import { byLine, requirementFact } from '../locked-package.ts';
import { entries, get, items, textOf, textsOf } from '../node.ts';
import type { Node } from '../node.ts';
import { groupOfExtra, projectName, pythonRequirement } from '../python-names.ts';
import { registryFact } from '../package-registry.ts';
import { runtimeFact } from '../runtime-files/runtime-fact.ts';
import { readToml } from '../toml.ts';
import { withoutCredentials } from '../without-credentials.ts';
import { poetryRequirements } from './poetry.ts';

/** Who a Python project is, what it asks for, which Python it needs. */
export function readPyproject({ text }: SourceFile): Reading {
  const root = readToml(withoutCredentials(text));
  const project = get(root, 'project');
  const tool = get(root, 'tool');
  const requirements = [
    ...listed(get(project, 'dependencies'), 'prod'),
    ...[...entries(get(project, 'optional-dependencies'))].flatMap(({ key, node }) =>
      listed(node, groupOfExtra(key)),
    ),
    ...grouped(get(root, 'dependency-groups'), 'dev'),
    ...listed(get(tool, 'uv', 'dev-dependencies'), 'dev'),
    ...grouped(get(tool, 'pdm', 'dev-dependencies'), 'dev'),
    ...poetryRequirements(get(tool, 'poetry')),
  ];
  const facts = [
    ...manifestsOf(root),
    ...requirements,
    ...declaredPackages(requirements),
    ...overridesOf(get(tool, 'uv', 'override-dependencies')),
    ...overridesOf(get(tool, 'uv', 'constraint-dependencies')),
    ...runtimes(root),
    ...registriesOf(root),
  ];
  return { facts: byLine(facts) };
}

function manifestsOf(root: Node): readonly Manifest[] {
  const project = get(root, 'project') ?? get(root, 'tool', 'poetry');
  const workspaces = get(root, 'tool', 'uv', 'workspace', 'members');
  if (!project && !workspaces) return [];
  const name = textOf(get(project, 'name'));
  return [
    {
      kind: 'manifest',
      ecosystem: 'pypi',
      name: name === undefined ? null : projectName(name),
      version: textOf(get(project, 'version')) ?? null,
      workspaces: textsOf(workspaces).map((pattern) => pattern.text),
      line: project?.line ?? 1,
    },
  ];
}

function listed(node: Node | undefined, group: Requirement['group']): readonly Requirement[] {
  return items(node).flatMap((item) => {
    const found = pythonRequirement(textOf(item) ?? '');
    if (!found) return [];
    const { name, specifier, url } = found;
    return requirementFact('pypi', { name, specifier: url ?? specifier, group, line: item.line });
  });
}

/** A group may take in another (`{include-group = "lint"}`), which is read where it stands. */
function grouped(node: Node | undefined, group: Requirement['group']): readonly Requirement[] {
  return [...entries(node)].flatMap((entry) => listed(entry.node, group));
}

function overridesOf(node: Node | undefined): readonly Override[] {
  return items(node).flatMap((item) => {
    const found = pythonRequirement(textOf(item) ?? '');
    if (!found) return [];
    const { name, specifier } = found;
    return [{ kind: 'override', ecosystem: 'pypi', selector: name, name, specifier, line: item.line }];
  });
}

function runtimes(root: Node): Reading['facts'] {
  const poetry = get(root, 'tool', 'poetry', 'dependencies', 'python');
  const found = [
    get(root, 'project', 'requires-python'),
    poetry?.kind === 'map' ? get(poetry, 'version') : poetry,
  ];
  return found.flatMap((node) => {
    const version = textOf(node);
    return node && version !== undefined ? [runtimeFact('python', version, node.line, 'manifest')] : [];
  });
}

/** Indexes of uv and sources of Poetry. One that only packages which name it get (`explicit`) is none for the others. */
function registriesOf(root: Node): readonly PackageRegistry[] {
  const indexes = items(get(root, 'tool', 'uv', 'index'));
  const sources = items(get(root, 'tool', 'poetry', 'source'));
  return [...indexes, ...sources].flatMap((node) => {
    const isExplicit =
      textOf(get(node, 'explicit')) === 'true' || textOf(get(node, 'priority')) === 'explicit';
    const isFirst = textOf(get(node, 'default')) === 'true' || textOf(get(node, 'priority')) === 'primary';
    const url = get(node, 'url');
    return isExplicit || !url
      ? []
      : registryFact('pypi', { address: textOf(url) ?? '', beside: !isFirst, line: url.line });
  });
}
