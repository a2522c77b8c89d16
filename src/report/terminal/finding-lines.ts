import type { Finding } from '../../triage/report.ts';
import { terminalSafe } from '../escape.ts';
import { clip, sentence } from '../markdown.ts';
import { labelled, placeSpan, severityInk, spans } from './screen.ts';
import type { Screen } from './screen.ts';
import type { Span } from './spans.ts';

/** Column in which the text of a finding starts. */
const at = 12;
const relatedAtMost = 4;

/** One finding: the assumption, what happened and where, where else to look, how to verify. */
export function findingLines(screen: Screen, finding: Finding): readonly string[] {
  const { severity, acceptance, detail, related } = finding;
  const row = (label: string, text: readonly Span[]) =>
    labelled(screen, { words: label, ink: 'dim' }, at, text);
  const accepted = acceptance !== null;
  return [
    ...labelled(
      screen,
      { words: accepted ? 'accepted' : severity, ink: accepted ? 'dim' : severityInk[severity] },
      at,
      spans(screen, sentence(clip(finding.assumption, 400)), accepted ? 'dim' : 'bold'),
    ),
    ...row('', spans(screen, clip(finding.title, 400))),
    ...(detail && !accepted ? row('', spans(screen, sentence(clip(detail, 800)))) : []),
    ...row('at', where(finding)),
    ...(accepted
      ? row('by', spans(screen, acceptedBy(acceptance), 'dim'))
      : [
          ...related.slice(0, relatedAtMost).flatMap((place) => {
            const before = place.side === 'base' ? ' (before) ' : ' ';
            return row('see', [placeSpan(place), { words: before }, ...spans(screen, clip(place.note, 200))]);
          }),
          ...(related.length > relatedAtMost
            ? row('', [{ words: `and ${related.length - relatedAtMost} more places`, ink: 'dim' }])
            : []),
          ...row('verify', spans(screen, sentence(clip(finding.verify, 600)))),
        ]),
    ...row('id', [{ words: identity(finding), ink: 'dim' }]),
  ];
}

function where({ base, head }: Finding): readonly Span[] {
  if (head === null && base === null) return [{ words: 'no single place', ink: 'dim' }];
  const before = base ? [placeSpan(base)] : [];
  if (head === null) return [...before, { words: ' (before)', ink: 'dim' }];
  return [...before, ...(base ? [{ words: ' → ', ink: 'dim' } as const] : []), placeSpan(head)];
}

function identity({ id, rule, confidence }: Finding): string {
  return terminalSafe(`${id} · ${rule} · ${confidence}`);
}

function acceptedBy({ by, reason, until }: NonNullable<Finding['acceptance']>): Parameters<typeof clip>[0] {
  return clip([{ code: by }, until === null ? '' : ` until ${until}`, `: ${reason}`], 400);
}
