import type { ContractChange, Direction } from '../change.ts';
import { conclude, withinBounds } from '../conclude.ts';
import { Documents } from '../documents.ts';
import { Collector } from '../openapi/collector.ts';
import type { ContractComparison, ContractSource } from '../openapi/compare-contracts.ts';
import { nameSpot } from '../openapi/name-spot.ts';
import { Sameness } from '../sameness.ts';
import { Shaper } from '../schema/shaper.ts';
import { Walk } from '../schema/walk.ts';

/** What readers of data lose when a property is no longer described at all. */
const readersLose = new Set(['property-removed', 'required-property-removed']);

/**
 * What changed between two versions of a JSON Schema. A schema does not say who writes the data and who reads it, so
 * nothing is more than a question: what was valid and is not any more, and properties that are gone.
 */
export function compareJsonSchema(old: ContractSource, next: ContractSource): ContractComparison {
  const before = sideOf(old);
  const after = sideOf(next);
  const sameness = new Sameness(before.documents, after.documents);
  const walk = new Walk(before.shaper, after.shaper, sameness.same);
  const collectors = (['request', 'response'] as const).map((direction) => {
    const collector = new Collector((spot, side) =>
      spot ? nameSpot(spot, (side === 'old' ? before : after).documents.root.node) : 'schema',
    );
    return { direction, collector };
  });
  const gaps = withinBounds(() => {
    for (const { direction, collector } of collectors) {
      const roots = [before, after].map(({ shaper, documents }) => shaper.parts(documents.root));
      if (roots[0] && roots[1]) collector.root('', 'body', walk.pair(roots[0], roots[1], direction));
    }
    walk.finish();
  });
  const changes = collectors.flatMap(({ direction, collector }) =>
    collector.changes().flatMap((change) => questionOf(change, direction)),
  );
  return conclude(changes, gaps, [before.documents, after.documents]);
}

function sideOf({ path, contract, resolve }: ContractSource): {
  readonly documents: Documents;
  readonly shaper: Shaper;
} {
  const documents = new Documents(path, contract.document, (other) => resolve?.(other)?.document);
  const isNew = /^20(?:19|2\d)-/.test(contract.version);
  return { documents, shaper: new Shaper(documents, isNew ? 'draft-2020-12' : 'draft-4') };
}

function questionOf(change: ContractChange, direction: Direction): readonly ContractChange[] {
  const plain = { ...change, direction: null, operation: null, operations: [] };
  const isLoss = direction === 'response' && readersLose.has(change.kind) && change.level !== 'compatible';
  const isNarrower = direction === 'request' && change.level === 'breaking';
  if (!isLoss && !isNarrower) return direction === 'request' ? [{ ...plain, level: 'compatible' }] : [];
  const reason =
    direction === 'request'
      ? 'Data that was valid may not be any more; the schema does not say who writes it'
      : 'The schema does not say who reads it';
  return [{ ...plain, level: 'warn', reason }];
}
