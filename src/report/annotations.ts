import { blocks } from '../triage/judge.ts';
import type { Finding, Report } from '../triage/report.ts';
import type { Place } from '../stages/rule.ts';
import type { Gap } from '../system/system.ts';
import { commandData, commandProperty, shown, visible } from './escape.ts';
import { placeName } from './links.ts';
import { clip, plainly, sentence } from './markdown.ts';
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
    ...report.gaps.map(gapAnnotation),
  ];
  const levels = ['error', 'warning', 'notice'] as const;
  const chosen = levels.flatMap((level) => all.filter((one) => one.level === level).slice(0, mostPerLevel));
  const leftOut = levels.flatMap((level) => {
    const rest = all.filter((one) => one.level === level).length - mostPerLevel;
    return rest > 0 ? [`${count(rest, `more ${level}`)} ${rest === 1 ? 'is' : 'are'} in the summary.`] : [];
  });
  return { shown: chosen, leftOut };
}

function annotationOf(report: Report, finding: Finding): Annotation {
  const [assumption = '', verify = ''] = [finding.assumption, finding.verify].map((part) =>
    plainly(sentence(clip(part, 600))),
  );
  const place = fit(finding.head);
  const at = finding.head ?? finding.base;
  const where = place || !at ? '' : ` ${finding.head ? 'At' : 'Was at'} ${shown(placeName(at))}.`;
  return {
    level: levelOf(report, finding),
    title: `${finding.id} ${plainly(clip(finding.title, 600))}`,
    message: `${assumption} Verify: ${verify}${where}`,
    place,
  };
}

function gapAnnotation({ path, side, detail }: Gap): Annotation {
  const where = path === null ? '' : `${shown(path)}: `;
  return {
    level: 'warning',
    title: 'Could not be read',
    message: `${where}${shown(detail, 500)}`,
    place: path === null || side === 'base' ? null : fit({ path, line: null }),
  };
}

/** A path with hidden characters cannot be written to a log as it is, and changed it names no file. */
function fit(place: Place | null): Place | null {
  return place && visible(place.path) === place.path ? place : null;
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
