import { code, list, text } from '../../report/text.ts';
import { nameOf } from '../../formats/paths.ts';
import type { ContractChange, Direction } from '../change.ts';
import { conclude, withinBounds } from '../conclude.ts';
import { Documents } from '../documents.ts';
import { Collector } from '../openapi/collector.ts';
import type { ContractComparison, ContractSource } from '../openapi/compare-contracts.ts';
import { nameSpot } from '../openapi/name-spot.ts';
import { Sameness } from '../sameness.ts';
import { Shaper } from '../schema/shaper.ts';
import { Walk } from '../schema/walk.ts';

/** Names by a pattern that was rewritten: whether the new one takes in the old one is more than can be told. */
const withoutAnswer = new Set(['schema-forbidden']);

/** What readers of data lose when a property is no longer described at all. */
const readersLose = new Set(['property-removed', 'required-property-removed']);

/**
 * What changed between two versions of a JSON Schema. A schema does not say who writes the data and who reads it, so
 * nothing is more than a question: what was valid and is not any more, and properties that are gone. Where the
 * settings say which way it goes, the usual law holds.
 */
export function compareJsonSchema(old: ContractSource, next: ContractSource): ContractComparison {
  const sides = [sideOf(old), sideOf(next)] as const;
  const sameness = new Sameness(sides[0].documents, sides[1].documents);
  const walk = new Walk(sides[0].shaper, sides[1].shaper, sameness.same);
  const known = (next.contract.stated ?? old.contract.stated)?.direction;
  const directions = known === undefined ? (['request', 'response'] as const) : [known];
  const collectors = directions.map((direction) => {
    const collector = new Collector((spot, side) =>
      spot ? nameSpot(spot, sides[side === 'old' ? 0 : 1].documents.root.node) : 'schema',
    );
    return { direction, collector };
  });
  const gaps = withinBounds(() => {
    for (const { direction, collector } of collectors) {
      const roots = sides.map(({ shaper, documents }) => shaper.parts(documents.root));
      if (roots[0] && roots[1]) collector.root('', 'body', walk.pair(roots[0], roots[1], direction));
    }
    walk.finish();
  });
  const found = collectors.flatMap(({ direction, collector }) =>
    known === undefined
      ? collector.changes().flatMap((change) => questionOf(change, direction))
      : collector.changes().map((change) => ({ ...change, operation: null, operations: [] })),
  );
  // What leads nowhere on both sides is not news of this change: schemas often name each other by address.
  const before = new Set(sides[0].documents.gaps.map(({ detail }) => detail));
  const fresh = sides[1].documents.gaps.filter(({ detail }) => !before.has(detail));
  const told = known === undefined ? folded(onceAPlace(found), next.path) : found;
  return conclude(told, [...gaps, ...fresh], []);
}

/** A property that is gone is no longer accepted and no longer there: one thing. */
function onceAPlace(changes: readonly ContractChange[]): readonly ContractChange[] {
  const seen = new Set<string>();
  return changes.filter(({ level, pointer, kind }) => {
    if (level === 'compatible') return true;
    const key = `${kind.replace('required-', '')} ${pointer}`;
    return seen.has(key) ? false : Boolean(seen.add(key));
  });
}

/** Questions about one schema that are asked one by one; more of them are one question. */
const mostApart = 2;

function folded(changes: readonly ContractChange[], path: string): readonly ContractChange[] {
  const asked = changes.filter(({ level }) => level !== 'compatible');
  const [first] = asked;
  if (!first || asked.length <= mostApart) return changes;
  const subjects = [...new Set(asked.map(({ subject }) => subject))];
  const { example: _, ...rest } = first;
  const one: ContractChange = {
    ...rest,
    kind: 'schema-narrowed',
    subject: nameOf(path),
    title: text`${code(nameOf(path))} accepts or describes less in ${asked.length} places: ${list(subjects, 4)}`,
  };
  return [one, ...changes.filter(({ level }) => level === 'compatible')];
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
  const isNarrower =
    direction === 'request' && change.level === 'breaking' && !withoutAnswer.has(change.kind);
  if (!isLoss && !isNarrower) return direction === 'request' ? [{ ...plain, level: 'compatible' }] : [];
  const reason =
    direction === 'request'
      ? 'Data that was valid may not be any more; the schema does not say who writes it'
      : 'The schema does not say who reads it';
  return [{ ...plain, level: 'warn', reason }];
}
