import type { Declaration, EnvFile, Fact, Phase } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import { booleanOf, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { fillIn, knownText, pairs } from './service-node.ts';
import type { ServiceNode } from './service-node.ts';

/** `environment:` and `build.args:` */
export function readEnvironment(service: ServiceNode): readonly Fact[] {
  return [
    ...declarations(get(service.map, 'environment'), service.name, 'run'),
    ...declarations(get(service.map, 'build', 'args'), service.name, 'build'),
  ];
}

function declarations(node: Node | undefined, unit: string, phase: Phase): readonly Declaration[] {
  return pairs(node)
    .filter(({ key }) => /^[A-Za-z_][\w.-]*$/.test(key))
    .map(({ key, value, line }) => ({
      kind: 'declaration',
      name: key,
      role: 'supplied',
      phase,
      unit,
      line,
      ...supply(value),
    }));
}

/** A name without a value is passed through from where Compose runs. */
function supply(value: string | null): Pick<Declaration, 'value' | 'from'> {
  if (value === null) return { from: 'host' };
  const { text, resolved, expansions } = fillIn(value);
  if (expansions.length === 0) return { value: shapeOf(text) };
  const shape = shapeOf(text);
  return { from: 'variable', ...(resolved || shape.host !== undefined ? { value: shape } : {}) };
}

interface EnvFiles {
  readonly facts: readonly EnvFile[];
  /** why the service's environment may hold more than the file lists */
  readonly open: readonly string[];
}

/** `env_file:`, a path, a list of paths, or `{path, required, format}` in the list. */
export function readEnvFiles(service: ServiceNode): EnvFiles {
  const node = get(service.map, 'env_file');
  const facts: EnvFile[] = [];
  const open: string[] = [];
  for (const item of node?.kind === 'list' ? items(node) : node ? [node] : []) {
    const path = item.kind === 'map' ? get(item, 'path') : item;
    const written = textOf(path);
    if (written === undefined || path === undefined) continue;
    open.push(`env_file ${knownText(path) ?? written}`);
    const known = knownText(path);
    // A path that a variable decides names no file: it opens the environment and nothing more.
    if (known === undefined || known === '') continue;
    const required = booleanOf(get(item, 'required')) ?? true;
    const raw = textOf(get(item, 'format')) === 'raw' ? ({ raw: true } as const) : {};
    facts.push({ kind: 'env-file', unit: service.name, path: known, required, ...raw, line: path.line });
  }
  return { facts, open };
}
