import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import type { Declaration } from '../../system/facts.ts';
import { shadowOf } from '../../system/shadows.ts';
import type { Change, Located } from '../../system/system.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A value was edited where something stronger decides. */
export const envChangeShadowed: ChangeRule = {
  kind: 'change',
  id: 'env-change-shadowed',
  stage: 'config',
  severity: 'medium',
  summary: 'An edited value is overridden everywhere it is used, so the edit has no effect',
  assumption: 'Assumes that the edit changes what the unit sees.',
  verify: 'Print the effective environment of the unit: `docker compose config`, `kubectl exec … env`.',
  explanation: `Looks at values that the change edits: in an env file that compose services load, in \`ENV\` of an image,
in a ConfigMap, in \`.env\` beside a tracked \`.env.local\`, in the \`env\` of a workflow. It fires when every unit that
gets the value from there also gets the variable from a stronger place, by the order of the program that starts it:
\`environment\` over \`env_file\` (a later file over an earlier one) over \`ENV\` of the image; \`env\` over \`envFrom\`;
\`.env.local\` over \`.env\`; a job over its workflow.

It stays silent as soon as one unit does see the edit, when the stronger place was edited too, for \`.env\` files that
frameworks and shells load by themselves, for an image that a pipeline builds, and in tests.`,
  check: (change): readonly Problem[] =>
    change.files.flatMap(({ path, from, status }) =>
      status === 'added' || status === 'removed' || isTestPath(path)
        ? []
        : editedValues(change, path, from ?? path).flatMap((fact) => problemOf(change, fact)),
    ),
};

/** Declarations whose value differs between the sides. */
function editedValues({ base, head }: Change, path: string, before: string): readonly Located<Declaration>[] {
  const keyOf = ({ name, unit = '', role, phase, scope }: Declaration): string =>
    [name, unit, role, phase, scope ?? ''].join('\0');
  const old = new Map<string, Set<string>>();
  for (const fact of base.files.get(before)?.facts ?? []) {
    if (fact.kind !== 'declaration' || !fact.value) continue;
    old.set(keyOf(fact), (old.get(keyOf(fact)) ?? new Set()).add(fact.value.digest));
  }
  return (head.files.get(path)?.facts ?? []).flatMap((fact) => {
    if (fact.kind !== 'declaration' || !fact.value || fact.from || fact.role !== 'supplied') return [];
    const values = old.get(keyOf(fact));
    return values && !values.has(fact.value.digest) ? [fact] : [];
  });
}

function problemOf(change: Change, fact: Located<Declaration>): readonly Problem[] {
  const { name, file, line } = fact;
  const shadow = shadowOf(change.head, fact);
  if (!shadow) return [];
  // Edited in both places: whoever did it knows.
  const before = change.base.files.get(shadow.by.file)?.facts ?? [];
  const isOld = before.some(
    (each) =>
      each.kind === 'declaration' &&
      each.name === name &&
      each.unit === shadow.by.unit &&
      each.value?.digest === shadow.by.value?.digest &&
      each.from === shadow.by.from,
  );
  if (!isOld) return [];
  return [
    {
      subject: name,
      identity: [name, file],
      confidence: shadow.unsure === true ? 'possible' : 'likely',
      title: text`The new ${code(name)} of ${code(file)} is overridden in ${code(shadow.by.file)}`,
      assumption:
        shadow.unsure === true
          ? text`Assumes editing ${code(name)} in ${code(file)} changes what somebody sees; ${code(shadow.unit)} does not. Who does?`
          : text`Assumes editing ${code(name)} in ${code(file)} changes what ${code(shadow.unit)} sees`,
      verify: text`Print the effective environment of ${code(shadow.unit)} and look for ${code(name)}`,
      at: { path: file, line },
      atBase: { path: change.files.find(({ path }) => path === file)?.from ?? file, line: null },
      related: [{ path: shadow.by.file, line: shadow.by.line, side: 'head', note: text`decides` }],
    },
  ];
}
