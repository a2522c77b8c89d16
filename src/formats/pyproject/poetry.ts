import type { Requirement } from '../../system/facts.ts';
import { requirementFact } from '../locked-package.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { MapEntry, Node } from '../node.ts';
import { projectName } from '../python-names.ts';

/** `[tool.poetry.dependencies]`, the groups, and the one group that Poetry 1.0 had. */
export function poetryRequirements(poetry: Node | undefined): readonly Requirement[] {
  const groups = [...entries(get(poetry, 'group'))].flatMap(({ key, node }) =>
    tableOf(get(node, 'dependencies'), key === 'main' ? 'prod' : 'dev'),
  );
  return [
    ...tableOf(get(poetry, 'dependencies'), 'prod'),
    ...tableOf(get(poetry, 'dev-dependencies'), 'dev'),
    ...groups,
  ];
}

function tableOf(node: Node | undefined, group: Requirement['group']): readonly Requirement[] {
  return [...entries(node)].flatMap((entry) =>
    entry.key.toLowerCase() === 'python' ? [] : requirementOf(entry, group),
  );
}

/** A range, a table, or a list of tables for different markers, of which the first speaks. */
function requirementOf({ key, line, node }: MapEntry, group: Requirement['group']): Requirement {
  const first = node.kind === 'list' ? items(node)[0] : node;
  const place = get(first, 'git') ?? get(first, 'path') ?? get(first, 'url');
  return requirementFact('pypi', {
    name: projectName(key),
    specifier: textOf(first) ?? textOf(get(first, 'version')) ?? textOf(place) ?? '',
    group: textOf(get(first, 'optional')) === 'true' ? 'optional' : group,
    line,
  });
}
