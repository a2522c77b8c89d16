import type { ContractChange, ContractRuleId, Spot } from '../../contracts/change.ts';
import { detailOf } from '../../contracts/detail.ts';
import type { Text } from '../../report/text.ts';
import type { Change, System } from '../../system/system.ts';
import type { Place, Problem, RelatedPlace, Severity } from '../rule.ts';
import { calledBy } from './called-by.ts';
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
  const callers = calledBy(change.head, [...found.operations, ...(found.coordinates ?? [])]);
  const raises = judgement.callersRaise || found.coordinates !== undefined;
  const said = raises && found.level === 'breaking' ? callers.words : [];
  const about = detailOf(found);
  const detail = about.length > 0 && said.length > 0 ? [...about, ' ', ...said] : [...about, ...said];
  return {
    subject: found.subject,
    identity: [contract, found.kind, found.subject, found.pointer],
    severity: severityOf(found, raises && callers.isCalled),
    confidence: found.reason === undefined ? (found.level === 'breaking' ? 'certain' : 'likely') : 'possible',
    title: found.title,
    assumption: judgement.assumption(found),
    ...(detail.length > 0 ? { detail } : {}),
    verify: judgement.verify(found),
    at: placeOf(change.head, found.new),
    atBase: placeOf(change.base, found.old),
    related: [
      ...callers.places,
      ...copies.flatMap((copy): readonly RelatedPlace[] => {
        const place = placeOf(change.head, copy);
        return place ? [{ ...place, side: 'head', note: ['says the same'] }] : [];
      }),
    ],
  };
}

function severityOf(change: ContractChange, isCalled: boolean): Severity {
  const { level, kind, coordinates, direction } = change;
  // Few readers count on how long a text can get.
  if (level === 'breaking' && direction === 'response' && /^(?:min|max)-/.test(kind)) return 'medium';
  // An operation that holds what is gone is refused as a whole, deprecated or not.
  if (isCalled && coordinates) return 'critical';
  if (level === 'breaking') return isCalled ? 'critical' : 'high';
  // A caller shows that the operation is used, not that it sends the one property.
  return isCalled && kind === 'operation-id-changed' ? 'high' : 'medium';
}

function placeOf({ files }: System, spot: Spot | null): Place | null {
  if (!spot) return null;
  return { path: spot.path, line: files.get(spot.path)?.contract?.lineOf(spot.pointer) ?? null };
}
