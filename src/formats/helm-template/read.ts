import type { Fact } from '../../system/facts.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { objectsOf } from '../kubernetes/object.ts';
import { readObject } from '../kubernetes/read.ts';
import type { MapEntry, Node } from '../node.ts';
import { readYaml } from '../yaml.ts';
import { actionsOf } from './actions.ts';
import { mask } from './mask.ts';
import { valueReads } from './value-reads.ts';

/** Of what a template makes, what does not depend on which of its branches are taken. */
const told: ReadonlySet<Fact['kind']> = new Set([
  'unit',
  'declaration',
  'env-from',
  'config-object',
  'config-reference',
  'workload',
  'mount',
]);

/**
 * The values that a template reads, and the Kubernetes objects that it makes as far as they are plain. A template is no
 * YAML: a document that is none after its actions are taken out says nothing, and that is no gap.
 */
export function readHelmTemplate({ path, text: written }: SourceFile): Reading {
  const text = written.replaceAll('\r\n', '\n');
  const actions = actionsOf(text);
  const facts: Fact[] = [...valueReads(actions)];
  if (/\.ya?ml$/.test(path)) {
    const { text: masked, restore, printing } = mask(text, actions);
    for (const { start, end, source } of documentsOf(masked)) {
      const isOpen = printing.some((line) => line >= start && line < end);
      for (const fact of documentFacts(source, restore))
        facts.push(opened({ ...fact, line: fact.line + start - 1 }, isOpen));
    }
  }
  return { facts: facts.sort((a, b) => a.line - b.line) };
}

interface Part {
  /** 1-based line, and the one behind the last */
  readonly start: number;
  readonly end: number;
  readonly source: string;
}

function documentsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let lines: string[] = [];
  let start = 1;
  text.split('\n').forEach((line, index) => {
    if (!/^---(?:\s|$)/.test(line)) return void lines.push(line);
    parts.push({ start, end: index + 1, source: lines.join('\n') });
    lines = [];
    start = index + 2;
    return undefined;
  });
  return [...parts, { start, end: start + lines.length, source: lines.join('\n') }];
}

function documentFacts(source: string, restore: (text: string) => string): readonly Fact[] {
  if (!/^kind:/m.test(source)) return [];
  try {
    const objects = readYaml(source).flatMap((node) => objectsOf(restored(node, restore, new Map())));
    const facts = objects.flatMap(readObject);
    const images = new Map(
      facts.flatMap((fact) => (fact.kind === 'image' ? [[fact.unit, fact.repository]] : [])),
    );
    return facts
      .filter(({ kind }) => told.has(kind))
      .map((fact) => {
        const imageFrom = fact.kind === 'unit' ? images.get(fact.name) : undefined;
        return imageFrom === undefined ? fact : { ...fact, imageFrom };
      });
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
}

/** What values fill in may be more than what is written. */
function opened(fact: Fact, isOpen: boolean): Fact {
  if (fact.kind === 'unit') return { ...fact, open: [...(fact.open ?? []), 'the values of the chart'] };
  return fact.kind === 'config-object' && isOpen ? { ...fact, open: true } : fact;
}

function restored(node: Node, restore: (text: string) => string, done: Map<Node, Node>): Node {
  const known = done.get(node);
  if (known) return known;
  if (node.kind === 'scalar') {
    const text = restore(node.text);
    return text === node.text ? node : { ...node, text, value: text };
  }
  if (node.kind === 'list') {
    const items: Node[] = [];
    const list: Node = { ...node, items };
    done.set(node, list);
    for (const item of node.items) items.push(restored(item, restore, done));
    return list;
  }
  const entries = new Map<string, MapEntry>();
  const map: Node = { ...node, entries };
  done.set(node, map);
  for (const entry of node.entries.values()) {
    const key = restore(entry.key);
    entries.set(key, { ...entry, key, node: restored(entry.node, restore, done) });
  }
  return map;
}
