import { code, text } from '../../report/text.ts';
import { settingsPath } from '../../settings/settings.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** The change alters what System Drift itself looks at and lets pass. */
export const driftSettingsChanged: ChangeRule = {
  kind: 'change',
  id: 'drift-settings-changed',
  stage: 'config',
  severity: 'low',
  summary: 'The settings of System Drift itself change',
  assumption: 'Assumes that the people who rely on this check agree with its new settings.',
  verify: 'Read the difference of the settings file as policy, not as code.',
  explanation: `Settings and acceptances are read from the base commit, so a change to them has no say in its own
judgement. It has a say in every later one, which is why it is shown. Adding the file for the first time is info.`,
  check: ({ files }) =>
    files.flatMap(({ path, from, status }): readonly Problem[] => {
      if (path !== settingsPath && from !== settingsPath) return [];
      const gone = status === 'removed' || from === settingsPath;
      const word = gone ? 'removed' : status === 'added' ? 'added' : 'changed';
      return [
        {
          subject: settingsPath,
          identity: [settingsPath],
          severity: status === 'added' ? 'info' : 'low',
          confidence: 'certain',
          title: text`${code(settingsPath)} is ${[word]}; it takes effect after the merge`,
          assumption: text`Assumes the people who rely on this check agree with its new settings.`,
          verify: text`Read the difference of ${code(settingsPath)} as policy: what is switched off, ignored or accepted.`,
          at: gone ? null : { path, line: null },
          atBase: status === 'added' ? null : { path: settingsPath, line: null },
        },
      ];
    }),
};
