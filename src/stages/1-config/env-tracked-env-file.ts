import { isTestPath } from '../../formats/code-paths.ts';
import { nameOf } from '../../formats/paths.ts';
import { code, list, text } from '../../report/text.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** An env file with values for secret-like names is newly tracked. */
export const envTrackedEnvFile: ChangeRule = {
  kind: 'change',
  id: 'env-tracked-env-file',
  stage: 'config',
  severity: 'medium',
  summary: 'An env file that holds values is newly tracked by git',
  assumption: 'Assumes that everybody who can read the repository may know what the file holds.',
  verify: 'Look at what the file holds; if any of it is a secret, rotate it: the history keeps it.',
  optIn: true,
  explanation: `Off by default: many repositories track env files without secrets on purpose, and secret scanners look
at the values themselves. When the settings give it a severity, it fires for a new \`.env\`, \`.env.local\`,
\`.env.production\` or \`name.env\` with at least one literal value that is not empty. It stays silent for examples,
encrypted files, tests, and files that were tracked before.`,
  check: ({ head, files }): readonly Problem[] =>
    files.flatMap(({ path, status }): readonly Problem[] => {
      const file = head.files.get(path);
      if (status !== 'added' || file?.format !== 'dotenv' || isTestPath(path)) return [];
      if (nameOf(path).startsWith('.envrc')) return [];
      const names = file.facts.flatMap((fact) =>
        fact.kind === 'declaration' && fact.role === 'supplied' && fact.value && fact.value.type !== 'empty'
          ? [fact.name]
          : [],
      );
      if (names.length === 0) return [];
      return [
        {
          subject: path,
          identity: [path],
          confidence: 'certain',
          title: text`${code(path)} is now tracked`,
          assumption: text`Assumes everybody who can read this repository may know what ${code(path)} holds`,
          detail: text`It gives values to ${list(names)}.`,
          verify: text`Look at ${code(path)}; if any of it is a secret, rotate it: the history keeps it`,
          at: { path, line: null },
        },
      ];
    }),
};
