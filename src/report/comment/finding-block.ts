import type { RelatedPlace } from '../../stages/rule.ts';
import type { Finding } from '../../triage/report.ts';
import { markdownCode, markdownProse, shorten } from '../escape.ts';
import { clip, markdown, sentence } from '../markdown.ts';
import { webUrl } from '../links.ts';
import { plain } from '../text.ts';
import { count } from '../reading.ts';
import { folded, linkTo } from './page.ts';
import type { Page } from './page.ts';

/** Related places beside the finding; more of them are folded away. */
const relatedAtOnce = 3;
const relatedAtMost = 20;
const longDetail = 300;
const linksAtMost = 5;

/** One open finding: the assumption first, then what changed, where else to look and how to verify. */
export function findingBlock(page: Page, finding: Finding): string {
  const { related, detail } = finding;
  const foldRelated = related.length > relatedAtOnce;
  const foldDetail = detail !== null && plain(detail).length > longDetail;
  const lines = [
    `**${capital(finding.severity)} · ${markdown(sentence(clip(finding.assumption, 400)))}**`,
    '',
    `- **${finding.change === 'present' ? 'Found' : 'Changed'}:** ${markdown(clip(finding.title, 400))} (${where(page, finding)})`,
    ...(detail === null || foldDetail ? [] : [`- **Detail:** ${markdown(sentence(detail))}`]),
    ...(related.length === 0 || foldRelated ? [] : [`- **Related:** ${inline(page, related)}`]),
    `- **Verify:** ${markdown(sentence(clip(finding.verify, 600)))}`,
    ...linksOf(finding),
    `- ${identityOf(finding)}`,
  ];
  const more = [
    ...(foldDetail ? [markdown(sentence(clip(detail, 2000)))] : []),
    ...(foldRelated ? [bullets(page, related)] : []),
  ];
  if (more.length > 0)
    lines.push('', folded(foldedTitle(foldDetail, foldRelated, related), more.join('\n\n')));
  return lines.join('\n');
}

/** One accepted finding, in a line. */
export function acceptedLine(page: Page, finding: Finding): string {
  const { acceptance } = finding;
  const until = acceptance?.until ? ` until ${markdownProse(shorten(acceptance.until, 20))}` : '';
  const by = markdownCode(acceptance?.by ?? '');
  const reason = markdownProse(shorten(acceptance?.reason ?? '', 300));
  return `- ${markdown(sentence(clip(finding.assumption, 300)))} ${markdown(clip(finding.title, 300))} (${where(page, finding)}). Accepted by ${by}${until}: ${reason} · ${markdownCode(finding.id)}`;
}

function where(page: Page, { base, head }: Finding): string {
  const now = head && linkTo(page, 'head', head);
  const before = base && linkTo(page, 'base', base);
  if (now && before) return `${before} → ${now}`;
  return now ?? (before ? `was at ${before}` : 'no single place');
}

function inline(page: Page, related: readonly RelatedPlace[]): string {
  return related.map((place) => relatedPlace(page, place)).join('; ');
}

function bullets(page: Page, related: readonly RelatedPlace[]): string {
  const lines = related.slice(0, relatedAtMost).map((place) => `- ${relatedPlace(page, place)}`);
  const rest = related.length - lines.length;
  return [...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n');
}

function relatedPlace(page: Page, place: RelatedPlace): string {
  const before = place.side === 'base' ? ' (before)' : '';
  return `${linkTo(page, place.side, place)}${before} ${markdown(clip(place.note, 200))}`.trimEnd();
}

/** Where to read on. */
function linksOf({ links = [] }: Finding): readonly string[] {
  const shown = links.slice(0, linksAtMost).flatMap(({ title, url }) => {
    const target = webUrl(url);
    return target === undefined ? [] : [`[${markdownProse(shorten(title, 120))}](${target})`];
  });
  return shown.length === 0 ? [] : [`- **See:** ${shown.join(', ')}`];
}

function foldedTitle(detail: boolean, places: boolean, related: readonly RelatedPlace[]): string {
  const number = count(related.length, 'related place');
  if (!places) return 'Detail';
  return detail ? `Detail and ${number}` : number.replace(/^./, (first) => first.toUpperCase());
}

function identityOf({ id, rule, confidence }: Finding): string {
  const sure = confidence === 'possible' ? 'possible, so take it as a question' : confidence;
  return `${markdownCode(id)} · ${markdownCode(rule)} · ${sure}`;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
