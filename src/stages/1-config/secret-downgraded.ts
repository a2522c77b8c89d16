import { isTestPath } from '../../formats/code-paths.ts';
import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { isAside } from '../../system/aside.ts';
import type { Declaration, ValueShape } from '../../system/facts.ts';
import { isSecretName } from '../../system/secret-names.ts';
import type { Change, Located, System } from '../../system/system.ts';
import type { ChangeRule, Confidence, Problem, Severity } from '../rule.ts';
import { secretsMadeVariables } from './secrets-made-variables.ts';

/** What came from a secret store is written down in plain text, or a secret's value newly stands in the tree. */
export const secretDowngraded: ChangeRule = {
  kind: 'change',
  id: 'secret-downgraded',
  stage: 'config',
  severity: 'high',
  summary: 'A value that was kept as a secret now stands in plain text',
  assumption: 'Assumes that the value is fine in plain text.',
  verify: 'Read the manifest; if the value was real, replace it wherever it is used.',
  explanation: `Compares where a variable with a secret's name comes from at base and at head, in every format that says so:
a Secret or a store before, a literal, a ConfigMap or a plain variable now; \`secrets.X\` before, \`vars.X\` now;
\`sync: false\` before, \`value:\` now. It also asks about new literals for such names in manifests that are deployed. Values
are never shown.

It stays silent for names that do not look like a secret's, for empty values, placeholders and well-known defaults
(\`postgres\`, \`changeme\`), for tests, examples and files of development, and for compose and env files unless their name
says production or staging. Searching the tree for secrets is another tool's work.

Severity: high for a downgrade. A new literal is a question, and medium.`,
  check: (change) => [...downgraded(change), ...secretsMadeVariables(change)],
};

function downgraded(change: Change): readonly Problem[] {
  const { base, head, files } = change;
  const origin = new Map(files.map(({ path, from }) => [path, from ?? path]));
  const before = byName(base);
  const seen = new Set<string>();
  return [...byName(head)].flatMap(([name, now]) =>
    now.flatMap((fact): readonly Problem[] => {
      const at = origin.get(fact.file);
      // Only what a changed file says can be new.
      if (at === undefined || !isPlain(fact) || isSpared(fact)) return [];
      const old = before.get(name) ?? [];
      const own = old.filter(({ file, unit }) => file === at && unit === fact.unit);
      if (own.some((each) => isPlain(each) && each.from === fact.from)) return [];
      const lost = lostSecret(old, now, own, fact);
      const key = `${name}\0${fact.unit ?? fact.file}`;
      if (seen.has(key) || (!lost && !isNewLiteral(head, old, fact))) return [];
      seen.add(key);
      return [problemOf(name, fact, lost)];
    }),
  );
}

function byName(system: System): ReadonlyMap<string, readonly Located<Declaration>[]> {
  const names = new Map<string, Located<Declaration>[]>();
  for (const fact of system.facts('declaration')) {
    if (fact.role !== 'supplied' || !isSecretName(fact.name)) continue;
    names.set(fact.name, [...(names.get(fact.name) ?? []), fact]);
  }
  return names;
}

/** Written down, or taken from where plain values are kept. */
function isPlain({ from, value }: Declaration): boolean {
  if (from === 'config-map') return true;
  return from === undefined && value !== undefined && isTelling(value);
}

/** A text that could be a secret: no number, no switch, no path to a file, no placeholder. */
function isTelling({ type, placeholder }: ValueShape): boolean {
  return placeholder !== true && type === 'text';
}

const development =
  /(?:^|[/._-])(?:dev|develop|development|local|localhost|ci|testing|sandbox|minikube|kind|quickstart|playground|preview|default)(?=[/._-]|$)/i;

function isSpared({ file }: Located<Declaration>): boolean {
  return isTestPath(file) || isAside(file) || development.test(file);
}

/** The secret that this declaration took the place of: in the same unit, or an object's key that is a secret's no more. */
function lostSecret(
  old: readonly Located<Declaration>[],
  now: readonly Located<Declaration>[],
  own: readonly Located<Declaration>[],
  fact: Located<Declaration>,
): Located<Declaration> | undefined {
  const same = own.find(({ from }) => from === 'secret');
  if (same) return same;
  const secrets = old.filter(({ from, unit }) => from === 'secret' && unit === fact.unit);
  const kept = now.some(({ from, unit }) => from === 'secret' && unit === fact.unit);
  return kept || fact.phase === 'ci' ? undefined : secrets[0];
}

/** Formats whose files are mostly for the machine of whoever works on them. */
const localFormats = new Set(['compose', 'dotenv', 'makefile', 'shell', 'justfile', 'dockerfile']);
const deployed = /(?:^|[/._-])(?:prod|production|staging|stage|live|release|deploy)(?=[/._-]|$)/i;

/** A literal where base had none for the name, in a file that is deployed. */
function isNewLiteral(
  head: System,
  old: readonly Located<Declaration>[],
  fact: Located<Declaration>,
): boolean {
  if (fact.phase !== 'run' || fact.from !== undefined) return false;
  const format = head.files.get(fact.file)?.format ?? '';
  if (localFormats.has(format) && !deployed.test(fact.file)) return false;
  return !old.some((each) => isPlain(each) && each.value?.digest === fact.value?.digest);
}

function problemOf(
  name: string,
  fact: Located<Declaration>,
  lost: Located<Declaration> | undefined,
): Problem {
  const who = fact.unit === undefined ? text`${code(fact.file)}` : text`${code(fact.unit)}`;
  const weight: { readonly severity: Severity; readonly confidence: Confidence } = lost
    ? { severity: 'high', confidence: lost.file === fact.file ? 'certain' : 'likely' }
    : { severity: 'medium', confidence: 'possible' };
  return {
    subject: name,
    identity: [name, fact.unit ?? fact.file],
    ...weight,
    title: lost
      ? text`${code(name)} of ${who} came from a secret and ${now(fact)}`
      : text`${who} has a literal value for ${code(name)}`,
    assumption: lost
      ? text`Assumes ${code(name)} is fine in plain text`
      : text`Assumes the value of ${code(name)} in ${code(fact.file)} is no secret; is it none?`,
    verify: text`Read ${code(`${fact.file}:${fact.line}`)}; if the value is real, keep it in the secret store and replace it wherever it is used`,
    at: { path: fact.file, line: fact.line },
    atBase: lost ? { path: lost.file, line: lost.line } : null,
  };
}

function now({ from }: Declaration): Text {
  return from === 'config-map' ? ['is read from a ConfigMap now'] : ['stands in plain text now'];
}
