import type { Report } from '../triage/report.ts';
import { renderPage } from './comment/render-page.ts';
import type { PageOptions } from './comment/render-page.ts';

export interface CommentOptions extends PageOptions {
  /** which of several comments on one thread this is; without it there is no marker */
  readonly instance?: string | undefined;
  /** UTF-16 units, at least 30,000; default 64,000 */
  readonly maxLength?: number | undefined;
}

/**
 * GitHub refuses a body of more than 65,536 characters (code points; a pull request's own
 * text is held to it, comments are let through up to 262,144 bytes). UTF-16 units are never
 * fewer, so counting these is safe; the margin is for what others add around the body.
 */
const commentLength = 64_000;

/** The hidden first line by which a sticky comment is found again. */
export function commentMarker(instance: string): string {
  const key = encodeURIComponent(instance.replace(/\p{Cs}/gu, '')).replace(/[-!'()*~]/g, (mark) =>
    mark === '-' ? mark : `%${mark.charCodeAt(0).toString(16)}`,
  );
  // Two hyphens would end the HTML comment.
  return `<!-- system-drift:${key.replace(/-(?=-|$)/g, '%2D')} -->`;
}

/** The report as a comment for a pull request or issue. */
export function renderComment(report: Report, options: CommentOptions = {}): string {
  const marker = options.instance === undefined ? '' : `${commentMarker(options.instance)}\n`;
  const room = (options.maxLength ?? commentLength) - marker.length;
  return marker + renderPage(report, options, (page) => page.length <= room);
}
