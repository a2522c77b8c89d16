import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import { isNamedForHost, isPipelineCompose } from '../../system/compose-host.ts';
import { composeUnits, environmentOf } from '../../system/compose-units.ts';
import type { Declaration } from '../../system/facts.ts';
import type { Located, System } from '../../system/system.ts';
import { codeReads } from '../../system/variables.ts';
import type { IntegrityRule, Problem } from '../rule.ts';

/** A service passes a variable on from the host, and nothing says that the host has it. */
export const composePassthroughUnset: IntegrityRule = {
  kind: 'integrity',
  id: 'compose-passthrough-unset',
  stage: 'config',
  severity: 'medium',
  summary: 'A service passes on a variable of the host that nothing sets or documents',
  assumption: 'Assumes that the variable exists in the shell in which compose runs.',
  verify: 'Run `docker compose run --rm SERVICE env` on the host and look for the key.',
  explanation: `Looks at entries of \`environment\` without a value (\`- X\`, \`X:\`): compose passes X on from its own
shell, and leaves it out without a word when it is not set there. It fires when no env file, example, workflow, makefile,
script or document in the repository names X.

It stays silent for names that platforms provide or that the settings list, when an env file of the service may hold it,
when all code that reads X has a default or a test for it, and for tests and compose files of a pipeline.

Confidence: likely where code of the repository cannot do without X, otherwise it is a question.`,
  yieldsTo: ['compose-interpolation-unset', 'env-renamed-partially'],
  check: (system): readonly Problem[] =>
    system.facts('declaration').flatMap((fact) => (isPassed(system, fact) ? problemOf(system, fact) : [])),
};

function isPassed(system: System, { file, from, phase, unit }: Located<Declaration>): boolean {
  return (
    from === 'host' &&
    phase === 'run' &&
    unit !== undefined &&
    system.files.get(file)?.format === 'compose' &&
    !isTestPath(file) &&
    !isPipelineCompose(file)
  );
}

function problemOf(system: System, fact: Located<Declaration>): readonly Problem[] {
  const { name, file, line, unit: service = '' } = fact;
  if (system.isProvided(name) || isNamedForHost(system, name)) return [];
  const reads = codeReads(system).get(name) ?? [];
  const needed = reads.find(({ strength }) => strength === 'required');
  if (reads.length > 0 && !needed) return [];
  const unit = composeUnits(system).find((each) => each.service === service && each.files.includes(file));
  if (unit && environmentOf(system, unit).open.length > 0) return [];
  return [
    {
      subject: name,
      identity: [name],
      confidence: needed ? 'likely' : 'possible',
      title: text`${code(service)} passes on ${code(name)} from the host, and nothing sets it there`,
      assumption: needed
        ? text`Assumes ${code(name)} is set in the shell that starts ${code(service)}`
        : text`Assumes ${code(name)} is set in the shell that starts ${code(service)}; is it?`,
      detail: text`No env file, example, workflow or script names it. Where it is not set, compose leaves it out and prints nothing.`,
      verify: text`Run ${code(`docker compose -f ${file} run --rm ${service} env`)} on the host and look for ${code(name)}`,
      at: { path: file, line },
      ...(needed
        ? { related: [{ path: needed.file, line: needed.line, side: system.side, note: text`needs it` }] }
        : {}),
    },
  ];
}
