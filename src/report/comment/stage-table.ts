import { stages } from '../../stages/rule.ts';
import type { Stage } from '../../stages/rule.ts';
import type { Report, StageState } from '../../triage/report.ts';
import { clip, markdown, sentence } from '../markdown.ts';
import { byWeight, openFindings, stageWords } from '../reading.ts';

const marks: Readonly<Record<StageState, string>> = {
  blocked: '🔴 ',
  drift: '🟡 ',
  incomplete: '⚪ ',
  clear: '',
  off: '',
};

/** The six stages in triage order, each with its state and the worst assumption in question. */
export function stageTable(report: Report): string {
  const rows = report.stages.map(({ stage, title, state }) => {
    const words = `${marks[state]}${stageWords(report, stage)}`;
    return `| ${stages.indexOf(stage) + 1} | ${title} | ${words} | ${worstAssumption(report, stage)} |`;
  });
  return ['|   | Stage | State | Worst assumption |', '|--:|:--|:--|:--|', ...rows].join('\n');
}

function worstAssumption(report: Report, stage: Stage): string {
  const [worst] = byWeight(openFindings(report).filter((finding) => finding.stage === stage));
  return worst ? markdown(sentence(clip(worst.assumption, 240)), 'cell') : '';
}
