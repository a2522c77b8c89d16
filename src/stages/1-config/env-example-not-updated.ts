import { isTestPath } from '../../formats/code-paths.ts';
import { code, list, text } from '../../report/text.ts';
import { exampleFor } from '../../system/example-files.ts';
import type { Change, System } from '../../system/system.ts';
import { codeReads, declarationsOf } from '../../system/variables.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A file asks for a new variable; the example that lists all its others does not name it. */
export const envExampleNotUpdated: ChangeRule = {
  kind: 'change',
  id: 'env-example-not-updated',
  stage: 'config',
  severity: 'low',
  summary: 'A new variable is missing from the example that lists the others',
  assumption: 'Assumes that whoever sets up the project next learns of the variable some other way.',
  verify: 'Copy the example to a fresh clone and start the application.',
  explanation: `Looks at files that ask for several variables: a schema, a settings class, a configuration module. When the
example env file beside them, or in a folder above, names at least four of five of those that the file asked for at base
(nine of ten where it reads them without a schema), it is kept in step; then a new one that it does not name is told. All
new names of one file are told in one finding.

Required and optional variables are counted apart: an example that lists only what must be set stays silent about a new
optional one. It stays silent for names that were known anywhere at base, for names that platforms provide or that the
settings list, in tests, and where \`env-read-undeclared\` speaks.`,
  check: (change): readonly Problem[] =>
    change.files.flatMap(({ path, from }) => problemOf(change, path, from ?? path)),
};

/**
 * How many others a file must ask for, and which share of them the example must name, before a new one is missed.
 * Of plain reads there are many that nobody is meant to set: only a module full of them says how the example is kept.
 */
const kept = { schema: { fewest: 4, share: 0.8 }, reads: { fewest: 10, share: 0.9 } } as const;

function problemOf({ base, head }: Change, path: string, before: string): readonly Problem[] {
  if (isTestPath(path)) return [];
  const example = exampleFor(head, path);
  if (!example) return [];
  const old = asked(base, before);
  const now = asked(head, path);
  const missing = [...now].filter(([name, want]) => {
    if (old.has(name) || example.names.has(name) || head.isProvided(name) || isKnown(base, name))
      return false;
    if (want.required && declarationsOf(head, name).length === 0) return false;
    return isKept(
      [...old]
        .filter(([, { required, by }]) => required === want.required && by === want.by)
        .map(([each]) => each),
      example.names,
      want.by,
    );
  });
  const [first] = missing;
  if (!first) return [];
  const names = missing.map(([name]) => name);
  return [
    {
      subject: names.length === 1 ? first[0] : example.path,
      identity: [example.path, ...names.toSorted()],
      confidence: 'likely',
      title: text`${code(example.path)} does not name ${list(names, 4)}, which ${code(path)} asks for`,
      assumption: text`Assumes whoever sets up the project next learns of ${list(names, 4)} some other way`,
      detail: text`It names nearly all of the others that this file asks for.`,
      verify: text`Copy ${code(example.path)} to a fresh clone and start the application`,
      at: { path, line: first[1].line },
      related: [{ path: example.path, line: null, side: 'head', note: text`the example` }],
    },
  ];
}

interface Want {
  readonly line: number;
  readonly required: boolean;
  readonly by: keyof typeof kept;
}

/** What a file wants from its environment. What a schema says of a name counts before its plain reads. */
function asked(system: System, path: string): ReadonlyMap<string, Want> {
  const file = system.files.get(path);
  const wants = new Map<string, Want>();
  for (const fact of file?.facts ?? []) {
    if (fact.kind !== 'read' || fact.strength === 'prefix' || fact.phase === 'ci') continue;
    if (fact.via === 'interpolation') continue;
    const required = fact.strength === 'required';
    const known = wants.get(fact.name);
    if (!known || (required && !known.required))
      wants.set(fact.name, { line: fact.line, required, by: 'reads' });
  }
  for (const fact of file?.facts ?? []) {
    if (fact.kind === 'declaration' && fact.role === 'validated')
      wants.set(fact.name, { line: fact.line, required: fact.required !== false, by: 'schema' });
  }
  return wants;
}

function isKnown(base: System, name: string): boolean {
  return declarationsOf(base, name).length > 0 || codeReads(base).has(name);
}

function isKept(others: readonly string[], names: ReadonlySet<string>, by: Want['by']): boolean {
  const { fewest, share } = kept[by];
  const named = others.filter((name) => names.has(name)).length;
  return others.length >= fewest && named >= others.length * share;
}
