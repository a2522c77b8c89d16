import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { child } from '../at.ts';
import type { At } from '../at.ts';
import type { ContractRuleId, Direction, Level } from '../change.ts';
import { conclude, withinBounds } from '../conclude.ts';
import { Documents } from '../documents.ts';
import { Collector } from '../openapi/collector.ts';
import type { CompareOptions, ContractComparison, ContractSource } from '../openapi/compare-contracts.ts';
import { compareLifecycle, isExempt, removalLevel } from '../lifecycle.ts';
import { Sameness } from '../sameness.ts';
import { Shaper } from '../schema/shaper.ts';
import { Walk } from '../schema/walk.ts';
import { FlowReader } from './flow-reader.ts';
import type { Flow, Message } from './model.ts';
import { namePlace } from './name-place.ts';

interface Comparison {
  readonly collector: Collector;
  readonly walk: Walk;
  readonly today: string;
}

/** What changed between two versions of an AsyncAPI document, and for which partners. */
export function compareAsyncApi(
  old: ContractSource,
  next: ContractSource,
  options: CompareOptions = {},
): ContractComparison {
  const sides = [old, next].map(({ path, contract, resolve }) => {
    const documents = new Documents(path, contract.document, (other) => resolve?.(other)?.document);
    // Schemas are a superset of draft 7: what stands beside a reference does not count.
    const shaper = new Shaper(documents, 'draft-4');
    return { documents, shaper, flows: new FlowReader(documents, shaper).flows(contract.version) };
  });
  const [before, after] = sides;
  if (!before || !after) return conclude([], [], []);
  const sameness = new Sameness(before.documents, after.documents);
  const walk = new Walk(before.shaper, after.shaper, sameness.same, options.today);
  const collector = new Collector((spot, side) =>
    spot ? namePlace(spot, (side === 'old' ? before : after).documents.root.node) : 'schema',
  );
  const comparison: Comparison = { collector, walk, today: options.today ?? '0000-00-00' };
  const gaps = withinBounds(() => {
    compareFlows(comparison, before.flows, after.flows);
    walk.finish();
  });
  return conclude(collector.changes(), gaps, [before.documents, after.documents]);
}

interface Happening {
  readonly rule: ContractRuleId;
  readonly kind: string;
  readonly level: Level;
  readonly direction?: Direction;
  readonly subject: string;
  readonly phrase: Text;
  readonly reason?: string;
  readonly old: At | null;
  readonly new: At | null;
}

function tell({ collector }: Comparison, flow: string, what: Happening): void {
  const { phrase, direction, old, new: next, ...rest } = what;
  collector.report(
    {
      ...rest,
      direction: direction ?? null,
      title: text`${code(what.subject)} ${phrase}`,
      old: old && { path: old.path, pointer: old.pointer },
      new: next && { path: next.path, pointer: next.pointer },
    },
    flow,
  );
}

function compareFlows(comparison: Comparison, old: readonly Flow[], next: readonly Flow[]): void {
  const left = new Map(next.map((flow) => [flow.key, flow]));
  for (const before of old) {
    const after = left.get(before.key);
    left.delete(before.key);
    if (after) compareFlow(comparison, before, after);
    else {
      const { level, words } = removalLevel(before.lifecycle, comparison.today);
      const where = { subject: before.name, phrase: [words], old: before.at, new: null };
      tell(comparison, before.name, {
        rule: 'contract-operation-removed',
        kind: 'operation-removed',
        level,
        ...where,
      });
    }
  }
  for (const { name, at } of left.values()) {
    const where = { subject: name, phrase: ['is new'], old: null, new: at };
    tell(comparison, name, {
      rule: 'contract-operation-removed',
      kind: 'operation-added',
      level: 'compatible',
      ...where,
    });
  }
}

function compareFlow(comparison: Comparison, old: Flow, next: Flow): void {
  for (const { kind, level, words, key } of compareLifecycle(old.lifecycle, next.lifecycle)) {
    const where = { subject: next.name, phrase: [words], old: child(old.at, key), new: child(next.at, key) };
    tell(comparison, next.name, { rule: 'contract-lifecycle-changed', kind, level, ...where });
  }
  if (isExempt(old.lifecycle)) return;
  const { pairs, gone, added } = pairMessages(old.messages, next.messages);
  for (const [before, after] of pairs) compareMessage(comparison, next, before, after);
  const shared = { rule: ruleOf(next.direction), direction: next.direction } as const;
  for (const { name, at } of gone) {
    const phrase =
      next.direction === 'request'
        ? text`no longer takes ${code(name)}`
        : text`no longer sends ${code(name)}`;
    const where = { subject: next.name, phrase, old: at, new: null };
    tell(comparison, next.name, { ...shared, kind: 'message-removed', level: 'breaking', ...where });
  }
  for (const { name, at } of added) {
    const where = { subject: next.name, phrase: text`also has ${code(name)}`, old: null, new: at };
    tell(comparison, next.name, { ...shared, kind: 'message-added', level: 'compatible', ...where });
  }
}

interface PairedMessages {
  readonly pairs: readonly (readonly [Message, Message])[];
  readonly gone: readonly Message[];
  readonly added: readonly Message[];
}

/** By name; the only one that is left on each side is the other under a new name. */
function pairMessages(old: readonly Message[], next: readonly Message[]): PairedMessages {
  const left = new Map(next.map((message) => [message.name, message]));
  const pairs: (readonly [Message, Message])[] = [];
  const gone = old.filter((message) => {
    const other = left.get(message.name);
    if (!other) return true;
    left.delete(message.name);
    pairs.push([message, other]);
    return false;
  });
  const added = [...left.values()];
  const [first] = gone;
  const [second] = added;
  if (first && second && gone.length === 1 && added.length === 1)
    return { pairs: [...pairs, [first, second]], gone: [], added: [] };
  return { pairs, gone, added };
}

function compareMessage(comparison: Comparison, flow: Flow, old: Message, next: Message): void {
  const { direction, name } = flow;
  const shared = { rule: ruleOf(direction), direction, subject: `${name} ${next.name}`.trim() } as const;
  if (
    old.contentType !== undefined &&
    next.contentType !== undefined &&
    old.contentType !== next.contentType
  ) {
    const phrase = text`is now ${code(next.contentType)} instead of ${code(old.contentType)}`;
    const where = { phrase, old: old.at, new: next.at };
    tell(comparison, name, { ...shared, kind: 'media-type-changed', level: 'breaking', ...where });
  }
  comparison.collector.root(name, 'body', comparison.walk.pair(old.headers, next.headers, direction));
  if (old.foreign === undefined && next.foreign === undefined) {
    comparison.collector.root(name, 'body', comparison.walk.pair(old.payload, next.payload, direction));
  } else if (old.foreign !== next.foreign) {
    const where = { phrase: ['has a payload in another schema language'], old: old.at, new: next.at };
    const reason = 'The two languages were not compared';
    tell(comparison, name, { ...shared, kind: 'schema-language-changed', level: 'warn', reason, ...where });
  }
}

function ruleOf(direction: Direction): 'contract-request-narrowed' | 'contract-response-changed' {
  return direction === 'request' ? 'contract-request-narrowed' : 'contract-response-changed';
}
