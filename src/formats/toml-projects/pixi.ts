import type { Fact, Requirement } from '../../system/facts.ts';
import { requirementFact } from '../locked-package.ts';
import { entries, get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { groupOfExtra, projectName } from '../python-names.ts';
import { runtimeFact } from '../runtime-files/runtime-fact.ts';

/** What a workspace asks for: packages of conda and of PyPI, on every platform; by feature what only some environments get. */
export function pixi(root: Node): readonly Fact[] {
  const project = get(root, 'workspace') ?? get(root, 'project') ?? get(root, 'package');
  const features = [...entries(get(root, 'feature'))];
  return [
    {
      kind: 'manifest',
      ecosystem: 'conda',
      name: textOf(get(project, 'name')) ?? null,
      version: textOf(get(project, 'version')) ?? null,
      workspaces: [],
      line: project?.line ?? 1,
    },
    ...askedIn(root, 'prod'),
    ...features.flatMap(({ key, node }) => askedIn(node, groupOfExtra(key))),
  ];
}

function askedIn(holder: Node, group: Requirement['group']): readonly Fact[] {
  const platforms = [...entries(get(holder, 'target'))].map(({ node }) => node);
  return [holder, ...platforms].flatMap((each) => [
    ...asked(get(each, 'dependencies'), 'conda', group),
    ...['build-dependencies', 'host-dependencies'].flatMap((key) => asked(get(each, key), 'conda', 'dev')),
    ...asked(get(each, 'pypi-dependencies'), 'pypi', group),
  ]);
}

function asked(
  list: Node | undefined,
  ecosystem: 'conda' | 'pypi',
  group: Requirement['group'],
): readonly Fact[] {
  return [...entries(list)].map(({ key, line, node }): Fact => {
    const specifier = specifierOf(node);
    if (ecosystem === 'conda' && key === 'python' && /\d/.test(specifier))
      return runtimeFact('python', specifier, line, 'manifest');
    const name = ecosystem === 'pypi' ? projectName(key) : key.toLowerCase();
    return requirementFact(ecosystem, { name, specifier, group, line });
  });
}

function specifierOf(node: Node): string {
  const written = textOf(node) ?? textOf(get(node, 'version'));
  if (written !== undefined) return written === '*' ? '' : written;
  const [git, path, url] = ['git', 'path', 'url'].map((key) => textOf(get(node, key)));
  if (git !== undefined) return `git+${git}`;
  return path === undefined ? (url ?? '') : `path:${path}`;
}
