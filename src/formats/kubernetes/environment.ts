import type { Declaration, EnvFrom } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import { booleanOf, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';

/** `env:` of a container. Without `unit` the container is not known (a JSON patch). */
export function readEnvironment(env: Node | undefined, unit: string | undefined): readonly Declaration[] {
  return items(env).flatMap((item) => readVariable(item, unit));
}

/** One entry of it. */
export function readVariable(item: Node, unit: string | undefined): readonly Declaration[] {
  const name = textOf(get(item, 'name'));
  if (name === undefined || !/^[-._A-Za-z][-._A-Za-z0-9]*$/.test(name)) return [];
  const owner = unit === undefined ? {} : { unit };
  const line = get(item, 'name')?.line ?? item.line;
  const common = { kind: 'declaration', line, name, role: 'supplied', phase: 'run', ...owner } as const;
  const source = get(item, 'valueFrom');
  if (source) return [{ ...common, ...originOf(source) }];
  const value = textOf(get(item, 'value')) ?? '';
  // `$(X)` is filled in by the kubelet, `${X}` by whoever renders the manifest.
  const variable = /\$\([A-Za-z_][\w.-]*\)|\$\{[^}]+\}|\{\{/.test(value.replaceAll('$$', ''));
  return [{ ...common, value: shapeOf(value), ...(variable ? { from: 'variable' } : {}) }];
}

function originOf(source: Node): Pick<Declaration, 'from' | 'reference'> {
  for (const [key, from] of [
    ['secretKeyRef', 'secret'],
    ['configMapKeyRef', 'config-map'],
  ] as const) {
    const reference = get(source, key);
    if (reference) {
      const object = textOf(get(reference, 'name')) ?? '';
      const optional = booleanOf(get(reference, 'optional')) ?? false;
      return { from, reference: { object, key: textOf(get(reference, 'key')) ?? '', optional } };
    }
  }
  return { from: get(source, 'fieldRef') || get(source, 'resourceFieldRef') ? 'field' : 'expression' };
}

/** `envFrom:` of a container. */
export function readEnvironmentSources(envFrom: Node | undefined, unit: string): readonly EnvFrom[] {
  return items(envFrom).flatMap((item): readonly EnvFrom[] => {
    const prefix = textOf(get(item, 'prefix')) ?? '';
    return (['configMapRef', 'secretRef'] as const).flatMap((key): readonly EnvFrom[] => {
      const reference = get(item, key);
      const object = textOf(get(reference, 'name'));
      if (!reference || object === undefined) return [];
      const source = key === 'secretRef' ? 'secret' : 'config-map';
      const optional = booleanOf(get(reference, 'optional')) ?? false;
      return [{ kind: 'env-from', line: item.line, unit, source, object, prefix, optional }];
    });
  });
}
