import type { Place } from '../../stages/rule.ts';
import type { Report } from '../../triage/report.ts';
import { placeLink } from '../links.ts';

/** How much of the long lists is shown. */
export interface Limits {
  readonly codePath: number;
  /** per stage */
  readonly gaps: number;
  readonly checks: number;
}

/** A report and what of it goes on one page of Markdown. */
export interface Page {
  readonly report: Report;
  /** server, owner and repository; undefined where nothing can be linked */
  readonly repositoryUrl: string | undefined;
  /** where the whole report is, already fit for a link */
  readonly reportUrl: string | undefined;
  /** an earlier page on the same change told of drift */
  readonly hadFindings: boolean;
  readonly limits: Limits;
  /** fingerprints of the findings that are told in full */
  readonly shown: ReadonlySet<string>;
}

/** A place of one side as a link. */
export function linkTo(page: Page, side: 'base' | 'head', place: Place): string {
  return placeLink(page.repositoryUrl, page.report.comparison[side], place);
}

/** `[words](the full report)`, or the words alone. */
export function reportLink(page: Page, words: string): string {
  return page.reportUrl === undefined ? words : `[${words}](${page.reportUrl})`;
}

/** A part that is closed until a reader opens it. `summary` is our own words. */
export function folded(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
