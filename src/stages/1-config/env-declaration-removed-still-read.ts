import { code, text } from '../../report/text.ts';
import { overriddenReads } from '../../system/app-config.ts';
import { chartOwnersOf, chartUnits } from '../../system/chart-units.ts';
import { runUnits } from '../../system/cluster-units.ts';
import { environmentOf } from '../../system/compose-units.ts';
import type { ComposeUnit } from '../../system/compose-units.ts';
import type { Declaration, Read } from '../../system/facts.ts';
import { hostedOwnersOf, hostedUnits } from '../../system/hosted-units.ts';
import { ownersOf } from '../../system/ownership.ts';
import { isNeed, viaSchema } from '../../system/schema-reads.ts';
import type { Change, Located, System } from '../../system/system.ts';
import {
  codeReads,
  declarationsOf,
  declaredNames,
  isToolingPath,
  strongest,
} from '../../system/variables.ts';
import { lostByBuild } from './build-argument-lost.ts';
import { besideOthers } from './beside-others.ts';
import { lostByCompose } from './compose-env-lost.ts';
import { folded } from './one-question.ts';
import type { ChangeRule, Confidence, Problem, Severity } from '../rule.ts';

/** A variable's declaration is gone; code still reads it. */
export const envDeclarationRemovedStillRead: ChangeRule = {
  kind: 'change',
  id: 'env-declaration-removed-still-read',
  stage: 'config',
  severity: 'critical',
  summary: 'A declaration was removed, and code still reads the variable',
  assumption: 'Assumes that nothing reads the variable any more.',
  verify: 'Search for the readers, start the unit with the configuration of head, and reach the read.',
  explanation: `Compares what each compose service, each function, and each container of a cluster or an ECS task whose image is built here, is given at base and at head, and what the repository declares at all.
It fires when a service loses a variable that its code still reads, or when the last declaration of a name goes while
code outside of tests still reads it; what a pipeline states for itself does not count as one. So it does when a name goes from the tracked \`.env\` of a compose project whose files
still fill it in without a default, and no env file beside it has it. Of what hosting platforms run (Fly, Render, DigitalOcean, Workers, Vercel, pm2) and of containers of Helm charts it asks
only where the code fails without the variable, since people set variables on the platform's pages. And it fires when a build no longer passes an argument that its Dockerfile uses without a default. Another source for the same service (an env file, another file of the project, the
image) keeps it silent, and so does a default at the read. A rename is \`env-renamed-partially\`.

Severity: critical where the read fails without the variable and the service's environment is listed in full. High where
no service is known to run the code. Where the code tests for the variable, or an untracked env file may hold it, it is a
question, and medium at most. So it is where an image holds the code among that of others, and nothing tells that it is
this one which runs it.`,
  yieldsTo: ['env-renamed-partially'],
  check: (change) => {
    const names = [...declaredNames(change.base)].filter((name) => !change.head.isProvided(name));
    const inCode = names.flatMap((name) => problemsOf(change, name));
    const said = new Set(inCode.map(({ subject }) => subject));
    const others = [...lostByCompose(change), ...lostByBuild(change)];
    return folded([...inCode, ...others.filter(({ subject }) => !said.has(subject))]);
  },
};

function problemsOf(change: Change, name: string): readonly Problem[] {
  const { base, head } = change;
  const gone = removed(base, head, name);
  const [first] = gone;
  const reads = [...(codeReads(head).get(name) ?? []), ...overriddenReads(head, name)].filter((read) =>
    reliesOn(head, read),
  );
  if (!first || reads.length === 0) return [];
  const byUnit = [
    ...ofUnits(change, name, first, reads, {
      unitsOf: runUnits,
      ownersOf: (file) => ownersOf(head, file).units,
      isShared: (file) => ownersOf(head, file).shared,
    }),
  ];
  // Of what is set on a platform's pages only a need that the code states is worth a question.
  if (byUnit.length === 0) {
    const needed = reads.filter(({ strength }) => strength === 'required');
    byUnit.push(
      ...ofUnits(change, name, first, needed, {
        unitsOf: hostedUnits,
        ownersOf: (file) => hostedOwnersOf(head, file),
      }),
      ...ofUnits(change, name, first, needed, {
        unitsOf: chartUnits,
        ownersOf: (file) => chartOwnersOf(head, file),
      }),
    );
  }
  // The same question for each of several units is one question.
  const questions = byUnit.filter(({ confidence }) => confidence === 'possible');
  if (byUnit.length > 0)
    return [...byUnit.filter(({ confidence }) => confidence !== 'possible'), ...questions.slice(0, 1)];
  const left = declarationsOf(head, name).filter((fact) => !isNeed(fact));
  return left.every(isForPipeline) && !namedElsewhere(head, name, [...reads, ...left])
    ? [problemOf(head, name, first, reads, null)]
    : [];
}

/** A value that a pipeline states for itself is what its tests run with; whoever starts the code does not get it. */
function isForPipeline({ phase, value }: Declaration): boolean {
  return phase === 'ci' && value !== undefined;
}

/** A schema that makes it optional, or has a default, speaks for the reads of its file. */
function reliesOn(head: System, { name, file, strength, via }: Located<Read>): boolean {
  if (strength === 'required') return true;
  if (strength === 'defaulted' || via === viaSchema) return false;
  return !declarationsOf(head, name).some(
    (fact) => fact.role === 'validated' && fact.required === false && fact.file === file,
  );
}

/** Supplies and documentation of base that head no longer has, wherever they stand. */
function removed(base: System, head: System, name: string): readonly Located<Declaration>[] {
  const keys = new Set(declarationsOf(head, name).map(keyOf));
  return declarationsOf(base, name).filter(
    (fact) => fact.role !== 'validated' && fact.phase === 'run' && !keys.has(keyOf(fact)),
  );
}

function keyOf({ file, unit = '', role }: Located<Declaration>): string {
  return `${file}\0${unit}\0${role}`;
}

/** A kind of what runs: all of a side, and whose a file is at head. */
interface Kind {
  readonly unitsOf: (system: System) => readonly ComposeUnit[];
  readonly ownersOf: (path: string) => readonly ComposeUnit[];
  /** several different images hold the file, or one that is at home elsewhere: which of them runs it is not told */
  readonly isShared?: (path: string) => boolean;
}

function ofUnits(
  change: Change,
  name: string,
  gone: Located<Declaration>,
  reads: readonly Located<Read>[],
  kind: Kind,
): readonly Problem[] {
  const { head } = change;
  const units = kind.unitsOf(head).filter((unit) => lost(change, unit, name, kind));
  return units.flatMap((unit) => {
    const own = reads.filter(({ file }) => kind.ownersOf(file).includes(unit));
    const problem = own.length > 0 ? [problemOf(head, name, gone, own, unit)] : [];
    const others = new Set(own.flatMap(({ file }) => kind.ownersOf(file)));
    const isShared = own.every(({ file }) => kind.isShared?.(file) === true);
    return problem.map((each) => besideOthers(each, { head, unit, others, isShared }));
  });
}

function lost({ base, head }: Change, unit: ComposeUnit, name: string, { unitsOf }: Kind): boolean {
  if (environmentOf(head, unit).supplied.has(name)) return false;
  return unitsOf(base).some(
    (before) =>
      before.key === unit.key && before.path === unit.path && environmentOf(base, before).supplied.has(name),
  );
}

/** Outside of what is known to: a template that reads it names it too. */
function namedElsewhere(head: System, name: string, known: readonly Located[]): boolean {
  return head.mentions('variable', name).some(({ path }) => known.every(({ file }) => file !== path));
}

function problemOf(
  head: System,
  name: string,
  gone: Located<Declaration>,
  reads: readonly Located<Read>[],
  unit: ComposeUnit | null,
): Problem {
  const read = strongest(reads) ?? reads[0];
  const { severity, confidence } = weigh(head, gone, reads, unit);
  const who = unit ? text`${code(unit.service)}` : text`${code(read?.file ?? '')}`;
  return {
    subject: name,
    identity: [name, unit?.key ?? ''],
    severity,
    confidence,
    title: text`${code(name)} is no longer declared, and ${who} still reads it`,
    assumption:
      confidence === 'possible'
        ? text`Assumes ${who} does without ${code(name)}, or gets it from outside; does it?`
        : text`Assumes ${who} no longer needs ${code(name)}`,
    verify: unit
      ? text`Start ${who} with the configuration of head and reach ${code(`${read?.file ?? ''}:${read?.line ?? 0}`)}`
      : text`Search for the readers of ${code(name)}, or name the place that sets it`,
    at: read ? { path: read.file, line: read.line } : null,
    atBase: { path: gone.file, line: gone.line },
    related: reads
      .filter((other) => other !== read)
      .slice(0, 4)
      .map((other) => ({ path: other.file, line: other.line, side: 'head', note: text`also read here` })),
  };
}

function weigh(
  head: System,
  gone: Located<Declaration>,
  reads: readonly Located<Read>[],
  unit: ComposeUnit | null,
): { readonly severity: Severity; readonly confidence: Confidence } {
  const required = reads.some(({ strength }) => strength === 'required');
  if (reads.every(({ file }) => isToolingPath(file))) return { severity: 'low', confidence: 'possible' };
  if (unit && environmentOf(head, unit).open.length > 0)
    return { severity: 'medium', confidence: 'possible' };
  if (!required) return { severity: unit ? 'medium' : 'low', confidence: 'possible' };
  if (unit) return { severity: 'critical', confidence: 'likely' };
  return gone.role === 'supplied'
    ? { severity: 'high', confidence: 'likely' }
    : { severity: 'medium', confidence: 'possible' };
}
