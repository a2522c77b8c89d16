import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { placeOf } from '../place-of.ts';
import type { Confidence, Problem, Severity } from '../rule.ts';
import type { PortDrift, PortEnd } from './port-ends.ts';

type Judgement = { readonly severity: Severity; readonly confidence: Confidence };

/** Null when nobody is asked on a port that is not there. */
export function judge({ moved, left }: PortDrift): Judgement | null {
  const has = (ends: readonly PortEnd[], ...roles: readonly PortEnd['role'][]): boolean =>
    ends.some(({ role }) => roles.includes(role));
  const sure = { severity: 'high', confidence: 'likely' } as const;
  const unsure = { severity: 'medium', confidence: 'possible' } as const;
  if (has(moved, 'listens')) return has(left, 'asks', 'calls') ? sure : has(left, 'listens') ? unsure : null;
  if (has(moved, 'asks')) return has(left, 'listens', 'asks', 'calls') ? sure : unsure;
  if (has(moved, 'states')) return has(left, 'asks', 'calls', 'listens') ? unsure : null;
  // One caller that goes to another port may know a second one.
  return unsure;
}

/** What the drift of one unit's port is, in words. */
export function driftProblem(
  unit: string,
  identity: readonly string[],
  drift: PortDrift,
  judgement: Judgement,
): Problem {
  const { from, to, moved, left } = drift;
  const [mover, ...others] = moved;
  const [stayed, ...rest] = left;
  const target = to === undefined ? text`another port` : text`${to}`;
  const note = ({ name }: PortEnd, port: Text): Text => text`${name}: ${port}`;
  const question = judgement.confidence === 'possible' ? text`; does it?` : text``;
  return {
    subject: unit,
    identity: [...identity, String(from)],
    ...judgement,
    title: text`${code(unit)} moves from port ${from} to ${target} in ${mover?.name ?? []}, and ${stayed?.name ?? []} stays at ${from}`,
    assumption: text`Assumes ${code(unit)} still answers on port ${from} for ${stayed?.name ?? []}${question}`,
    verify: text`Start ${code(unit)}, list its listening ports, and send a request the way ${stayed?.name ?? []} does`,
    at: stayed ? placeOf(stayed.at) : null,
    related: [
      ...(mover ? [{ ...placeOf(mover.at), side: 'head' as const, note: note(mover, target) }] : []),
      ...rest
        .slice(0, 4)
        .map((end) => ({ ...placeOf(end.at), side: 'head' as const, note: note(end, text`${from}`) })),
      ...others
        .slice(0, 2)
        .map((end) => ({ ...placeOf(end.at), side: 'head' as const, note: note(end, target) })),
    ],
  };
}
