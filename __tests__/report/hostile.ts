/** Text that wants to be more than text, and a small seeded generator that mixes it. */
import { text } from '../../src/report/text.ts';
import type { Piece, Text } from '../../src/report/text.ts';
import type { Report } from '../../src/triage/report.ts';
import { finding, report } from './reports.ts';

const bits = [
  '`', '``', '```', '\n', '\r\n', '\n\n', '\t', ' ', '  ', '|', '\\|', '\\', '\\`', '*', '**', '_', '__x__', '~~', '~',
  '<', '>', '<!--', '-->', '<script>alert(1)</script>', '<img src=x onerror=y>', '</details>', '<details>', '&amp;', '&#96;', '&',
  '[', ']', '](', '[a](https://evil.example.org)', '![i](//x)', '(', ')', 'https://evil.example.org/x', 'http://a.example.org', 'www.evil.example.org',
  '@acme/owners', '@ana', 'a@b.example.org', '#1', '#123', 'GH-12', 'acme/shop#7', '- [ ] ', '- ', '1. ', '# ', '> ', '===', '---', '$', '$x$', '$`',
  '\u202E', '\u2066', '\u200B', '\u200F', '\uFEFF', '\u2028', '\0', '\u001B[31m', '\u001B]8;;x\u0007', '\u009B', '\u{E0041}', '\uD83D', '\uDE00', '😀', 'é', 'e\u0301', '日本', 'ﷺ',
  '::error::x', '::set-output name=a::b', '##[error]', '##vso[task.x]', '%0A', '%', ':', ',', '<!-- system-drift:default -->', '{0}', '{', '}',
  'DATABASE_URL', 'a', 'Z9', '.', '/', '..', '-', '--rm', '=', '+', '!', '?', '"', "'", ';', '^', 'x'.repeat(300),
]; // prettier-ignore

/** Mulberry32: numbers from 0 to below 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Texts of up to eight hostile bits, each bit alone first. */
export function hostileTexts(number: number, seed = 7): readonly string[] {
  const random = randomOf(seed);
  const pick = () => bits[Math.floor(random() * bits.length)] ?? '';
  const mixed = Array.from({ length: number }, () =>
    Array.from({ length: 1 + Math.floor(random() * 8) }, pick).join(''),
  );
  return ['', ...bits, ...mixed];
}

/** Our words with hostile names among them, sometimes side by side. */
export function hostileText(seed: number): Text {
  const random = randomOf(seed);
  const names = hostileTexts(12, seed).slice(-12);
  const words = ['Assumes ', ' is given to ', ', ', '. ', '', '_', '`', '$', ' and 2 more'];
  return names.slice(0, 1 + Math.floor(random() * 6)).flatMap((name): Piece[] => {
    const word = words[Math.floor(random() * words.length)] ?? '';
    return [word, { code: name }];
  });
}

/** A report in which everything that comes from a repository is hostile. */
export function hostileReport(seed: number, findings = 12): Report {
  const texts = hostileTexts(100, seed).slice(-100);
  const random = randomOf(seed + 1);
  const one = () => texts[Math.floor(random() * texts.length)] ?? '';
  const place = () => ({ path: `${one()}/${one()}`, line: random() < 0.2 ? null : 3 });
  return report({
    comparison: { base: 'a'.repeat(40), head: 'b'.repeat(40), baseIs: `merge base of ${one()} and ${one()}` },
    findings: Array.from({ length: findings }, (_, index) =>
      finding({
        rule: `rule-${index}`,
        subject: one(),
        stage: (['config', 'dependencies', 'wiring', 'contracts'] as const)[index % 4] ?? 'config',
        severity: (['critical', 'high', 'medium', 'low', 'info'] as const)[index % 5] ?? 'low',
        title: hostileText(seed * 100 + index),
        assumption: hostileText(seed * 200 + index),
        detail: index % 3 === 0 ? [...hostileText(seed * 300 + index), ' '.padEnd(400, 'detail ')] : null,
        verify: hostileText(seed * 400 + index),
        base: index % 2 === 0 ? place() : null,
        head: index % 3 === 0 ? null : place(),
        related: Array.from({ length: index % 6 }, () => ({
          ...place(),
          side: 'head' as const,
          note: hostileText(index),
        })),
        acceptance: index % 5 === 4 ? { by: one(), reason: one(), until: null } : null,
        evidence: [{ kind: 'note', for: 'x', title: one(), state: 'passed', url: `javascript:${one()}` }],
      }),
    ),
    gaps: [
      { stage: 'config', path: one(), side: 'head', reason: 'unparsable', detail: one() },
      { stage: 'wiring', path: null, side: 'both', reason: 'rule-crashed', detail: one() },
    ],
    codePath: [{ path: one(), because: text`touches ${{ code: one() }}`, findings: ['x'] }],
    evidence: [
      {
        kind: 'check-run',
        for: 'evidence',
        title: one(),
        state: 'failed',
        url: `https://ci.example.org/${one()}`,
      },
    ],
  });
}
