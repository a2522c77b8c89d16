import type { Report } from '../triage/report.ts';
import { renderPage } from './comment/render-page.ts';
import type { PageOptions } from './comment/render-page.ts';

/** GitHub refuses a job summary of more than 1 MiB; other steps may write to the same one. */
const summaryBytes = 900_000;

/** The report as a job summary: the same page as the comment, with room for everything. */
export function renderSummary(
  report: Report,
  options: PageOptions & { readonly maxBytes?: number } = {},
): string {
  const room = options.maxBytes ?? summaryBytes;
  return renderPage(report, options, (page) => Buffer.byteLength(page) <= room);
}
