import { code, text } from '../../report/text.ts';
import type { Change } from '../../system/system.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A file that parsed at base and does not at head: a finding of the stage that the file feeds. */
export const fileBecameUnreadable: ChangeRule = {
  kind: 'change',
  id: 'file-became-unreadable',
  stage: 'config',
  severity: 'high',
  summary: 'A file that could be read at base cannot be read at head',
  assumption: 'Assumes that the program that loads this file is more forgiving than its format.',
  verify: 'Load the file with the program that uses it, or with a linter of its format.',
  explanation: `Looks at every changed file that a reader understands. It fires when the file was read at base and is not
at head: broken syntax, merge conflict markers, an encoding that no loader expects. It belongs to the stage that the file
feeds, so a lockfile that no longer parses is a finding of stage 2. A file that is new, or that could not be read at base
either, is a gap and not a finding: the change did not break what nobody could read before. So is a file that became too
large, or whose contents are not in the clone: that says something about the reading, not about the file.`,
  check: ({ base, head, files }: Change): readonly Problem[] =>
    files.flatMap(({ path, from }) => {
      const why = head.unreadable.get(path);
      const before = base.files.get(from ?? path);
      if (!why || !before || before.format !== why.format || !broken.has(why.reason)) return [];
      return [
        {
          subject: path,
          identity: [path],
          stage: why.stage,
          confidence: 'certain',
          title: text`${code(path)} can no longer be read`,
          assumption: text`Assumes that whatever loads ${code(path)} still can`,
          detail: text`${code(why.detail)}. Nothing in this file was compared.`,
          verify: text`Load ${code(path)} with the program that uses it, or run a linter of its format over it`,
          at: { path, line: lineIn(why.detail) },
          atBase: { path: from ?? path, line: null },
        },
      ];
    }),
};

const broken: ReadonlySet<string> = new Set(['unparsable', 'merge-conflict', 'encoding', 'too-deep']);

function lineIn(detail: string): number | null {
  const [, line] = /\bline (\d+)/.exec(detail) ?? [];
  return line === undefined ? null : Number(line);
}
