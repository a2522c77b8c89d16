import { code, text } from '../../report/text.ts';
import { environmentOf, projectOf } from '../../system/compose-units.ts';
import type { ComposeUnit } from '../../system/compose-units.ts';
import type { System } from '../../system/system.ts';
import type { Problem } from '../rule.ts';

/** A unit that lost a variable, and all that hold the code which reads it. */
interface Holders {
  readonly head: System;
  readonly unit: ComposeUnit;
  readonly others: ReadonlySet<ComposeUnit>;
  /** which of several images runs the code is not told */
  readonly isShared: boolean;
}

/** What is said of one unit becomes a question where it may be another that needs the name. */
export function besideOthers(problem: Problem, holders: Holders): Problem {
  if (isKeptBeside(problem.subject, holders)) return asQuestion(problem);
  return holders.isShared && mayBeOfOthers(problem.subject, holders) ? asDoubt(problem) : problem;
}

/** Which of several images runs the code is not told: another may be the one that needs the name. */
function mayBeOfOthers(name: string, { head, unit, others }: Holders): boolean {
  if (unit.published) return true;
  return [...others].some((other) => other !== unit && environmentOf(head, other).supplied.has(name));
}

/** Others that hold the same code and are started with it still get the name: it may be only they that need it. */
function isKeptBeside(name: string, { head, unit, others }: Holders): boolean {
  return [...others].some(
    (other) =>
      other.service !== unit.service &&
      projectOf(other) === projectOf(unit) &&
      environmentOf(head, other).supplied.has(name),
  );
}

function asQuestion(problem: Problem): Problem {
  const assumption = text`Assumes only the others that run the same code need ${code(problem.subject)}; is it so?`;
  return { ...problem, ...capped(problem), assumption };
}

function asDoubt(problem: Problem): Problem {
  const assumption = text`Assumes what no longer gets ${code(problem.subject)} does not run ${code(problem.at?.path ?? '')}, which its image holds; is it so?`;
  return { ...problem, ...capped(problem), assumption };
}

function capped({ severity = 'medium' }: Problem): Pick<Problem, 'severity' | 'confidence'> {
  const isWorse = severity === 'critical' || severity === 'high';
  return { severity: isWorse ? 'medium' : severity, confidence: 'possible' };
}
