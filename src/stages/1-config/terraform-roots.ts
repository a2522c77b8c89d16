import { folderOf, nameOf } from '../../formats/paths.ts';
import { code, list, text } from '../../report/text.ts';
import { isAside } from '../../system/aside.ts';
import type { TemplateInput } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { terraformModules, valuesFilesFor } from '../../system/terraform-modules.ts';
import type { TerraformModule, ValuesFile } from '../../system/terraform-modules.ts';
import type { Problem } from '../rule.ts';

/** Variables of folders that are applied by themselves, and the files of values they are applied with. */
export function unsetInRoots({ base, head }: Change): readonly Problem[] {
  const { modules, calls } = terraformModules(head);
  const called = new Set(calls.map(({ folder }) => folder));
  return [...modules.values()].flatMap((module) => {
    const before = terraformModules(base).modules.get(module.folder);
    // A new stack is set up by whoever adds it.
    if (!before || called.has(module.folder) || isAside(`${module.folder}/`)) return [];
    const files = valuesFilesFor(head, module);
    return [...newlyRequired(before, module, head, files), ...leftOver(before, module, files)];
  });
}

function newlyRequired(
  before: TerraformModule,
  module: TerraformModule,
  head: System,
  files: readonly ValuesFile[],
): readonly Problem[] {
  if ((!module.root && files.length === 0) || hasTerragrunt(head)) return [];
  return [...module.inputs.values()].flatMap((input) => {
    const known = before.inputs.get(input.name);
    const automatic = files.some((file) => file.automatic && file.given.has(input.name));
    if (!input.required || known?.required === true || automatic || isGivenOutside(head, input.name))
      return [];
    const problem = unset(module, input, files);
    if (!problem || (problem.confidence === 'possible' && mayBeGiven(head, module, input.name))) return [];
    return [problem];
  });
}

function unset(
  module: TerraformModule,
  input: Located<TemplateInput>,
  files: readonly ValuesFile[],
): Problem | null {
  const { name } = input;
  const chosen = files.filter(({ automatic }) => !automatic);
  const lacking = chosen.filter(({ given }) => !given.has(name));
  const some = lacking.length < chosen.length;
  // Every file that is chosen from gives it.
  if (chosen.length > 0 && lacking.length === 0) return null;
  const kept = module.root?.remote === true || input.sensitive === true || files.length === 0;
  const sure = some || !kept;
  const whom = (lacking.length > 0 ? lacking : files).map(({ path }) => path);
  const folder = module.folder === '' ? text`the root module` : text`${code(module.folder)}`;
  return {
    subject: name,
    identity: [name, module.folder, 'unset'],
    severity: sure ? 'high' : 'medium',
    confidence: sure ? 'likely' : 'possible',
    title:
      whom.length > 0 && sure
        ? text`${folder} requires ${code(name)}, and ${list(whom, 3)} ${whom.length === 1 ? ['does'] : ['do']} not give it`
        : text`${folder} requires ${code(name)}, and nothing in the repository gives it`,
    assumption: sure
      ? text`Assumes whoever applies ${folder} gives ${code(name)}`
      : text`Assumes every workspace of ${folder} has ${code(name)}; does it?`,
    verify: text`Run ${code('terraform plan -input=false')} for each workspace or file of values`,
    at: { path: input.file, line: input.line },
    related: whom
      .slice(0, 3)
      .map((path) => ({ path, line: null, side: 'head', note: text`does not give it` })),
  };
}

/** Files that are loaded by themselves and still give what is gone: Terraform warns and goes on. */
function leftOver(
  before: TerraformModule,
  module: TerraformModule,
  files: readonly ValuesFile[],
): readonly Problem[] {
  if (!module.complete || !before.complete) return [];
  return [...before.inputs.values()].flatMap((input): readonly Problem[] => {
    if (module.inputs.has(input.name)) return [];
    const giving = files.filter(
      ({ given, path }) => given.has(input.name) && folderOf(path) === module.folder,
    );
    const [first] = giving;
    if (!first) return [];
    return [
      {
        subject: input.name,
        identity: [input.name, module.folder, 'left over'],
        severity: 'low',
        confidence: 'certain',
        title: text`${code(first.path)} still gives ${code(input.name)}, which nothing declares any more`,
        assumption: text`Assumes the value of ${code(input.name)} in ${code(first.path)} has no effect to keep`,
        verify: text`Remove the line, or give the value under the name that replaced it`,
        at: { path: first.path, line: null },
        atBase: { path: input.file, line: input.line },
      },
    ];
  });
}

function isTemplate(path: string): boolean {
  return /\.(?:tf|tofu|tfvars|hcl|json|ya?ml)$/.test(path) && !path.startsWith('.github/');
}

/** Another template names it with a value: that may be what keeps the values of workspaces. */
function mayBeGiven(head: System, { folder }: TerraformModule, name: string): boolean {
  return head.mentions('template-input', name).some(({ path }) => folderOf(path) !== folder);
}

/** `TF_VAR_x` wherever it is set, `-var x=…` in a command. */
function isGivenOutside(head: System, name: string): boolean {
  const variable = `TF_VAR_${name}`;
  if (head.mentions('variable', variable).length > 0) return true;
  if (head.facts('declaration').some((fact) => fact.name === variable)) return true;
  return head.mentions('template-input', name).some(({ path }) => !isTemplate(path));
}

function hasTerragrunt(system: System): boolean {
  for (const path of system.tree.paths()) if (nameOf(path) === 'terragrunt.hcl') return true;
  return false;
}
