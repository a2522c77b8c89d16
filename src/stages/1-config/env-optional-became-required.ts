import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import { environmentOf } from '../../system/compose-units.ts';
import type { Declaration, EnvFrom, Read } from '../../system/facts.ts';
import { ownersOf } from '../../system/ownership.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { isToolingPath, suppliesOf } from '../../system/variables.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Confidence, Problem, Severity } from '../rule.ts';

/** What could be left out at base has to be there at head. */
export const envOptionalBecameRequired: ChangeRule = {
  kind: 'change',
  id: 'env-optional-became-required',
  stage: 'config',
  severity: 'high',
  summary: 'A variable that could be left out is now required',
  assumption: 'Assumes that every environment already sets the variable.',
  verify:
    'Look the variable up in the secret store or settings of each environment before the change goes out.',
  explanation: `Compares one place at base and at head. It fires when a schema drops \`.optional()\` or a default, when a
workload drops \`optional: true\` from a key or an object that the repository does not hold, and when a platform's manifest
newly requires a variable. A default of a compose file that becomes \`\${X:?}\` is \`compose-required-var-added\`.

It stays silent where the repository gives the variable to the units that run the code or, when no unit is known, to
anybody; for names that platforms provide; and in tests. A variable that was not there at all before is
\`env-read-undeclared\`.

Severity: high where the environment of the unit is listed in full and lacks the variable. Otherwise the variable may be set outside of the repository: a question, and medium.`,
  yieldsTo: ['env-renamed-partially', 'env-declaration-removed-still-read'],
  check: (change) => [...inSchemas(change), ...inWorkloads(change), ...inManifests(change)],
};

interface Weight {
  readonly severity: Severity;
  readonly confidence: Confidence;
}

const question: Weight = { severity: 'medium', confidence: 'possible' };
const sure: Weight = { severity: 'high', confidence: 'likely' };

/** Pairs of equal facts of a changed file, before and after. */
function pairs<F extends Located>(
  { base, head, files }: Change,
  factsOf: (system: System) => readonly F[],
  keyOf: (fact: F) => string,
): readonly (readonly [F, F])[] {
  const before = new Map(factsOf(base).map((fact) => [`${fact.file}\0${keyOf(fact)}`, fact]));
  const origins = new Map(files.map(({ path, from }) => [path, from ?? path]));
  return factsOf(head).flatMap((fact) => {
    const origin = origins.get(fact.file);
    const old = origin === undefined ? undefined : before.get(`${origin}\0${keyOf(fact)}`);
    return old && !isTestPath(fact.file) ? [[old, fact] as const] : [];
  });
}

function inSchemas(change: Change): readonly Problem[] {
  const { head } = change;
  const fields = (system: System) => system.facts('declaration').filter(({ role }) => role === 'validated');
  return pairs(change, fields, ({ name }) => name).flatMap(([old, now]) => {
    if (old.required !== false || now.required !== true || head.isProvided(now.name)) return [];
    if (now.phase === 'ci' || isToolingPath(now.file)) return [];
    const weight = weigh(head, now);
    return weight ? [problemOf(old, now, weight, text`The schema in ${code(now.file)}`)] : [];
  });
}

/** Whether the units that run the code get it, as far as the repository says; null where they do. */
function weigh(head: System, { name, file }: Located<Declaration>): Weight | null {
  const { units, shared } = ownersOf(head, file);
  const lacking = units.filter((unit) => !environmentOf(head, unit).supplied.has(name));
  if (units.length === 0 || shared) return suppliesOf(head, name).length > 0 ? null : question;
  if (lacking.length === 0) return null;
  return lacking.some((unit) => environmentOf(head, unit).open.length === 0) ? sure : question;
}

/** `optional: true` is gone from a key, or from all keys, of an object. */
function inWorkloads(change: Change): readonly Problem[] {
  const { head } = change;
  const keys = pairs(
    change,
    (system) => system.facts('declaration').filter(({ reference }) => reference !== undefined),
    ({ name, unit, reference }) => [name, unit, reference?.object, reference?.key].join('\0'),
  ).flatMap(([old, now]) => {
    const { reference } = now;
    if (!old.reference?.optional || !reference || reference.optional) return [];
    if (holdsKey(head, reference.object, reference.key)) return [];
    return [problemOf(old, now, question, text`${code(now.unit ?? now.file)}`)];
  });
  const whole = pairs(
    change,
    (system) => system.facts('env-from'),
    ({ unit, source, object, prefix }) => [unit, source, object, prefix].join('\0'),
  ).flatMap(([old, now]) =>
    old.optional && !now.optional && !holdsKey(head, now.object) ? [ofObject(old, now)] : [],
  );
  return [...keys, ...whole];
}

function holdsKey(system: System, object: string, key?: string): boolean {
  return system
    .facts('config-object')
    .some(({ name, keys, open }) => name === object && (key === undefined || open || keys.includes(key)));
}

function ofObject(old: Located<EnvFrom>, now: Located<EnvFrom>): Problem {
  return {
    subject: now.object,
    identity: [now.object, now.file, now.unit],
    ...question,
    title: text`${code(now.unit)} no longer starts without ${code(now.object)}`,
    assumption: text`Assumes ${code(now.object)} exists in every cluster that runs ${code(now.unit)}; does it?`,
    verify: text`Look for ${code(now.object)} in each namespace: ${code(`kubectl get ${now.source === 'secret' ? 'secret' : 'configmap'} ${now.object}`)}`,
    at: placeOf(now),
    atBase: placeOf(old),
  };
}

/** A platform asks for the variable before it starts anything. */
function inManifests(change: Change): readonly Problem[] {
  const fields = (system: System) =>
    system
      .facts('declaration')
      .filter(({ file }) => /^(?:heroku-app|wrangler)$/.test(system.files.get(file)?.format ?? ''));
  return pairs(change, fields, ({ name, unit }) => `${name}\0${unit ?? ''}`).flatMap(([old, now]) =>
    old.required === false && now.required === true && !now.value
      ? [problemOf(old, now, question, text`${code(now.file)}`)]
      : [],
  );
}

function problemOf(
  old: Located<Declaration> | Located<Read>,
  now: Located<Declaration> | Located<Read>,
  weight: Weight,
  who: ReturnType<typeof text>,
): Problem {
  return {
    subject: now.name,
    identity: [now.name, now.file],
    ...weight,
    title: text`${who} now requires ${code(now.name)}, which could be left out before`,
    assumption:
      weight.confidence === 'possible'
        ? text`Assumes every environment already sets ${code(now.name)}; does each of them?`
        : text`Assumes every environment already sets ${code(now.name)}`,
    verify: text`Look ${code(now.name)} up in the settings or secret store of each environment`,
    at: placeOf(now),
    atBase: placeOf(old),
  };
}
