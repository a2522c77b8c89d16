import { isProsePath } from '../../formats/code-paths.ts';
import { folderOf } from '../../formats/paths.ts';
import { code, text } from '../../report/text.ts';
import { environmentOf } from '../../system/compose-units.ts';
import type { Read } from '../../system/facts.ts';
import { ownersOf } from '../../system/ownership.ts';
import { isNeed, viaSchema } from '../../system/schema-reads.ts';
import type { Located, System } from '../../system/system.ts';
import { codeReads, declarationsOf, isToolingPath, strongest } from '../../system/variables.ts';
import type { Confidence, IntegrityRule, Problem, Severity } from '../rule.ts';

/** Code needs a variable that nothing in the repository names. */
export const envReadUndeclared: IntegrityRule = {
  kind: 'integrity',
  id: 'env-read-undeclared',
  stage: 'config',
  severity: 'high',
  summary: 'Code needs a variable that no declaration names',
  assumption:
    'Assumes that the variable is set wherever this code runs, although nothing in the repository says so.',
  verify: 'Name the place that sets it in each environment, or give the read a default.',
  explanation: `Looks at reads that fail without the variable: asserted, used with neither fallback nor test, or required
by a schema that checks the environment at start-up. It fires when no env file, example, other schema, manifest,
Dockerfile, workflow or chart in the repository names the variable at all.

It stays silent for reads with a default or behind a test, for tests and examples, for names that platforms provide,
for names listed under \`provided\` in the settings, and when any other file that is no code and no prose has the name.

Severity: high where the repository shows how its variables are declared (an example file, or a unit whose environment is
listed in full), so that the missing name stands out. Otherwise it is a question, and medium; so it is where TypeScript
code only hands the value back in an object, whose type says that it may be absent. Low when only prose names it, or when the code is tooling that people and pipelines run by hand.`,
  yieldsTo: [
    'env-optional-became-required',
    'env-renamed-partially',
    'env-declaration-removed-still-read',
    'env-default-removed',
  ],
  check: (system) => [...codeReads(system)].flatMap(([name, reads]) => problemOf(system, name, reads)),
};

function problemOf(system: System, name: string, reads: readonly Located<Read>[]): readonly Problem[] {
  const read = strongest(reads);
  if (read?.strength !== 'required' || read.phase === 'ci') return [];
  if (system.isProvided(name) || isDeclared(system, name)) return [];
  // A template that reads it does not declare it.
  const readers = new Set(reads.map(({ file }) => file));
  const mentions = system.mentions('variable', name).filter(({ path }) => !readers.has(path));
  if (mentions.some(({ path }) => !isProsePath(path))) return [];
  const { severity, confidence } = weigh(system, read, mentions.length > 0);
  const others = reads.filter((other) => other !== read).slice(0, 5);
  return [
    {
      subject: name,
      identity: [name],
      severity,
      confidence,
      title:
        read.via === viaSchema
          ? text`A schema requires ${code(name)}, and nothing declares it`
          : text`${code(name)} is read, and nothing declares it`,
      assumption:
        confidence === 'possible'
          ? text`Assumes ${code(name)} is set outside of this repository wherever ${code(read.file)} runs; is it?`
          : text`Assumes ${code(name)} is set wherever ${code(read.file)} runs`,
      detail: text`No env file, example, schema or manifest in the repository names it, and ${read.via === viaSchema ? ['the schema neither makes it optional nor has a default'] : ['the read has neither default nor test']}.`,
      verify: text`Name the place that sets ${code(name)} in each environment, or give the read a default`,
      at: { path: read.file, line: read.line },
      related: [
        ...others.map((other) => ({
          path: other.file,
          line: other.line,
          side: system.side,
          note: text`also read here`,
        })),
        ...mentions
          .slice(0, 2)
          .map(({ path, line }) => ({ path, line, side: system.side, note: text`named here, in prose` })),
      ],
    },
  ];
}

/** A schema that fails without the variable asks for it; any other declaration says that it is known. */
function isDeclared(system: System, name: string): boolean {
  return declarationsOf(system, name).some((fact) => !isNeed(fact));
}

function weigh(
  system: System,
  read: Located<Read>,
  inProse: boolean,
): { readonly severity: Severity; readonly confidence: Confidence } {
  if (isToolingPath(read.file) || system.files.get(read.file)?.format === 'shell') {
    return { severity: 'low', confidence: 'possible' };
  }
  if (read.leftToCallers) return { severity: 'medium', confidence: 'possible' };
  if (inProse) return { severity: 'low', confidence: 'likely' };
  const owners = ownersOf(system, read.file).units;
  const closed = owners.length > 0 && owners.every((unit) => environmentOf(system, unit).open.length === 0);
  if (closed || declaresByExample(system, read.file)) return { severity: 'high', confidence: 'likely' };
  return { severity: 'medium', confidence: 'possible' };
}

const examples = [
  '.env.example',
  '.env.sample',
  '.env.template',
  '.env.dist',
  'env.example',
  'example.env',
  'sample.env',
];

/** Whether an example env file stands in a folder above the code: the place where its variables are listed. */
function declaresByExample({ tree }: System, path: string): boolean {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    if (examples.some((name) => tree.has(folder === '' ? name : `${folder}/${name}`))) return true;
    if (folder === '') return false;
  }
}
