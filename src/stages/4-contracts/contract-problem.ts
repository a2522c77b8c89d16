import type { ContractChange, ContractRuleId, Spot } from '../../contracts/change.ts';
import { detailOf } from '../../contracts/detail.ts';
import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { Change, System } from '../../system/system.ts';
import type { Place, Problem, RelatedPlace, Severity } from '../rule.ts';
import { contractChanges } from './contract-changes.ts';
import type { FoundChange } from './contract-changes.ts';

/** What a rule says about the changes that are its own. */
export interface Judgement {
  readonly assumption: (change: ContractChange) => Text;
  readonly verify: (change: ContractChange) => Text;
  /** whether a caller in the repository shows that it breaks somebody */
  readonly callersRaise: boolean;
}

/** The changes of one rule as problems. */
export function contractProblems(
  change: Change,
  rule: ContractRuleId,
  judgement: Judgement,
): readonly Problem[] {
  return contractChanges(change)
    .filter((found) => found.change.rule === rule)
    .map((found) => problemOf(change, found, judgement));
}

function problemOf(change: Change, whole: FoundChange, judgement: Judgement): Problem {
  const { contract, change: found, copies } = whole;
  const callers = callersOf(change.head, found.operations);
  const calls = callers.filter(({ path }) => !isTestPath(path));
  const detail = detailOf(found);
  return {
    subject: found.subject,
    identity: [contract, found.kind, found.subject, found.pointer],
    severity: severityOf(found, judgement.callersRaise && calls.length > 0),
    confidence: found.reason === undefined ? (found.level === 'breaking' ? 'certain' : 'likely') : 'possible',
    title: found.title,
    assumption: judgement.assumption(found),
    ...(detail.length > 0 ? { detail } : {}),
    verify: judgement.verify(found),
    at: placeOf(change.head, found.new),
    atBase: placeOf(change.base, found.old),
    related: [
      ...callers.slice(0, mostCallers),
      ...copies.flatMap((copy): readonly RelatedPlace[] => {
        const place = placeOf(change.head, copy);
        return place ? [{ ...place, side: 'head', note: ['says the same'] }] : [];
      }),
    ],
  };
}

const mostCallers = 10;

function severityOf({ level, kind }: ContractChange, isCalled: boolean): Severity {
  if (level === 'breaking') return isCalled ? 'critical' : 'high';
  // A caller shows that the operation is used, not that it sends the one property.
  return isCalled && kind === 'operation-id-changed' ? 'high' : 'medium';
}

function callersOf(head: System, operations: readonly string[]): readonly RelatedPlace[] {
  const found = new Map<string, RelatedPlace>();
  for (const operation of operations) {
    for (const { path, line } of head.mentions('operation', operation)) {
      const who = isTestPath(path) ? ['a test calls '] : ['calls '];
      found.set(`${path}:${line}`, { path, line, side: 'head', note: text`${who}${code(operation)}` });
    }
  }
  // Callers first, tests of them behind.
  return [...found.values()].sort((a, b) => Number(isTestPath(a.path)) - Number(isTestPath(b.path)));
}

function placeOf({ files }: System, spot: Spot | null): Place | null {
  if (!spot) return null;
  return { path: spot.path, line: files.get(spot.path)?.contract?.lineOf(spot.pointer) ?? null };
}
