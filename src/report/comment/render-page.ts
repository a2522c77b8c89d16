import { stages } from '../../stages/rule.ts';
import type { Report } from '../../triage/report.ts';
import { webUrl } from '../links.ts';
import { clip, markdown, sentence } from '../markdown.ts';
import { byWeight, consequence, headline, isOpenStage, openFindings, recorded } from '../reading.ts';
import { codePathSection } from './code-path-section.ts';
import { evidenceSection } from './evidence-section.ts';
import { acceptHelp, footer } from './footer.ts';
import type { Limits, Page } from './page.ts';
import { stageSection } from './stage-section.ts';
import { stageTable } from './stage-table.ts';

export interface PageOptions {
  /** server, owner and repository (`https://github.com/acme/shop`); without it no place is linked */
  readonly repositoryUrl?: string | undefined;
  /** where the whole report can be read */
  readonly reportUrl?: string | undefined;
  /** an earlier comment on the same change told of drift: a clean report then says "resolved" */
  readonly hadFindings?: boolean | undefined;
}

const generous: Limits = { codePath: 100, gaps: 100, checks: 50 };
const modest: Limits = { codePath: 10, gaps: 10, checks: 10 };
const least: Limits = { codePath: 3, gaps: 3, checks: 3 };

/**
 * The report as Markdown that `fits`. When all of it does not, the long lists are shortened
 * first; then findings go, those that are accepted and the least severe ones first. Whole
 * parts are left out, never a piece of one, and each part says how many it lacks.
 */
export function renderPage(report: Report, options: PageOptions, fits: (page: string) => boolean): string {
  const ranking = byWeight(report.findings).map((finding) => finding.fingerprint);
  const render = (findings: number, limits: Limits) =>
    pageOf({
      report,
      repositoryUrl: options.repositoryUrl,
      reportUrl: webUrl(options.reportUrl),
      hadFindings: options.hadFindings ?? false,
      limits,
      shown: new Set(ranking.slice(0, findings)),
    });
  for (const limits of [generous, modest]) {
    const page = render(ranking.length, limits);
    if (fits(page)) return page;
  }
  let [some, tooMany] = [0, ranking.length + 1];
  while (tooMany - some > 1) {
    const middle = (some + tooMany) >> 1;
    if (fits(render(middle, least))) some = middle;
    else tooMany = middle;
  }
  return render(some, least);
}

function pageOf(page: Page): string {
  const { report } = page;
  const titleOf = (stage: (typeof stages)[number]) =>
    report.stages.find((entry) => entry.stage === stage)?.title ?? stage;
  const isOff = (stage: (typeof stages)[number]) =>
    report.stages.some((entry) => entry.stage === stage && entry.state === 'off');
  const open = openFindings(report);
  const blocks = [
    `## ${headline(report, page.hadFindings)}`,
    ...opening(report),
    stageTable(report),
    ...report.stages
      .filter(({ stage }) => isOpenStage(report, stage))
      .map((stage) => stageSection(page, stage)),
    ...(open.length > 0 && report.codePath.length > 0 && !isOff('code-path')
      ? [codePathSection(page, titleOf('code-path'))]
      : []),
    ...((open.length > 0 || recorded(report, 'evidence').length > 0) && !isOff('evidence')
      ? [evidenceSection(page, titleOf('evidence'))]
      : []),
    ...(open[0] ? [acceptHelp(report.startHere ?? open[0].id)] : []),
    footer(page),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** What it means for merging, and the one thing to check first. */
function opening(report: Report): readonly string[] {
  const first = report.findings.find((finding) => finding.id === report.startHere);
  const words = consequence(report);
  if (!first) return words === '' ? [] : [words];
  const start = [
    `**Start here:** stage ${stages.indexOf(first.stage) + 1}.`,
    markdown(sentence(clip(first.assumption, 300))),
    markdown(sentence(clip(first.verify, 300))),
  ].join(' ');
  return [words, start].filter((line) => line !== '');
}
