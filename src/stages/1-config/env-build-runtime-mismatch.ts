import { isProsePath, isTestPath } from '../../formats/code-paths.ts';
import { isExampleName } from '../../formats/dotenv/example-name.ts';
import { nameOf } from '../../formats/paths.ts';
import { code, list, text } from '../../report/text.ts';
import { composeUnits, environmentOf, madeFrom } from '../../system/compose-units.ts';
import type { Declaration, Read } from '../../system/facts.ts';
import { isInlined } from '../../system/inlined-names.ts';
import { ownersOf } from '../../system/ownership.ts';
import type { Located, System } from '../../system/system.ts';
import { codeReads, declarationsOf, isToolingPath, strongest } from '../../system/variables.ts';
import { placeOf } from '../place-of.ts';
import type { IntegrityRule, Problem } from '../rule.ts';

/** A value that is fixed at build time is given at run time, or the other way round. */
export const envBuildRuntimeMismatch: IntegrityRule = {
  kind: 'integrity',
  id: 'env-build-runtime-mismatch',
  stage: 'config',
  severity: 'high',
  summary: 'A variable is given at run time and needed at build time, or the other way round',
  assumption: 'Assumes that the variable is there at the time at which it counts.',
  verify: 'Search the bundle in the image for the value, and look at what `docker inspect` lists.',
  explanation: `Frameworks write the values of \`NEXT_PUBLIC_…\`, \`VITE_…\` and their like into the code while they build it:
given to the running container only, such a variable does nothing. It fires when manifests give one to containers and
nothing in the repository gives it to a build: no \`ARG\`, \`ENV\`, build argument, workflow, env file or script.

And an \`ARG\` is gone once the image is built. It fires when code of a compose service needs a variable while it runs and
all that the repository gives is an \`ARG\` or a build argument of its image.

It stays silent when any other file that is no prose and no example names the variable: a script that fills the value in
when the container starts, say. Where the service's environment is open, or it is not known which container runs the
code, it is a question.`,
  yieldsTo: ['env-declaration-removed-still-read', 'env-renamed-partially'],
  check: (system) =>
    [...codeReads(system)].flatMap(([name, reads]) => [
      ...onlyAtRunTime(system, name, reads),
      ...onlyAtBuildTime(system, name, reads),
    ]),
};

/** Formats whose variables reach a container when it starts, and never its build. */
const atRunTime = new Set(['compose', 'kubernetes', 'fly', 'ecs-task-definition', 'systemd']);

function onlyAtRunTime(system: System, name: string, all: readonly Located<Read>[]): readonly Problem[] {
  const reads = all.filter(({ file }) => !isToolingPath(file));
  const read = strongest(reads);
  if (!isInlined(name) || !read || read.phase !== 'build') return [];
  const declared = declarationsOf(system, name).filter(({ role }) => role === 'supplied');
  const given = declared.filter(isAtRunTime(system));
  const [first] = given;
  if (!first || given.length < declared.length || namedElsewhere(system, name, given)) return [];
  const unit = composeUnits(system).find(
    ({ service, files }) => service === first.unit && files.includes(first.file),
  );
  const builds = unit?.build != null && buildsIn(system, unit.build.dockerfile);
  // What starts a development server reads the variables then.
  if (unit && (!builds || startsDevelopment(system, unit.service, unit.files))) return [];
  return [
    {
      subject: name,
      identity: ['run', name],
      severity: unit ? 'high' : 'medium',
      confidence: unit ? 'likely' : 'possible',
      title: text`${code(name)} is fixed at build time, and is only given at run time`,
      assumption: unit
        ? text`Assumes setting ${code(name)} on ${code(unit.service)} at run time still has an effect`
        : text`Assumes setting ${code(name)} at run time still has an effect; does it?`,
      detail: text`No build argument, image, workflow or env file gives it to a build.`,
      verify: text`Search the bundle in the image for the value of ${code(name)}`,
      at: placeOf(first),
      related: [{ ...placeOf(read), side: system.side, note: text`read here` }],
    },
  ];
}

function isAtRunTime(system: System): (fact: Located<Declaration>) => boolean {
  return ({ file, phase }) => phase === 'run' && atRunTime.has(system.files.get(file)?.format ?? '');
}

/** Something else that no person only reads has the name: a pipeline, a chart, a script that fills it in. */
function namedElsewhere(system: System, name: string, given: readonly Located<Declaration>[]): boolean {
  const known = new Set(given.map(({ file }) => file));
  const speaks = (path: string): boolean =>
    !known.has(path) && !isProsePath(path) && !isExampleName(nameOf(path)) && !isTestPath(path);
  return (
    system.mentions('variable', name).some(({ path }) => speaks(path)) ||
    system
      .facts('read')
      .some((read) => read.name === name && read.via !== 'process.env' && read.via !== 'import.meta.env') ||
    system
      .facts('declaration')
      .some((fact) => fact.name === name && fact.role === 'supplied' && speaks(fact.file))
  );
}

/** The Dockerfile runs a build, and does not merely start what is there. */
function buildsIn(system: System, dockerfile: string): boolean {
  return system
    .facts('invocation')
    .some(({ file, name }) => file === dockerfile && /(?:^|[:_-])(?:build|generate|export)\b/.test(name));
}

function startsDevelopment(system: System, service: string, files: readonly string[]): boolean {
  return system
    .facts('invocation')
    .some(
      ({ file, unit, name }) =>
        files.includes(file) && unit === service && /^(?:dev|start:dev|serve|watch)/.test(name),
    );
}

function onlyAtBuildTime(system: System, name: string, all: readonly Located<Read>[]): readonly Problem[] {
  const declared = declarationsOf(system, name);
  if (system.isProvided(name) || isInlined(name)) return [];
  const isArgument = ({ file, phase }: Located<Declaration>): boolean =>
    phase === 'build' && ['dockerfile', 'compose'].includes(system.files.get(file)?.format ?? '');
  const given = declared.filter(({ role }) => role === 'supplied');
  const [argument] = given.filter(({ file }) => system.files.get(file)?.format === 'dockerfile');
  if (!argument || !given.every(isArgument)) return [];
  const needed = all.filter(
    ({ strength, phase, file, via }) =>
      strength === 'required' && phase === 'run' && via !== 'shell' && !isToolingPath(file),
  );
  for (const read of needed) {
    const { units, shared } = ownersOf(system, read.file);
    const unit = units.find((each) => madeFrom(each)?.dockerfile === argument.file);
    if (!unit || shared || environmentOf(system, unit).supplied.has(name)) continue;
    if (namedElsewhere(system, name, given)) continue;
    const { open } = environmentOf(system, unit);
    const isOpen = open.length > 0;
    return [
      {
        subject: name,
        identity: ['build', name, unit.key],
        severity: isOpen ? 'medium' : 'high',
        confidence: isOpen ? 'possible' : 'likely',
        title: text`${code(unit.service)} reads ${code(name)} when it runs, and only its build is given it`,
        assumption: isOpen
          ? text`Assumes ${code(name)} reaches the running ${code(unit.service)} through ${list(open, 2)}; does it?`
          : text`Assumes the build argument ${code(name)} is still there when ${code(unit.service)} runs`,
        verify: text`Start the image and print ${code(name)}; ${code(`ENV ${name}=$${name}`)} keeps it`,
        at: placeOf(read),
        related: [
          { ...placeOf(argument), side: system.side, note: text`a build argument, gone after the build` },
        ],
      },
    ];
  }
  return [];
}
