import type { Declaration } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import { readEnvironment } from '../kubernetes/environment.ts';
import { entries, textOf } from '../node.ts';
import type { Node } from '../node.ts';

/** `env`, `extraEnv`, `envVars`, `environment`, `extraEnvironmentVariables` … */
const environmentKey = /^(?:[a-z]+)?(?:[eE]nv|[eE]nvs|[eE]nv[vV]ars|[eE]nvironment|[eE]nvironmentVariables)$/;
const variable = /^[A-Z][A-Z0-9_]*$/;

/** Variables that values hand to containers: a mapping of their names, or a list as containers have it. */
export function environmentIn(root: Node): readonly Declaration[] {
  const found: Declaration[] = [];
  const visit = (node: Node, depth: number): void => {
    if (depth > 12 || found.length > 5000) return;
    for (const { key, node: value } of entries(node)) {
      if (environmentKey.test(key)) found.push(...variablesOf(value));
      visit(value, depth + 1);
    }
  };
  visit(root, 0);
  return found;
}

function variablesOf(node: Node): readonly Declaration[] {
  if (node.kind === 'list') return readEnvironment(node, undefined);
  return [...entries(node)].flatMap(({ key, line, node: value }): readonly Declaration[] => {
    if (!variable.test(key)) return [];
    const common = { kind: 'declaration', line, name: key, role: 'supplied', phase: 'run' } as const;
    return [
      value.kind === 'scalar'
        ? { ...common, value: shapeOf(textOf(value) ?? '') }
        : { ...common, from: 'expression' },
    ];
  });
}
