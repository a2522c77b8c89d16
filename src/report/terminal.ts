import type { Stage } from '../stages/rule.ts';
import type { Report, StageReport } from '../triage/report.ts';
import { shorten, terminalSafe } from './escape.ts';
import { clip } from './markdown.ts';
import { byWeight, count, goneWords, isOpenStage, openFindings, recorded } from './reading.ts';
import { number, opening, stageList } from './terminal/opening.ts';
import { findingLines } from './terminal/finding-lines.ts';
import { labelled, placeSpan, screenOf, spans } from './terminal/screen.ts';
import type { Screen } from './terminal/screen.ts';
import { wrap } from './terminal/spans.ts';

export interface TerminalOptions {
  readonly colour: boolean;
  /** columns of the terminal; default 80 */
  readonly width?: number | undefined;
}

const mostFindings = 50;
const mostFiles = 10;
const mostGaps = 10;

/** The report for a person at a terminal, or for the log of a job. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const screen = screenOf(options.width ?? 80, options.colour);
  const shown = new Set(byWeight(report.findings).slice(0, mostFindings));
  const blocks = [
    opening(screen, report),
    stageList(screen, report),
    ...report.stages
      .filter(({ stage }) => isOpenStage(report, stage))
      .map((stage) => stageBlock(screen, report, stage, shown)),
    codePathBlock(screen, report),
    checksBlock(screen, report),
    closing(screen, report, report.findings.length - shown.size),
  ];
  return guarded(
    blocks
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n'),
  );
}

/**
 * The output may be read by a CI system: no line starts one of its commands, whatever was
 * set side by side. The space that takes one apart is taken from the front of the line.
 */
export function guarded(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^ ?( *):(?=:)/, '$1: ').trimEnd());
  return `${lines.join('\n').replace(/##(?=\w*\[)/g, '# #')}\n`;
}

function stageBlock(
  screen: Screen,
  report: Report,
  { stage, title }: StageReport,
  shown: ReadonlySet<Report['findings'][number]>,
): readonly string[] {
  const findings = byWeight(
    report.findings.filter((finding) => finding.stage === stage && shown.has(finding)),
  );
  const gaps = report.gaps.filter((gap) => gap.stage === stage);
  const rest = gaps.length - mostGaps;
  return [
    heading(screen, stage, title),
    ...findings.flatMap((finding) => ['', ...findingLines(screen, finding)]),
    ...(gaps.length > 0 ? [''] : []),
    ...gaps
      .slice(0, mostGaps)
      .flatMap(({ path, detail }) =>
        labelled(screen, { words: 'not read', ink: 'yellow' }, 12, [
          ...(path === null ? [] : [placeSpan({ path, line: null }), { words: ' ' }]),
          { words: terminalSafe(shorten(detail, 300)) },
        ]),
      ),
    ...(rest > 0 ? [`            and ${rest} more`] : []),
  ];
}

function codePathBlock(screen: Screen, report: Report): readonly string[] {
  const { codePath } = report;
  if (codePath.length === 0 || openFindings(report).length === 0) return [];
  const rest = codePath.length - mostFiles;
  return [
    heading(screen, 'code-path', titleOf(report, 'code-path')),
    '',
    ...codePath
      .slice(0, mostFiles)
      .flatMap(({ path, because }, index) =>
        labelled(screen, { words: `${index + 1}.`, ink: 'dim' }, 6, [
          placeSpan({ path, line: null }),
          { words: ' ' },
          ...spans(screen, clip(because, 200)),
        ]),
      ),
    ...(rest > 0 ? [`      and ${rest} more`] : []),
  ];
}

/** Only what was recorded from outside: how to verify each finding stands with the finding. */
function checksBlock(screen: Screen, report: Report): readonly string[] {
  const checks = recorded(report, 'evidence').filter(({ state }) => state !== 'passed');
  if (checks.length === 0) return [];
  return [
    heading(screen, 'evidence', titleOf(report, 'evidence')),
    '',
    ...checks
      .slice(0, mostGaps)
      .flatMap(({ title, state }) =>
        labelled(screen, { words: state, ink: state === 'failed' ? 'red' : 'yellow' }, 12, [
          { words: terminalSafe(shorten(title, 120)) },
        ]),
      ),
  ];
}

function closing(screen: Screen, report: Report, leftOut: number): readonly string[] {
  const { timing } = report;
  const parts = [
    leftOut > 0 ? `${count(leftOut, 'less severe finding')} left out; --format json has all of them.` : '',
    goneWords(report),
    `${(timing.totalMs / 1000).toFixed(1)} s`,
  ];
  return wrap(
    [{ words: parts.filter((one) => one !== '').join(' '), ink: 'dim' }],
    screen.width,
    screen.paint,
  );
}

function heading(screen: Screen, stage: Stage, title: string): string {
  return screen.paint(`${number(stage)} ${title}`, 'bold');
}

function titleOf(report: Report, stage: Stage): string {
  return report.stages.find((entry) => entry.stage === stage)?.title ?? stage;
}
