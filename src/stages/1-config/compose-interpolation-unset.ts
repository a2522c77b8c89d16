import { isTestPath } from '../../formats/code-paths.ts';
import { folderOf, joinPath } from '../../formats/paths.ts';
import { code, text } from '../../report/text.ts';
import { isNamedForHost, isPipelineCompose } from '../../system/compose-host.ts';
import type { Read } from '../../system/facts.ts';
import type { Located, System } from '../../system/system.ts';
import { breaksStart } from './breaks-start.ts';
import type { IntegrityRule, Problem } from '../rule.ts';

/** A compose file fills in a variable that nothing sets: it becomes an empty text. */
export const composeInterpolationUnset: IntegrityRule = {
  kind: 'integrity',
  id: 'compose-interpolation-unset',
  stage: 'config',
  severity: 'medium',
  summary: 'A compose file fills in a variable that nothing sets or documents',
  assumption: 'Assumes that the variable is exported wherever compose runs.',
  verify: 'Run `docker compose config` in a clean clone and look for the warning that names the variable.',
  explanation: `Looks at \`\${X}\` and \`$X\` without a default in compose files. When X is not set where compose runs,
compose prints a warning, puts in an empty text and goes on. It fires when no env file, example, workflow, makefile,
script or document in the repository names X. What a service's own \`environment\` gives does not count: it reaches the
container, not the compose file (\`$X\` in a command or health check that means the container's variable is written
\`$$X\`).

It stays silent for names that platforms provide or that the settings list, for a name that another compose file takes
in the same way, and for tests and compose files of a pipeline.

Severity: high in an image, a port or a path that is mounted, where an empty text breaks the start. Otherwise it is a
question, and medium.`,
  yieldsTo: [
    'env-default-removed',
    'compose-required-var-added',
    'env-renamed-partially',
    'env-declaration-removed-still-read',
  ],
  check: (system): readonly Problem[] => {
    const reads = new Map<string, Located<Read>[]>();
    for (const read of system.facts('read')) {
      if (read.via !== 'interpolation' || read.strength !== 'guarded') continue;
      if (system.files.get(read.file)?.format !== 'compose') continue;
      if (isTestPath(read.file) || isPipelineCompose(read.file)) continue;
      reads.set(read.name, [...(reads.get(read.name) ?? []), read]);
    }
    return [...reads].flatMap(([name, found]) => problemOf(system, name, found));
  },
};

function problemOf(system: System, name: string, reads: readonly Located<Read>[]): readonly Problem[] {
  if (system.isProvided(name) || isNamedForHost(system, name)) return [];
  const breaking = reads.find((read) => breaksStart(system, read));
  const read = breaking ?? reads[0];
  if (!read || isGivenWith(system, read)) return [];
  const inside = givenInside(system, read);
  return [
    {
      subject: name,
      identity: [name],
      severity: breaking ? 'high' : 'medium',
      confidence: breaking ? 'likely' : 'possible',
      title: text`${code(read.file)} fills in ${code(name)}, which nothing sets`,
      assumption: breaking
        ? text`Assumes ${code(name)} is exported wherever ${code(read.file)} is started`
        : text`Assumes ${code(name)} is exported wherever ${code(read.file)} is started; is it?`,
      detail: inside
        ? text`The service's own environment gives it to the container only; ${code(`$$${name}`)} would mean that one.`
        : text`There is no default, and no env file, example, workflow or script names it: it becomes an empty text, with a warning.`,
      verify: text`Run ${code(`docker compose -f ${read.file} config`)} in a clean clone`,
      at: { path: read.file, line: read.line },
    },
  ];
}

/** An env file that stands where compose looks for one could not be read: it may hold the name. */
function isGivenWith(system: System, { file }: Located<Read>): boolean {
  const beside = joinPath(folderOf(file), '.env');
  return beside !== null && system.unreadable.has(beside);
}

function givenInside(system: System, { file, unit, name, line }: Located<Read>): boolean {
  return system
    .facts('declaration')
    .some((fact) => fact.file === file && fact.unit === unit && fact.name === name && fact.line !== line);
}
