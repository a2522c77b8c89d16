import { levels } from '../../contracts/change.ts';
import type { ContractChange, Level } from '../../contracts/change.ts';
import { detailOf } from '../../contracts/detail.ts';
import type { Place } from '../../stages/rule.ts';
import { shown, terminalSafe } from '../escape.ts';
import { placeName } from '../links.ts';
import { markdown, sentence } from '../markdown.ts';
import { code, plain, text } from '../text.ts';
import type { Text } from '../text.ts';
import { guarded } from '../terminal.ts';
import { labelled, placeSpan, screenOf, spans } from '../terminal/screen.ts';
import type { TerminalOptions } from '../terminal.ts';
import type { Ink } from '../terminal/spans.ts';
import type { ComparedContracts } from './compared.ts';

/** What changed between two contracts, in one of three faces. */
export function render(
  compared: ComparedContracts,
  format: 'terminal' | 'markdown' | 'json',
  terminal: TerminalOptions,
): string {
  if (format === 'json') return renderJson(compared);
  return format === 'markdown' ? renderMarkdown(compared) : renderTerminal(compared, terminal);
}

function renderJson({ comparison: { changes, summary }, gaps, lineOf }: ComparedContracts): string {
  const all = changes.map((change) => {
    const { rule, kind, level, pointer, operation, operations, direction, title, reason, example } = change;
    const { side, spot } = spotOf(change);
    return {
      rule,
      kind,
      level,
      pointer,
      path: spot?.path ?? null,
      line: level === 'compatible' || !spot ? null : lineOf(side, spot),
      operation,
      operations: operations.length,
      direction,
      title: plain(title),
      ...(reason === undefined ? {} : { reason }),
      ...(example ? { example: JSON.parse(example.payload) as unknown } : {}),
    };
  });
  return `${JSON.stringify({ changes: all, summary, gaps }, null, 2)}\n`;
}

const inks: Readonly<Record<Level, Ink>> = { breaking: 'red', warn: 'yellow', compatible: 'dim' };

/** Column in which the text of a change starts. */
const at = 12;

function renderTerminal(compared: ComparedContracts, options: TerminalOptions): string {
  const screen = screenOf(options.width ?? 80, options.colour);
  const { names, gaps } = compared;
  const title = `${shown(names.old)} → ${shown(names.new)}`;
  const lines = [
    `${screen.paint('System Drift', 'bold')}  ${screen.paint(terminalSafe(title), 'dim')}`,
    '',
    screen.paint(headline(compared), 'bold'),
  ];
  for (const change of told(compared)) {
    const place = placeOf(compared, change);
    const { level } = change;
    lines.push('', ...labelled(screen, { words: level, ink: inks[level] }, at, spans(screen, said(change))));
    const detail = detailOf(change);
    if (detail.length > 0) lines.push(...labelled(screen, { words: '' }, at, spans(screen, detail)));
    if (place) lines.push(...labelled(screen, { words: 'at', ink: 'dim' }, at, [placeSpan(place)]));
  }
  if (gaps.length > 0) lines.push('');
  for (const { path, detail } of gaps) {
    const words = [placeSpan({ path, line: null }), { words: ` ${terminalSafe(detail)}` }];
    lines.push(...labelled(screen, { words: 'not read', ink: 'yellow' }, at, words));
  }
  return guarded(lines.join('\n'));
}

function renderMarkdown(compared: ComparedContracts): string {
  const { names, gaps } = compared;
  const lines = [
    `### ${markdown(text`${code(names.old)} → ${code(names.new)}`)}`,
    '',
    `**${headline(compared)}**`,
    '',
  ];
  for (const change of told(compared)) {
    const place = placeOf(compared, change);
    const where = place ? ` (${markdown([code(placeName(place))])})` : '';
    const detail = detailOf(change);
    const more = detail.length > 0 ? ` ${markdown(detail)}` : '';
    lines.push(`- **${change.level}** ${markdown(said(change))}${where}${more}`);
  }
  for (const { path, detail } of gaps)
    lines.push(`- **not read** ${markdown(text`${code(path)} ${[detail]}`)}`);
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Worst first; what is compatible is only counted. */
function told({ comparison }: ComparedContracts): readonly ContractChange[] {
  return levels
    .filter((level) => level !== 'compatible')
    .flatMap((level) => comparison.changes.filter((change) => change.level === level));
}

function headline({ comparison: { summary } }: ComparedContracts): string {
  const { breaking, warn, compatible } = summary;
  if (breaking + warn + compatible === 0) return 'No change';
  return `${breaking} breaking, ${warn} to look at, ${compatible} compatible`;
}

function said({ title }: ContractChange): Text {
  return sentence(title);
}

function spotOf(change: ContractChange): {
  readonly side: 'old' | 'new';
  readonly spot: ContractChange['new'];
} {
  return change.new ? { side: 'new', spot: change.new } : { side: 'old', spot: change.old };
}

function placeOf({ lineOf }: ComparedContracts, change: ContractChange): Place | null {
  const { side, spot } = spotOf(change);
  return spot ? { path: spot.path, line: lineOf(side, spot) } : null;
}
