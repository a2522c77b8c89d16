import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import type { TemplateInput } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A stack that exists is deployed again, with a parameter more that has no default. */
export const cloudFormationParameterUnset: ChangeRule = {
  kind: 'change',
  id: 'cloudformation-parameter-unset',
  stage: 'config',
  severity: 'medium',
  summary: 'A CloudFormation template asks for a parameter that nothing in the repository gives',
  assumption: 'Assumes that whoever deploys the stack gives the new parameter.',
  verify:
    'Run `aws cloudformation deploy --no-execute-changeset` (or `sam deploy`) with the parameters of each stack.',
  explanation: `Looks at parameters without a \`Default\` in templates that base had already, and asks when base had no such
parameter, or had a default for it. An update of a stack keeps the values that it knows, and fails for one that it never
got: "Parameters: [X] must have values".

It stays silent when anything in the repository gives the parameter: \`--parameter-overrides\` in a script or workflow,
\`samconfig.toml\`, a file of parameters, the \`Parameters\` of a nested stack. New templates are set up by whoever adds them.
Since values may be kept with the stacks alone, it is a question and never blocks.`,
  check: (change) => newlyRequired(change).map((input) => problemOf(change, input)),
};

function newlyRequired({ base, head, files }: Change): readonly Located<TemplateInput>[] {
  return files.flatMap(({ path, from }) => {
    const before = inputsOf(base, from ?? path);
    if (base.files.get(from ?? path)?.format !== 'cloudformation' || isTestPath(path)) return [];
    return inputsOf(head, path).filter(
      ({ name, required }) =>
        required && !before.some((old) => old.name === name && old.required) && !isGiven(head, name),
    );
  });
}

function inputsOf(system: System, path: string): readonly Located<TemplateInput>[] {
  return system
    .facts('template-input')
    .filter(({ file, tool, name }) => file === path && tool === 'cloudformation' && /^\w+$/.test(name));
}

/** Named with a value, where it is not a template's own declaration of a parameter of that name. */
function isGiven(head: System, name: string): boolean {
  const declared = new Set(
    head
      .facts('template-input')
      .filter((input) => input.name === name)
      .map(({ file, line }) => `${file}:${line}`),
  );
  return head
    .mentions('template-input', name)
    .some(({ path, line, aside }) => !aside && !declared.has(`${path}:${line}`));
}

function problemOf({ base }: Change, { name, file, line }: Located<TemplateInput>): Problem {
  const had = base.facts('template-input').find((input) => input.name === name && input.file === file);
  return {
    subject: name,
    identity: [name, file],
    confidence: 'possible',
    title: had
      ? text`${code(file)} has no default for its parameter ${code(name)} any more, and nothing in the repository gives it`
      : text`${code(file)} asks for a parameter ${code(name)}, which nothing in the repository gives`,
    assumption: text`Assumes whoever deploys the stack gives ${code(name)}; does every environment?`,
    detail: text`An update of a stack fails for a parameter without a default that it was never given.`,
    verify: text`Run ${code('aws cloudformation deploy --no-execute-changeset')} with the parameters of each stack`,
    at: { path: file, line },
    atBase: had ? { path: file, line: had.line } : null,
  };
}
