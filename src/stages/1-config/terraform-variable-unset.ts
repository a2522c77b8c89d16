import { isAside } from '../../system/aside.ts';
import { code, list, text } from '../../report/text.ts';
import type { Change, System } from '../../system/system.ts';
import { terraformModules } from '../../system/terraform-modules.ts';
import type { LocalCall } from '../../system/terraform-modules.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { unsetInRoots } from './terraform-roots.ts';

/** A Terraform variable that must be given is not, or one that is given is no longer declared. */
export const terraformVariableUnset: ChangeRule = {
  kind: 'change',
  id: 'terraform-variable-unset',
  stage: 'config',
  severity: 'high',
  summary: 'A Terraform variable without a default is not given, or one that is given is no longer declared',
  assumption: 'Assumes that every place that applies or calls the module gives the variable.',
  verify: 'Run `terraform plan` for each workspace, with the values that it uses.',
  explanation: `Joins \`variable\` blocks to what gives them: the arguments of module calls with a local \`source\`, files
of values (\`terraform.tfvars\`, \`*.auto.tfvars\`, \`prod.tfvars\`), and \`TF_VAR_x\` or \`-var x=\` in workflows, Makefiles
and scripts. It fires when a change makes a variable required and a call or a file of values lacks it, and when a
variable goes while a call or an automatically loaded file still gives it.

It stays silent for stacks that are new as a whole, for modules that nothing in the repository calls and nothing shows to
be applied by themselves, where Terragrunt supplies inputs, and for what was unset before.

Severity: high where a call cannot be right, or where files of values give the other variables and lack this one. Where
nothing in the repository gives values, they are kept elsewhere: then it is a question, and medium. Low in examples, and
for values that nothing takes any more.`,
  check: (change) => [...wrongCalls(change), ...unsetInRoots(change)],
};

interface Mismatch {
  readonly key: string;
  readonly folder: string;
  readonly name: string;
  readonly call: LocalCall;
  readonly line: number;
  readonly how: 'missing' | 'unknown';
}

/** Calls whose arguments do not fit the module, and did before. */
function wrongCalls({ base, head }: Change): readonly Problem[] {
  const before = new Set(mismatches(base).map(({ key }) => key));
  const groups = new Map<string, Mismatch[]>();
  for (const mismatch of mismatches(head)) {
    if (before.has(mismatch.key)) continue;
    const key = `${mismatch.folder}\0${mismatch.name}\0${mismatch.how}`;
    groups.set(key, [...(groups.get(key) ?? []), mismatch]);
  }
  return [...groups.values()].flatMap((group) => problemOf(base, head, group));
}

function mismatches(system: System): readonly Mismatch[] {
  const { modules, calls } = terraformModules(system);
  return calls.flatMap((call): readonly Mismatch[] => {
    const module = modules.get(call.folder);
    if (!module?.complete) return [];
    const { folder, call: at, given } = call;
    const of = (name: string, how: Mismatch['how'], line: number): Mismatch => ({
      key: `${at.file}\0${at.name}\0${name}\0${how}`,
      folder,
      name,
      call,
      line,
      how,
    });
    const missing = [...module.inputs.values()].filter(({ required, name }) => required && !given.has(name));
    const unknown = [...given.values()].filter(({ name }) => !module.inputs.has(name));
    return [
      ...missing.map(({ name }) => of(name, 'missing', at.line)),
      ...unknown.map(({ name, line }) => of(name, 'unknown', line)),
    ];
  });
}

function problemOf(base: System, head: System, group: readonly Mismatch[]): readonly Problem[] {
  const shipped = group.filter(({ call }) => !isAside(call.call.file));
  const [first] = shipped.length > 0 ? shipped : group;
  if (!first) return [];
  const { folder, name, call, how } = first;
  const input = terraformModules(how === 'missing' ? head : base)
    .modules.get(folder)
    ?.inputs.get(name);
  const who = text`${code(`module.${call.call.name}`)} in ${code(call.call.file)}`;
  const where = folder === '' ? text`the module at the root` : text`${code(folder)}`;
  const declared = input
    ? [
        {
          path: input.file,
          line: input.line,
          side: how === 'missing' ? ('head' as const) : ('base' as const),
          note: text`declared here`,
        },
      ]
    : [];
  const others = group
    .filter((other) => other !== first)
    .slice(0, 4)
    .map((other) => ({
      path: other.call.call.file,
      line: other.line,
      side: 'head' as const,
      note: text`the same`,
    }));
  return [
    {
      subject: name,
      identity: [name, folder, how],
      ...(shipped.length > 0 ? {} : { severity: 'low' as const }),
      confidence: 'certain',
      title:
        how === 'missing'
          ? text`${who} does not give ${code(name)}, which ${where} requires`
          : text`${who} gives ${code(name)}, which ${where} does not declare`,
      assumption:
        how === 'missing'
          ? text`Assumes every call of ${where} gives ${code(name)}`
          : text`Assumes no call of ${where} gives ${code(name)} any more`,
      verify: text`Run ${code('terraform validate')} in ${list([...new Set(group.map((each) => each.call.call.file))], 3)}`,
      at: { path: call.call.file, line: first.line },
      related: [...declared, ...others],
    },
  ];
}
