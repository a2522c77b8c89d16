import { stages } from '../../stages/rule.ts';
import type { Stage } from '../../stages/rule.ts';
import type { Report } from '../../triage/report.ts';
import { shorten, terminalSafe } from '../escape.ts';
import { consequence, headline, stageWords } from '../reading.ts';
import { stateMark } from './screen.ts';
import type { Screen } from './screen.ts';
import { columns, wrap } from './spans.ts';

/** Which commits, the verdict, what it means and where to start. */
export function opening(screen: Screen, report: Report): readonly string[] {
  const { paint } = screen;
  // A line that would start a log command is taken apart by a space, and here is no indentation to take it from.
  const width = screen.width - 1;
  const { base, head, baseIs } = report.comparison;
  const range = `${base === null ? '' : `${short(base)} → `}${short(head)}`;
  const why = wrap([{ words: terminalSafe(shorten(baseIs, 200)), ink: 'dim' }], width, paint);
  const words = consequence(report);
  const start = report.startHere === null ? '' : `Start here: ${terminalSafe(report.startHere)}`;
  return [
    `${paint('System Drift', 'bold')}  ${paint(terminalSafe(range), 'dim')}`,
    ...why,
    '',
    ...wrap([{ words: headline(report), ink: 'bold' }], width, paint),
    ...wrap([{ words: [words, start].filter((one) => one !== '').join(' ') }], width, paint).filter(
      (line) => line !== '',
    ),
  ];
}

/** The six stages, each with its state. */
export function stageList(screen: Screen, report: Report): readonly string[] {
  const column = Math.max(...report.stages.map(({ title }) => columns(title))) + 8;
  // On a narrow terminal the state goes below the title.
  const [at, below] = screen.width - column < 20 ? [6, true] : [column, false];
  return report.stages.flatMap(({ stage, title, state }) => {
    const mark = stateMark[state];
    const name = `${number(stage)} ${title}`;
    const start = `  ${screen.paint(mark.words, mark.ink)} ${name}`;
    const ink = state === 'clear' || state === 'off' ? 'dim' : undefined;
    const [first = '', ...rest] = wrap(
      [{ words: stageWords(report, stage), ink }],
      screen.width - at,
      screen.paint,
    );
    const more = rest.map((line) => ' '.repeat(at) + line);
    if (below) return [start, ' '.repeat(at) + first, ...more];
    return [start + ' '.repeat(column - 4 - columns(name)) + first, ...more];
  });
}

/** The stage's place in triage order, from 1. */
export function number(stage: Stage): number {
  return stages.indexOf(stage) + 1;
}

function short(commit: string): string {
  return commit.slice(0, 7);
}
