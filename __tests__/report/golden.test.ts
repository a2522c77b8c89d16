import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { renderComment } from '../../src/report/comment.ts';
import { renderSummary } from '../../src/report/summary.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { accepted, audit, blocked, clear, drift, incomplete, reportUrl, repositoryUrl } from './reports.ts';

const links = { repositoryUrl, reportUrl };

const faces: readonly (readonly [string, () => string])[] = [
  ['comment-blocked.golden.md', () => renderComment(blocked, { ...links, instance: 'default' })],
  ['comment-drift.golden.md', () => renderComment(drift, { ...links, instance: 'default' })],
  ['comment-incomplete.golden.md', () => renderComment(incomplete, { ...links, instance: 'default' })],
  ['comment-accepted.golden.md', () => renderComment(accepted, { ...links, instance: 'default' })],
  [
    'comment-resolved.golden.md',
    () => renderComment(clear, { ...links, instance: 'default', hadFindings: true }),
  ],
  ['comment-local.golden.md', () => renderComment(blocked)],
  ['summary-blocked.golden.md', () => renderSummary(blocked, links)],
  ['summary-audit.golden.md', () => renderSummary(audit, links)],
  ['terminal-blocked.golden.txt', () => renderTerminal(blocked, { colour: false, width: 80 })],
  ['terminal-blocked-colour.golden.txt', () => renderTerminal(blocked, { colour: true, width: 100 })],
  ['terminal-blocked-narrow.golden.txt', () => renderTerminal(blocked, { colour: false, width: 40 })],
  ['terminal-incomplete.golden.txt', () => renderTerminal(incomplete, { colour: false, width: 80 })],
  ['terminal-clear.golden.txt', () => renderTerminal(clear, { colour: false, width: 80 })],
];

/** `UPDATE_GOLDEN=1 npm test -- __tests__/report` writes the files anew; read the difference before committing it. */
const update = process.env.UPDATE_GOLDEN === '1';

test.each(faces)('%s', (name, render) => {
  const path = new URL(`golden/${name}`, import.meta.url).pathname;
  const rendered = render();
  if (update) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, rendered);
  }
  expect(existsSync(path)).toBe(true);
  expect(rendered).toBe(readFileSync(path, 'utf8'));
});
