import { list, text } from '../../report/text.ts';
import type { ContractDocument, PartialGap } from '../../formats/format.ts';
import { child, own } from '../at.ts';
import { levels } from '../change.ts';
import type { ContractChange, Level } from '../change.ts';
import { Documents } from '../documents.ts';
import type { ProtobufPolicy } from '../protobuf/policy.ts';
import { Sameness } from '../sameness.ts';
import { Shaper } from '../schema/shaper.ts';
import { TooMuch, Walk } from '../schema/walk.ts';
import { Collector } from './collector.ts';
import { compareOperation } from './compare-operation.ts';
import { tell } from './comparison.ts';
import type { Comparison } from './comparison.ts';
import { readLifecycle, removalLevel } from '../lifecycle.ts';
import { listOperations, listWebhooks } from './list-operations.ts';
import type { OperationPlace } from './model.ts';
import { nameSpot } from './name-spot.ts';
import { OperationReader } from './operation-reader.ts';
import { pathShape } from './paths.ts';
import { pairOperations } from './pair-operations.ts';

/** A contract, and how to get at the files of its commit that it refers to. */
export interface ContractSource {
  readonly path: string;
  readonly contract: ContractDocument;
  readonly resolve?: (path: string) => ContractDocument | undefined;
  /** every contract of its side, where parts of one may stand in several files */
  readonly all?: () => ReadonlyMap<string, ContractDocument>;
}

export interface ContractComparison {
  /** in the order of the document, compatible ones included */
  readonly changes: readonly ContractChange[];
  readonly summary: Readonly<Record<Level, number>>;
  readonly gaps: readonly PartialGap[];
  /** operations that are written otherwise without any change having been found */
  readonly unexplained: readonly string[];
}

export interface CompareOptions {
  /** ISO day against which sunset dates are held; without it no sunset has passed */
  readonly today?: string;
  /** what is promised of a `.proto` file */
  readonly protobuf?: ProtobufPolicy;
  /** the files may be a part of what clients see: what nothing in them leads to counts, too */
  readonly isExcerpt?: boolean;
}

/** What changed between two versions of an OpenAPI description, and whom it breaks. */
export function compareContracts(
  old: ContractSource,
  next: ContractSource,
  options: CompareOptions = {},
): ContractComparison {
  const sides = [sideOf(old), sideOf(next)] as const;
  const comparison = comparisonOf(sides[0], sides[1], options.today ?? '0000-00-00');
  const gaps: PartialGap[] = [];
  let rewritten: readonly string[] = [];
  try {
    rewritten = compareAll(comparison);
    comparison.walk.finish();
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    const detail =
      'The contract is too entangled to be compared within bounds; what was found so far is listed';
    gaps.push({ reason: 'time-limit', detail });
  }
  const changes = comparison.collector.changes();
  for (const { documents } of sides) {
    for (const gap of documents.gaps) {
      if (!gaps.some(({ detail }) => detail === gap.detail)) gaps.push(gap);
    }
  }
  const count = (level: Level): number => changes.filter((change) => change.level === level).length;
  const summary = Object.fromEntries(levels.map((level) => [level, count(level)])) as Record<Level, number>;
  const explained = comparison.collector.reached;
  return { changes, summary, gaps, unexplained: rewritten.filter((name) => !explained.has(name)) };
}

function sideOf({ path, contract, resolve }: ContractSource): OperationReader {
  const documents = new Documents(path, contract.document, (other) => resolve?.(other)?.document);
  const isNew = /^3\.[1-9]/.test(contract.version);
  const shaper = new Shaper(documents, isNew ? 'draft-2020-12' : 'draft-4');
  return new OperationReader(documents, shaper, contract.version.startsWith('2'));
}

function comparisonOf(old: OperationReader, next: OperationReader, today: string): Comparison {
  const sameness = new Sameness(old.documents, next.documents);
  const walk = new Walk(old.shaper, next.shaper, sameness.same, today);
  const collector = new Collector((spot, side) =>
    spot ? nameSpot(spot, (side === 'old' ? old : next).documents.root.node) : 'schema',
  );
  return { old, new: next, walk, sameness, collector, today };
}

/** Compares everything; names the operations that are not written as they were. */
function compareAll(comparison: Comparison): readonly string[] {
  const { old, new: next } = comparison;
  const { same } = comparison.sameness;
  const frames = [old, next].map(({ documents: { root } }) => [
    ...frameKeys.map((key) => child(root, key)),
    child(child(root, 'components'), 'securitySchemes'),
  ]);
  const sameFrame = (frames[0] ?? []).every((at, index) => same(at, frames[1]?.[index] ?? at, 'values'));
  const rewritten: string[] = [];
  const operations = pairOperations(listOperations(old.documents), listOperations(next.documents));
  for (const [before, after] of operations.pairs) {
    if (sameFrame && same(before.pathItem, after.pathItem)) continue;
    compareOperation(comparison, before, after);
    if (!isSameText(comparison, before, after)) rewritten.push(after.name);
  }
  compareServers(comparison, operations.pairs);
  operationsRemoved(comparison, operations.gone);
  for (const place of operations.added) operationAdded(comparison, place);
  const webhooks = pairOperations(listWebhooks(old.documents), listWebhooks(next.documents));
  for (const [before, after] of webhooks.pairs) compareOperation(comparison, before, after, true);
  for (const place of webhooks.gone) webhookRemoved(comparison, place);
  for (const place of webhooks.added) operationAdded(comparison, place);
  return rewritten;
}

function isSameText({ sameness: { same } }: Comparison, old: OperationPlace, next: OperationPlace): boolean {
  return (
    same(old.at, next.at) &&
    same(child(old.pathItem, 'parameters'), child(next.pathItem, 'parameters'), 'values')
  );
}

/** What every operation depends on without naming it. */
const frameKeys = [
  'security',
  'securityDefinitions',
  'consumes',
  'produces',
  'servers',
  'basePath',
  'openapi',
  'swagger',
];

function compareServers(
  comparison: Comparison,
  pairs: readonly (readonly [OperationPlace, OperationPlace])[],
): void {
  for (const [before, after] of pairs) {
    const isSame = before.prefixes.some((prefix) =>
      after.prefixes.some(
        (other) => prefix === other || pathShape(prefix + before.path) === pathShape(other + after.path),
      ),
    );
    if (isSame) continue;
    const { old, new: next } = comparison;
    const key = own(next.documents.root.node, 'servers') === undefined ? 'basePath' : 'servers';
    tell({ comparison }, after.name, {
      rule: 'contract-server-changed',
      kind: 'server-path-changed',
      level: 'warn',
      subject: 'servers',
      phrase: text`have the path ${list(after.prefixes.map(orRoot))} instead of ${list(before.prefixes.map(orRoot))}`,
      old: child(old.documents.root, key),
      new: child(next.documents.root, key),
    });
  }
}

function orRoot(path: string): string {
  return path === '' ? '/' : path;
}

function operationsRemoved(comparison: Comparison, gone: readonly OperationPlace[]): void {
  for (const place of gone) {
    const { level, words } = removalLevel(readLifecycle(place.at), comparison.today);
    tell({ comparison }, place.name, {
      rule: 'contract-operation-removed',
      kind: 'operation-removed',
      level,
      subject: place.name,
      phrase: [words],
      old: place.at,
      new: null,
    });
  }
}

function operationAdded(comparison: Comparison, place: OperationPlace): void {
  tell({ comparison }, place.name, {
    rule: 'contract-operation-removed',
    kind: 'operation-added',
    level: 'compatible',
    subject: place.name,
    phrase: ['is new'],
    old: null,
    new: place.at,
  });
}

function webhookRemoved(comparison: Comparison, place: OperationPlace): void {
  const { level, words } = removalLevel(readLifecycle(place.at), comparison.today, 'is no longer sent');
  tell({ comparison }, place.name, {
    rule: 'contract-operation-removed',
    kind: 'webhook-removed',
    level,
    subject: place.name,
    phrase: [words],
    old: place.at,
    new: null,
  });
}
