import { readCompose } from '../../src/formats/compose/read.ts';
import type { Reading } from '../../src/formats/format.ts';
import type { FactKind, FactOf } from '../../src/system/facts.ts';

export function readText(text: string): Reading {
  return readCompose({ path: 'compose.yaml', text });
}

export function factsOf<K extends FactKind>(text: string, kind: K): FactOf<K>[] {
  return readText(text).facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
}

/** A file with one service `api` that has the given lines. */
export function service(...lines: string[]): string {
  return ['services:', '  api:', ...lines.map((line) => `    ${line}`), ''].join('\n');
}
