import { isTestPath } from '../../formats/code-paths.ts';
import { folderOf } from '../../formats/paths.ts';
import { code, text } from '../../report/text.ts';
import { environmentOf } from '../../system/compose-units.ts';
import type { Read } from '../../system/facts.ts';
import { ownersOf } from '../../system/ownership.ts';
import { viaSchema } from '../../system/schema-reads.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { codeReads, isToolingPath, suppliesOf } from '../../system/variables.ts';
import type { ChangeRule, Confidence, Problem, Severity } from '../rule.ts';

/** A read lost its fallback, and nobody is known to supply the variable. */
export const envDefaultRemoved: ChangeRule = {
  kind: 'change',
  id: 'env-default-removed',
  stage: 'config',
  severity: 'high',
  summary: 'A read lost its default, and the variable is not known to be supplied',
  assumption: 'Assumes that the variable is always set now that its default is gone.',
  verify: 'Run the unit with the variable unset.',
  explanation: `Compares the reads of a variable in one file. It fires when all of them had a default at base and one now
fails without the variable, while the service that runs the file is not given it, or nothing in the repository supplies
it. In compose files it fires when \`\${X:-default}\` lost its default and no tracked \`.env\` gives X: compose then fills in
nothing, with a warning.

It stays silent when the variable is supplied, when the default moved into another read of the same file, and in tests.`,
  yieldsTo: [
    'env-optional-became-required',
    'env-renamed-partially',
    'compose-required-var-added',
    'env-declaration-removed-still-read',
  ],
  check: (change) => [...inCode(change), ...inCompose(change)],
};

function inCode({ base, head, files }: Change): readonly Problem[] {
  const origin = new Map(files.map(({ path, from }) => [path, from ?? path]));
  return [...codeReads(head)].flatMap(([name, all]) => {
    if (head.isProvided(name)) return [];
    // What a schema asks for is `env-optional-became-required`.
    const reads = all.filter(({ via }) => via !== viaSchema);
    const before = codeReads(base).get(name) ?? [];
    const read = reads.find(
      ({ file, strength }) =>
        strength === 'required' &&
        allDefaulted(before, origin.get(file)) &&
        !reads.some((other) => other.file === file && other.strength === 'defaulted'),
    );
    if (!read) return [];
    const weight = weigh(head, name, read);
    const old = before.find(({ file }) => file === origin.get(read.file));
    return weight ? [problemOf(name, read, old, weight)] : [];
  });
}

function allDefaulted(reads: readonly Located<Read>[], file: string | undefined): boolean {
  const own = reads.filter((read) => read.file === file);
  return own.length > 0 && own.every(({ strength }) => strength === 'defaulted');
}

interface Weight {
  readonly severity: Severity;
  readonly confidence: Confidence;
}

function weigh(head: System, name: string, read: Located<Read>): Weight | null {
  const { units, shared } = ownersOf(head, read.file);
  if (shared || units.some((unit) => environmentOf(head, unit).supplied.has(name))) return null;
  if (units.length > 0) {
    const open = units.some((unit) => environmentOf(head, unit).open.length > 0);
    return open ? { severity: 'medium', confidence: 'possible' } : { severity: 'high', confidence: 'likely' };
  }
  if (suppliesOf(head, name).length > 0 || isNamed(head, name, read.file)) return null;
  return isToolingPath(read.file)
    ? { severity: 'low', confidence: 'possible' }
    : { severity: 'medium', confidence: 'possible' };
}

/** Outside of what reads it: a configuration file that does names it too. */
function isNamed(head: System, name: string, reader: string): boolean {
  return head.mentions('variable', name).some(({ path }) => path !== reader);
}

function problemOf(
  name: string,
  read: Located<Read>,
  old: Located<Read> | undefined,
  weight: Weight,
): Problem {
  return {
    subject: name,
    identity: [name, read.file],
    ...weight,
    title: text`${code(read.file)} reads ${code(name)} without the default it had`,
    assumption:
      weight.confidence === 'possible'
        ? text`Assumes ${code(name)} is always set now that its default is gone; is it?`
        : text`Assumes ${code(name)} is always set now that its default is gone`,
    verify: text`Run the code of ${code(read.file)} with ${code(name)} unset`,
    at: { path: read.file, line: read.line },
    atBase: old ? { path: old.file, line: old.line } : null,
  };
}

/** Interpolations of compose files. */
function inCompose({ base, head, files }: Change): readonly Problem[] {
  return files.flatMap(({ path, from }) => {
    const before = interpolations(base, from ?? path);
    const after = interpolations(head, path);
    const names = [...new Set(after.map(({ name }) => name))];
    return names.flatMap((name): readonly Problem[] => {
      const old = before.filter((read) => read.name === name);
      const now = after.filter((read) => read.name === name);
      const read = now.find(({ strength }) => strength === 'guarded');
      const hadDefault = old.length > 0 && old.every(({ strength }) => strength === 'defaulted');
      if (!read || !hadDefault || head.isProvided(name) || isInDotEnv(head, path, name)) return [];
      return [problemOf(name, read, old[0], { severity: 'medium', confidence: 'likely' })];
    });
  });
}

function interpolations(system: System, path: string): readonly Located<Read>[] {
  if (system.files.get(path)?.format !== 'compose' || isTestPath(path)) return [];
  return system.facts('read').filter(({ file, via }) => file === path && via === 'interpolation');
}

function isInDotEnv(system: System, path: string, name: string): boolean {
  const folder = folderOf(path);
  const env = folder === '' ? '.env' : `${folder}/.env`;
  return system.facts('declaration').some((fact) => fact.file === env && fact.name === name);
}
