import type { Declaration } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { entries, textOf } from '../node.ts';
import type { MapEntry } from '../node.ts';
import { nameOf } from '../paths.ts';
import { variableName } from '../tree-sitter/naming.ts';
import { readYaml } from '../yaml.ts';

/** Keys at the top are for every environment, those of a mapping for the environment it is called after. */
export function readFigaro({ path, text }: SourceFile): Reading {
  const [root] = readYaml(text);
  if (!root) return { facts: [] };
  if (root.kind !== 'map') throw new Unreadable('unparsable', 'Figaro settings are a mapping');
  const role = nameOf(path).replace(/\.ya?ml$/, '') === 'application' ? 'supplied' : 'documented';
  const facts: Declaration[] = [];
  for (const entry of entries(root)) {
    if (entry.node.kind === 'scalar') facts.push(...declared(entry, role));
    // What tests and development get, production does not.
    else if (!/^(?:test|development)$/.test(entry.key))
      for (const inner of entries(entry.node)) facts.push(...declared(inner, role));
  }
  return { facts: facts.sort((a, b) => a.line - b.line) };
}

function declared({ key, line, node }: MapEntry, role: Declaration['role']): readonly Declaration[] {
  if (node.kind !== 'scalar' || !variableName.test(key)) return [];
  const value = textOf(node) ?? '';
  const given = value.includes('<%') ? { from: 'expression' as const } : { value: shapeOf(value) };
  return [{ kind: 'declaration', name: key, role, phase: 'run', line, ...given }];
}
