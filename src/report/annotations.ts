import { blocks } from '../triage/judge.ts';
import type { Finding, Report } from '../triage/report.ts';
import type { Place } from '../stages/rule.ts';
import { commandData, commandProperty, shorten, visible } from './escape.ts';
import { clip, plainly } from './markdown.ts';
import { byWeight, count, openFindings } from './reading.ts';

export type AnnotationLevel = 'error' | 'warning' | 'notice';

/** One note beside a line of the change. Text is plain, of one line each, and not yet escaped for any channel. */
export interface Annotation {
  readonly level: AnnotationLevel;
  readonly title: string;
  readonly message: string;
  /** at head; null when it is about no place that head has */
  readonly place: Place | null;
}

export interface Annotations {
  /** worst first, at most ten of a level */
  readonly shown: readonly Annotation[];
  /** a sentence per level that has more than is shown, for the log */
  readonly leftOut: readonly string[];
}

/** GitHub shows ten annotations of a level for each step and drops the others without a word. */
const mostPerLevel = 10;

/** Open findings and what could not be read, as annotations: what blocks is an error. */
export function annotationsOf(report: Report): Annotations {
  const all = [
    ...byWeight(openFindings(report)).map((finding) => annotationOf(report, finding)),
    ...report.gaps.map((gap): Annotation => {
      const place = gap.path === null || gap.side === 'base' ? null : { path: gap.path, line: null };
      const where = gap.path === null ? '' : `${shorten(visible(gap.path), 160)}: `;
      const message = `${where}${shorten(visible(gap.detail), 500)}`;
      return { level: 'warning', title: 'Could not be read', message, place };
    }),
  ];
  const levels = ['error', 'warning', 'notice'] as const;
  const shown = levels.flatMap((level) => all.filter((one) => one.level === level).slice(0, mostPerLevel));
  const leftOut = levels.flatMap((level) => {
    const rest = all.filter((one) => one.level === level).length - mostPerLevel;
    return rest > 0 ? [`${count(rest, `more ${level}`)} ${rest === 1 ? 'is' : 'are'} in the summary.`] : [];
  });
  return { shown, leftOut };
}

function annotationOf(report: Report, finding: Finding): Annotation {
  const parts = [finding.title, finding.assumption, finding.verify].map((part) => plainly(clip(part, 600)));
  const [title = '', assumption = '', verify = ''] = parts.map((part) => part.replace(/\.$/, ''));
  return {
    level: levelOf(report, finding),
    title: `${finding.id} ${title}`,
    message: `${assumption}. Verify: ${verify}.`,
    place: finding.head,
  };
}

function levelOf(report: Report, finding: Finding): AnnotationLevel {
  if (blocks(finding, report.failOn)) return 'error';
  return finding.severity === 'low' || finding.severity === 'info' ? 'notice' : 'warning';
}

/** An annotation as a workflow command: a line for the standard output of a step. */
export function workflowCommand({ level, title, message, place }: Annotation): string {
  const properties = [
    ...(place ? [`file=${commandProperty(place.path)}`] : []),
    ...(place?.line ? [`line=${place.line}`] : []),
    `title=${commandProperty(title)}`,
  ];
  return `::${level} ${properties.join(',')}::${commandData(message)}`;
}
