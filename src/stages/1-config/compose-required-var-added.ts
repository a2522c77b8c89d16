import { folderOf } from '../../formats/paths.ts';
import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import type { System } from '../../system/system.ts';
import type { IntegrityRule, Problem } from '../rule.ts';

/** A compose file refuses to start without a variable: `${X:?}`. */
export const composeRequiredVarAdded: IntegrityRule = {
  kind: 'integrity',
  id: 'compose-required-var-added',
  stage: 'config',
  severity: 'high',
  summary: 'A compose file refuses to start without a variable',
  assumption: 'Assumes that every machine that runs compose sets the variable today.',
  verify: 'Run `docker compose config` in CI and on each host, with the environment that is there.',
  explanation: `Looks at \`\${X:?message}\` and \`\${X?message}\` in compose files: compose stops before it starts anything
when X is not set. It fires when a change adds the first of them for a name in a project. It stays silent when a tracked
\`.env\` beside the file gives the value, for names that platforms provide or that the settings list, and in examples and
tests.`,
  check: (system): readonly Problem[] => {
    const seen = new Set<string>();
    return system.facts('read').flatMap((read) => {
      if (read.strength !== 'required' || read.via !== 'interpolation' || isTestPath(read.file)) return [];
      if (system.files.get(read.file)?.format !== 'compose') return [];
      const folder = folderOf(read.file);
      const key = `${folder}\0${read.name}`;
      if (seen.has(key) || system.isProvided(read.name) || isInDotEnv(system, folder, read.name)) return [];
      seen.add(key);
      return [
        {
          subject: read.name,
          identity: [read.name, folder],
          confidence: 'certain',
          title: text`${code(read.file)} does not start without ${code(read.name)}`,
          assumption: text`Assumes every machine that runs ${code(read.file)} sets ${code(read.name)} today`,
          verify: text`Run ${code(`docker compose -f ${read.file} config`)} in CI and on each host, with the environment that is there`,
          at: { path: read.file, line: read.line },
        },
      ];
    });
  },
};

/** Compose fills in from `.env` beside the file. */
function isInDotEnv(system: System, folder: string, name: string): boolean {
  const path = folder === '' ? '.env' : `${folder}/.env`;
  return system.facts('declaration').some((fact) => fact.file === path && fact.name === name);
}
