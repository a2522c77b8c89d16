import type { Declaration, Fact, Image } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import type { BlockTexts } from '../block-text.ts';
import { runtimeOf } from '../dockerfile/runtime-images.ts';
import { Unreadable } from '../format.ts';
import { parseImageReference } from '../image-reference.ts';
import { entries, get, textOf } from '../node.ts';
import type { MapNode, Node } from '../node.ts';
import { shellFacts } from '../shell-facts.ts';
import { variableName } from '../tree-sitter/naming.ts';
import { readYaml } from '../yaml.ts';

/** Far above any pipeline that a person wrote; blocks shared through aliases can multiply without end. */
const mostFacts = 50_000;

/** The mapping that a pipeline is. */
export function pipelineOf(text: string): MapNode | undefined {
  const [root] = readYaml(text);
  if (!root || (root.kind === 'scalar' && root.value === null)) return undefined;
  if (root.kind !== 'map') throw new Unreadable('unparsable', 'A pipeline is a mapping');
  return root;
}

/** Facts in order of line; refuses what grew without measure. */
export function inOrder(facts: Iterable<Fact>): readonly Fact[] {
  const all: Fact[] = [];
  for (const fact of facts) {
    all.push(fact);
    if (all.length > mostFacts) throw new Unreadable('too-large', 'Its jobs repeat too much of each other');
  }
  return all.sort((a, b) => a.line - b.line);
}

/** A mapping of variables; GitLab may say `{value, description}`. Without `unit` every job gets them. */
export function variablesOf(node: Node | undefined, unit?: string): readonly Declaration[] {
  return [...entries(node)].flatMap(({ key, line, node: given }): readonly Declaration[] => {
    const value = given.kind === 'map' ? get(given, 'value') : given;
    return variableName.test(key) ? [variable(key, line, textOf(value) ?? '', unit)] : [];
  });
}

/** One variable of a pipeline. */
export function variable(name: string, line: number, value: string, unit?: string): Declaration {
  const owner = unit === undefined ? {} : { unit };
  const given = /[$`]|<<|\{\{/.test(value) ? { from: 'expression' as const } : { value: shapeOf(value) };
  return { kind: 'declaration', name, role: 'supplied', phase: 'ci', line, ...owner, ...given };
}

/** The image of a job or of a service beside it, and the runtime that it brings. */
export function imageOf(node: Node | undefined, unit: string, role: Image['role']): readonly Fact[] {
  const written = textOf(node);
  const reference = written === undefined || written.includes('<<') ? null : parseImageReference(written);
  if (!node || !reference) return [];
  const runtime = role === 'run' ? runtimeOf(reference) : undefined;
  return [
    { kind: 'image', line: node.line, unit, ...reference, role },
    ...(runtime ? [{ kind: 'runtime', line: node.line, ...runtime, source: 'ci' } as const] : []),
  ];
}

/** One list of commands, one shell: a `cd` in one of them holds for those after it. */
export function scriptFacts(
  commands: readonly Node[],
  texts: BlockTexts,
  unit: string,
  directory: string | null = '',
): readonly Fact[] {
  const [first] = commands;
  if (!first) return [];
  const start = first.kind === 'scalar' ? texts.placeOf(first).line : first.line;
  let script = '';
  let line = start;
  for (const node of commands) {
    const text = textOf(node);
    if (text === undefined || node.kind !== 'scalar') continue;
    for (const { line: at } = texts.placeOf(node); line < at; line += 1) script += '\n';
    script += `${text.trimEnd()}\n`;
    line += text.trimEnd().split('\n').length;
  }
  return shellFacts(script, { line: start, directory, unit });
}
