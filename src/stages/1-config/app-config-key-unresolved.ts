import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { answersTo, isAnswered, keyReads, keysOf, takesLiterally } from '../../system/app-config.ts';
import type { ConfigFamily, ConfigRead } from '../../system/app-config-facts.ts';
import { isProvidedKey, namesOf, overrides, variablesFor } from '../../system/config-names.ts';
import { lackingProfiles } from '../../system/config-profiles.ts';
import { isPublishedConfig } from '../../system/laravel-packages.ts';
import type { Located, System } from '../../system/system.ts';
import { declaredNames, isToolingPath } from '../../system/variables.ts';
import { groupBy } from '../group-by.ts';
import type { Confidence, IntegrityRule, Problem, Severity } from '../rule.ts';

/** Code asks for a key of the application's configuration that no file of it gives. */
export const appConfigKeyUnresolved: IntegrityRule = {
  kind: 'integrity',
  id: 'app-config-key-unresolved',
  stage: 'config',
  severity: 'high',
  summary: 'Code asks for a configuration key that no configuration file gives',
  assumption: 'Assumes that the key is given wherever the application runs, although no file of it says so.',
  verify: 'Start the application with the profile that is deployed, or name the place that gives the key.',
  explanation: `Looks at keys that code needs: \`@Value("\${a.b}")\` without a default, \`getRequiredProperty\`,
\`@ConfigProperty\`, fields of a validated \`@ConfigurationProperties\` class, \`\${a.b}\` inside of a configuration file;
\`GetRequiredSection\`, \`configuration["A:B"] ?? throw\`, \`[Required]\` properties of an options class; Laravel's
\`config('file.key')\` without a default, where \`config/file.php\` stands in the repository. It fires when no
\`application.yml\`, \`appsettings.json\` or \`config/*.php\`, of whatever profile, gives the key, and no variable that
overrides it is declared. Spellings count as the framework takes them: \`payment.timeout-ms\`, \`paymentTimeoutMs\` in a bound
class and PAYMENT_TIMEOUTMS are one key; a plain \`@Value\` with capitals is taken as it is written. It also fires, as a
question, when only some profiles give a key and one that is deployed (production, staging) does not.

It stays silent where configuration comes from a config server, a key vault or files of other names, in repositories that
have no configuration file of that framework, for keys that frameworks give themselves, for files that Laravel packages
publish and fill up, in tests, and when any other file that is no code names the key or its variable.

Severity: high where a framework stops without the key. Medium where the code gets nothing instead (Laravel), where the
name sounds like a secret that people keep elsewhere, and for a key of some profiles. Low in tooling.`,
  yieldsTo: ['env-declaration-removed-still-read'],
  check: (system) => {
    const needed = keyReads(system).filter((read) => needs(read) && !isElsewhere(system, read));
    const byKey = groupBy(needed, ({ family, key }) => `${family}\0${key}`);
    return byKey.flatMap((reads) => problemOf(system, reads));
  },
};

function needs(read: ConfigRead): boolean {
  if (isProvidedKey(read)) return false;
  return read.strength === 'required' || (read.family === 'laravel' && read.strength === 'guarded');
}

/** The key may come from a place that is not read, or there is no place to miss it from. */
function isElsewhere(system: System, read: Located<ConfigRead>): boolean {
  const { sources, keys, sections } = keysOf(system, read.family);
  if (sources.length > 0 || keys.size === 0) return true;
  if (read.family !== 'laravel') return false;
  const file = read.key.slice(0, read.key.indexOf('.'));
  const isThere = keys.has(file) || sections.has(file);
  return !isThere || isPublishedConfig(read.key, file);
}

function problemOf(system: System, reads: readonly Located<ConfigRead>[]): readonly Problem[] {
  const [read] = reads;
  if (!read || isDeclared(system, read) || isNamed(system, reads)) return [];
  if (!isAnswered(system, read)) return [missing(system, read, reads)];
  const lacking = read.strength === 'required' ? lackingProfiles(answersTo(system, read), system) : [];
  return lacking.length > 0 ? [missingInProfiles(system, read, reads, lacking)] : [];
}

function isDeclared(system: System, read: ConfigRead): boolean {
  for (const name of declaredNames(system)) if (overrides(name, read)) return true;
  return variablesFor(read).some((name) => system.isProvided(name));
}

/** A script, a chart or another file that no reader explains names the key or its variable. */
function isNamed(system: System, reads: readonly Located<ConfigRead>[]): boolean {
  const [read] = reads;
  if (!read) return false;
  const readers = new Set(reads.map(({ file }) => file));
  return namesOf(read).some((name) =>
    system
      .mentions('variable', name)
      .some(({ path, aside }) => !readers.has(path) && !aside && !isOwnFile(system, path)),
  );
}

/** What configuration files say is known from their keys. */
function isOwnFile(system: System, path: string): boolean {
  return /^(?:spring-config|hocon|appsettings)$/.test(system.files.get(path)?.format ?? '');
}

function missing(system: System, read: Located<ConfigRead>, reads: readonly Located<ConfigRead>[]): Problem {
  const alike = answersTo(system, read).slice(0, 2);
  const { severity, confidence } = weigh(read);
  const title =
    alike.length > 0 && takesLiterally(read)
      ? text`${code(read.key)} is read as it is written, and the configuration spells it ${list(alike.map(({ key }) => key))}`
      : text`${code(read.key)} is read, and no configuration file gives it`;
  const variable = variablesFor(read)[0];
  return {
    ...common(system, read, reads),
    severity,
    confidence,
    title,
    assumption:
      confidence === 'possible'
        ? text`Assumes ${code(read.key)} is given from outside of this repository; is it?`
        : text`Assumes ${code(read.key)} is given wherever ${code(read.file)} runs`,
    detail: detailOf(read, variable),
    related: [
      ...alike.map(({ file, line }) => ({
        path: file,
        line,
        side: system.side,
        note: text`spelled otherwise here`,
      })),
      ...reads
        .filter((other) => other !== read)
        .slice(0, 4)
        .map(({ file, line }) => ({ path: file, line, side: system.side, note: text`also read here` })),
    ],
  };
}

const outcomes: Readonly<Record<ConfigFamily, Text>> = {
  jvm: text`The read has no default.`,
  dotnet: text`The code stops when it is absent.`,
  laravel: text`The call gives nothing instead, and there is no default.`,
};

function detailOf(read: ConfigRead, variable: string | undefined): Text {
  const outcome = outcomes[read.family];
  return variable === undefined
    ? outcome
    : text`${outcome} No declaration of ${code(variable)}, which would give it, either.`;
}

function missingInProfiles(
  system: System,
  read: Located<ConfigRead>,
  reads: readonly Located<ConfigRead>[],
  lacking: readonly string[],
): Problem {
  return {
    ...common(system, read, reads),
    identity: [read.family, read.key, ...lacking],
    severity: 'medium',
    confidence: 'possible',
    title: text`${code(read.key)} is read, and ${list(lacking)} does not give it as other profiles do`,
    assumption: text`Assumes ${code(read.key)} reaches ${list(lacking)} from outside of this repository; does it?`,
  };
}

function common(system: System, read: Located<ConfigRead>, reads: readonly Located<ConfigRead>[]) {
  return {
    subject: read.key,
    alsoAbout: variablesFor(read),
    identity: [read.family, read.key],
    verify: text`Start the application as it is deployed and reach ${code(`${read.file}:${read.line}`)}, or name the place that gives ${code(read.key)}`,
    at: { path: read.file, line: read.line },
    related: reads
      .slice(1, 4)
      .map(({ file, line }) => ({ path: file, line, side: system.side, note: text`also read here` })),
  };
}

const secret = /secret|password|passwd|token|credential|api-?_?key|private-?key|connectionstrings|dsn$/i;

function weigh(read: Located<ConfigRead>): { readonly severity: Severity; readonly confidence: Confidence } {
  if (isToolingPath(read.file)) return { severity: 'low', confidence: 'possible' };
  if (read.family !== 'laravel' && secret.test(read.key))
    return { severity: 'medium', confidence: 'possible' };
  return read.strength === 'required'
    ? { severity: 'high', confidence: 'likely' }
    : { severity: 'medium', confidence: 'likely' };
}
