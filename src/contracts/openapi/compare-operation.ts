import { code, text } from '../../report/text.ts';
import { child } from '../at.ts';
import { compareBody } from './compare-content.ts';
import { compareParameters } from './compare-parameters.ts';
import { compareResponses } from './compare-responses.ts';
import { compareSecurity } from './compare-security.ts';
import { tell } from './comparison.ts';
import type { Comparison, Exchange } from './comparison.ts';
import { compareLifecycle, isExempt, readLifecycle, removalLevel } from '../lifecycle.ts';
import type { ApiOperation, OperationPlace } from './model.ts';

const deepestCallback = 5;

/** Compares two operations that clients take for the same. */
export function compareOperation(
  comparison: Comparison,
  oldPlace: OperationPlace,
  newPlace: OperationPlace,
  flipped = false,
  depth = 0,
): void {
  const old = comparison.old.read(oldPlace);
  const next = comparison.new.read(newPlace);
  const exchange: Exchange = { comparison, operation: newPlace.name, flipped };
  for (const { kind, level, words, key } of compareLifecycle(old.lifecycle, next.lifecycle)) {
    tell(exchange, next.name, {
      rule: 'contract-lifecycle-changed',
      kind,
      level,
      subject: next.name,
      phrase: [words],
      old: child(old.at, key),
      new: child(next.at, key),
    });
  }
  if (isExempt(old.lifecycle)) return;
  if (!flipped) compareOperationId(exchange, old, next);
  compareParameters(exchange, old, next);
  compareBody(exchange, old.body, next.body, { old: old.at, new: next.at });
  compareResponses(exchange, old, next);
  if (!flipped) compareSecurity(exchange, old, next);
  if (depth < deepestCallback) compareCallbacks(exchange, old, next, depth + 1);
}

function compareOperationId(exchange: Exchange, old: ApiOperation, next: ApiOperation): void {
  if (old.operationId === undefined || old.operationId === next.operationId) return;
  const to = next.operationId === undefined ? ['nothing'] : [code(next.operationId)];
  tell(exchange, next.name, {
    rule: 'contract-operation-renamed',
    kind: 'operation-id-changed',
    level: 'warn',
    subject: next.name,
    phrase: text`changed its operationId from ${code(old.operationId)} to ${to}`,
    old: child(old.at, 'operationId'),
    new: next.operationId === undefined ? next.at : child(next.at, 'operationId'),
  });
}

function compareCallbacks(exchange: Exchange, old: ApiOperation, next: ApiOperation, depth: number): void {
  const left = new Map(next.callbacks.map((callback) => [callback.name, callback]));
  for (const callback of old.callbacks) {
    const other = left.get(callback.name);
    left.delete(callback.name);
    if (other) compareOperation(exchange.comparison, callback, other, !exchange.flipped, depth);
    else {
      tell(exchange, next.name, {
        rule: 'contract-operation-removed',
        kind: 'callback-removed',
        level: removalLevel(readLifecycle(callback.at), exchange.comparison.today).level,
        subject: callback.name,
        phrase: text`is no longer called by ${code(next.name)}`,
        old: callback.at,
        new: null,
      });
    }
  }
  for (const callback of left.values()) {
    tell(exchange, next.name, {
      rule: 'contract-operation-removed',
      kind: 'callback-added',
      level: 'compatible',
      subject: callback.name,
      phrase: text`is now called by ${code(next.name)}`,
      old: null,
      new: callback.at,
    });
  }
}
