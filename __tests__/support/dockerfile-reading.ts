import { readDockerfile } from '../../src/formats/dockerfile/read.ts';
import type { Reading } from '../../src/formats/format.ts';
import type { FactKind, FactOf } from '../../src/system/facts.ts';

export function readText(text: string): Reading {
  return readDockerfile({ path: 'Dockerfile', text });
}

export function factsOf<K extends FactKind>(text: string, kind: K): FactOf<K>[] {
  return readText(text).facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
}

/** A file with one stage on an image that tells nothing; the lines start at 2. */
export function stage(...lines: string[]): string {
  return ['FROM acme/base:1', ...lines, ''].join('\n');
}
