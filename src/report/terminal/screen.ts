import type { Place, Severity } from '../../stages/rule.ts';
import type { StageState } from '../../triage/report.ts';
import { shown, terminalSafe } from '../escape.ts';
import { placeName } from '../links.ts';
import { columns, painter, spansOf, wrap } from './spans.ts';
import type { Ink, Paint, Span } from './spans.ts';
import type { Text } from '../text.ts';

/** What is written on: its width, whether it shows colour, and how words are set on it. */
export interface Screen {
  readonly width: number;
  readonly colour: boolean;
  readonly paint: Paint;
}

export function screenOf(width: number, colour: boolean): Screen {
  // Wider than this, a sentence is hard to follow; narrower, the labels leave no room.
  return { width: Math.min(Math.max(width, 40), 100), colour, paint: painter(colour) };
}

/** Lines of a text behind a label: the label on the first, the others indented to the same column. */
export function labelled(screen: Screen, label: Span, at: number, text: readonly Span[]): readonly string[] {
  const lines = wrap(text, screen.width - at, screen.paint);
  const room = Math.max(0, at - 2 - columns(label.words));
  const first = `  ${screen.paint(label.words, label.ink)}${' '.repeat(room)}`;
  return lines.map((line, index) => (index === 0 ? first : ' '.repeat(at)) + line);
}

/** A text as spans for this screen, every piece in `ink` but the names. */
export function spans(screen: Screen, value: Text, ink?: Ink): readonly Span[] {
  return spansOf(value, screen.colour).map((span) => (span.ink === undefined ? { ...span, ink } : span));
}

/** `compose.yaml:12`, without breaks to copy it from. */
export function placeSpan(place: Place): Span {
  return { words: terminalSafe(shown(placeName(place))).replaceAll(' ', '\u00A0'), ink: 'dim' };
}

export const severityInk: Readonly<Record<Severity, Ink | undefined>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: undefined,
  info: 'dim',
};

export const stateMark: Readonly<Record<StageState, Span>> = {
  blocked: { words: '✗', ink: 'red' },
  drift: { words: '!', ink: 'yellow' },
  incomplete: { words: '?', ink: 'yellow' },
  clear: { words: '✓', ink: 'green' },
  off: { words: '-', ink: 'dim' },
};
