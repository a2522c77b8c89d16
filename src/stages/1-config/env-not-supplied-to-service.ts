import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { isPipelineCompose, isTestService } from '../../system/compose-host.ts';
import { environmentOf, projectOf } from '../../system/compose-units.ts';
import type { ComposeUnit } from '../../system/compose-units.ts';
import type { Read } from '../../system/facts.ts';
import { ownersOf } from '../../system/ownership.ts';
import { isNeed } from '../../system/schema-reads.ts';
import type { Located, System } from '../../system/system.ts';
import { codeReads, declarationsOf, suppliesOf, strongest } from '../../system/variables.ts';
import type { IntegrityRule, Problem, RelatedPlace } from '../rule.ts';

/** A service runs code that needs a variable which others get and it does not. */
export const envNotSuppliedToService: IntegrityRule = {
  kind: 'integrity',
  id: 'env-not-supplied-to-service',
  stage: 'config',
  severity: 'critical',
  summary: 'A service runs code that needs a variable which it is not given',
  assumption:
    'Assumes that the service gets the variable although only others, an overlay or an example name it.',
  verify: 'Run `docker compose config` for each set of files and look for the key on that service.',
  explanation: `Joins each read to what runs it, a compose service, a function whose code is here, or a container of a cluster or an ECS task whose image this repository builds: through the build context and the paths that the
Dockerfile copies, a bind mount, or the handler and code folder of a function. A compose service that runs an image of a
registry runs the code of the Dockerfile that CI, a script, a bake file or another compose file builds an image of that name from, where only one does. Then it looks at what that service gets: \`environment\` of every file that
applies to it, services it extends, what holds for all functions, tracked env files, and \`ENV\` of its image. It fires when the code needs the variable
(no default, no test) and the service does not get it, while the repository does declare it somewhere: for another
service, in an overlay only, or in an example or schema.

It stays silent when several images hold the same file, when services of one image differ (one of them may not use that
code), for services that run tests, and when nothing declares the name at all, which is \`env-read-undeclared\`.

Severity: critical where the service's environment is listed in full and a running unit elsewhere does get the variable;
high where only an example or a schema names it. Where an untracked env file may hold it, it is a question, and medium.`,
  yieldsTo: [
    'env-optional-became-required',
    'env-renamed-partially',
    'env-declaration-removed-still-read',
    'env-default-removed',
    'env-build-runtime-mismatch',
  ],
  check: (system) => [...codeReads(system)].flatMap(([name, reads]) => problemsOf(system, name, reads)),
};

function problemsOf(system: System, name: string, reads: readonly Located<Read>[]): readonly Problem[] {
  const declared = declarationsOf(system, name).some((fact) => !isNeed(fact));
  if (!declared || system.isProvided(name)) return [];
  const needed = reads.filter(({ strength, phase }) => strength === 'required' && phase === 'run');
  const byService = new Map<string, { unit: ComposeUnit; reads: Located<Read>[] }>();
  for (const read of needed) {
    const owners = ownersOf(system, read.file);
    if (owners.shared) continue;
    for (const unit of lacking(system, owners.units, name)) {
      const known = byService.get(unit.key);
      if (known) known.reads.push(read);
      else byService.set(unit.key, { unit, reads: [read] });
    }
  }
  return [...byService.values()].flatMap(({ unit, reads: own }) => problemOf(system, name, unit, own));
}

function gets(system: System, unit: ComposeUnit, name: string): boolean {
  return environmentOf(system, unit).supplied.has(name);
}

/** Services that lack the name in one way of starting them; none when a sibling of the same image has it there. */
function lacking(system: System, units: readonly ComposeUnit[], name: string): readonly ComposeUnit[] {
  return units.filter(
    (unit) =>
      !isTestService(unit.service) &&
      !isPipelineCompose(unit.path) &&
      !gets(system, unit, name) &&
      !units.some(
        (other) =>
          other.key !== unit.key && projectOf(other) === projectOf(unit) && gets(system, other, name),
      ),
  );
}

function problemOf(
  system: System,
  name: string,
  unit: ComposeUnit,
  reads: readonly Located<Read>[],
): readonly Problem[] {
  const read = strongest(reads);
  if (!read) return [];
  const { open } = environmentOf(system, unit);
  const supplies = suppliesOf(system, name).filter(({ unit: to }) => to !== undefined);
  const elsewhere = supplies.filter(
    ({ unit: to, file }) => !(to === unit.service && unit.files.includes(file)),
  );
  const named = declarationsOf(system, name).filter((fact) => !isNeed(fact));
  // An open environment and nothing but an example: that is how local files are meant to work.
  if (open.length > 0 && elsewhere.length === 0) return [];
  const related: RelatedPlace[] = [
    ...(elsewhere.length > 0 ? elsewhere : named).slice(0, 3).map((fact) => ({
      path: fact.file,
      line: fact.line,
      side: system.side,
      note: fact.unit === undefined ? text`declared here` : text`supplied to ${code(fact.unit)}`,
    })),
    { path: unit.path, line: unit.line, side: system.side, note: text`the service that lacks it` },
  ];
  return [
    {
      subject: name,
      identity: [name, unit.key],
      severity: open.length > 0 ? 'medium' : elsewhere.length > 0 ? 'critical' : 'high',
      confidence: open.length > 0 ? 'possible' : 'likely',
      title: text`${code(unit.service)} reads ${code(name)} and is not given it`,
      assumption: assumptionOf(name, unit, elsewhere, open),
      detail: text`${code(unit.service)} as ${list(unit.files)} ${unit.files.length === 1 ? ['starts'] : ['start']} it does not get the variable; the read has neither default nor test.`,
      verify: unit.cluster
        ? verifyInCluster(name, unit)
        : text`Run ${code(`docker compose ${unit.files.map((file) => `-f ${file}`).join(' ')} config`)} and look for ${code(name)} on ${code(unit.service)}`,
      at: { path: read.file, line: read.line },
      related,
    },
  ];
}

function verifyInCluster(name: string, { cluster, service, path }: ComposeUnit): Text {
  const where = cluster?.root ?? null;
  return where === null
    ? text`Look for ${code(name)} in the environment of ${code(service)} in ${code(path)}`
    : text`Run ${code(`kustomize build ${where.replace(/\/?[^/]*$/, '') || '.'}`)} and look for ${code(name)} on ${code(service)}`;
}

function assumptionOf(
  name: string,
  unit: ComposeUnit,
  elsewhere: readonly { readonly unit?: string; readonly file: string }[],
  open: readonly string[],
): Text {
  if (open.length > 0) {
    return text`Assumes ${code(name)} reaches ${code(unit.service)} through ${list(open, 2)}; does it?`;
  }
  const overlay = elsewhere.find((fact) => fact.unit === unit.service);
  if (overlay && unit.code)
    return text`Assumes ${code(unit.service)} gets ${code(name)} as the one in ${code(overlay.file)} does`;
  if (overlay) return text`Assumes ${code(unit.service)} gets ${code(name)} without ${code(overlay.file)}`;
  const others = [...new Set(elsewhere.flatMap((fact) => (fact.unit === undefined ? [] : [fact.unit])))];
  return others.length > 0
    ? text`Assumes ${code(unit.service)} gets ${code(name)} as ${list(others, 3)} ${others.length === 1 ? ['does'] : ['do']}`
    : text`Assumes ${code(unit.service)} is given ${code(name)}, which only a schema or an example names`;
}
