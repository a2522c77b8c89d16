import { isTestPath } from '../../formats/code-paths.ts';
import { folderOf } from '../../formats/paths.ts';
import { digestsOf } from '../../system/accepted-values.ts';
import { code, text } from '../../report/text.ts';
import type { Read } from '../../system/facts.ts';
import type { Located, System } from '../../system/system.ts';
import { digestOf } from '../../system/value-shape.ts';
import { codeReads, isToolingPath } from '../../system/variables.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import type { IntegrityRule, Problem } from '../rule.ts';

/** Two places fall back to different values for one variable. */
export const envDefaultDiverges: IntegrityRule = {
  kind: 'integrity',
  id: 'env-default-diverges',
  stage: 'config',
  severity: 'medium',
  summary: 'Two places fall back to different values for one variable',
  assumption: 'Assumes that the places agree on the value while the variable is not set.',
  verify: 'List the fallbacks side by side, or read the variable in one place.',
  explanation: `Compares literal fallbacks of one name: \`?? 'x'\`, \`os.getenv("X", "x")\`, \`.default('x')\` of a schema,
\`\${X:-x}\`. It fires when two files of one package disagree, when two services of one compose file do, and when two
packages disagree on a name that they meet by: a queue, topic, bucket, stream, channel, database, table, index, prefix or
namespace.

It stays silent for names that each program has for itself (levels, hosts, ports, sizes, timeouts, paths), for empty
fallbacks, which only say that there is none, for different spellings of yes and no, for addresses in compose files, which
differ by who looks, and in tests, examples and tooling.
Fallbacks are compared by digest. Across packages it is a question.`,
  check: (system) => [...inCode(system), ...inCompose(system)],
};

type Fallback = Located<Read> & { readonly fallback: string };

/** Names that programs and services each have their own answer to. */
const own =
  /(?:^|_)(?:LEVEL|DEBUG|VERBOSE|HOST|HOSTNAME|PORT|ADDR|ADDRESS|BIND|LISTEN|WORKERS?|THREADS?|CONCURRENCY|SIZE|LIMIT|MAX|MIN|COUNT|TIMEOUT|INTERVAL|TTL|MEMORY|CPU|PATH|DIR|DIRECTORY|FILE|FORMAT|COLOR|NAME|VERSION|TAG|ENV|ENVIRONMENT|MODE|ARGS|OPTS|OPTIONS|CMD|COMMAND|USER|UID|GID)$/;

/** Programs that put others under load have their own settings. */
const measuring = /(?:^|\/)(?:load-?tests?|stress|perf(?:ormance)?|k6|locust)\//i;

/** Services on one network and the browser outside of it reach one thing by different addresses. */
const address = /(?:^|_)(?:URL|URI|ENDPOINT|ORIGIN|SERVER|BROKERS?)$/;

/** Names by which programs meet. */
const shared =
  /(?:^|_)(?:QUEUE|TOPIC|BUCKET|STREAM|CHANNEL|EXCHANGE|DATABASE|DB|TABLE|INDEX|PREFIX|NAMESPACE|GROUP)(?:_NAME|_PREFIX|_ID)?$/;

function inCode(system: System): readonly Problem[] {
  return [...codeReads(system)].flatMap(([name, reads]) => {
    if (system.isProvided(name)) return [];
    const fallbacks = reads
      .filter(isFallback)
      .filter(({ file }) => !isToolingPath(file) && !measuring.test(file));
    const packages = groupBy(fallbacks, ({ file }) => packageOf(system, file));
    const within = packages.flatMap(([first, ...rest]) => {
      const other = own.test(name) ? undefined : rest.find((read) => differ(first, read));
      return other ? [problemOf(system, [first, other], packageOf(system, first.file))] : [];
    });
    if (within.length > 0 || !shared.test(name)) return within;
    const [first, ...others] = packages.map(([read]) => read);
    const other = first && others.find((read) => differ(first, read));
    return first && other ? [problemOf(system, [first, other], null)] : [];
  });
}

function isFallback(read: Located<Read>): read is Fallback {
  return read.fallback !== undefined && !meansNothing().has(read.fallback);
}

/** In one file a second fallback is meant, or the first is never reached. */
function differ(a: Fallback, b: Fallback): boolean {
  if (a.file === b.file || a.phase !== b.phase) return false;
  return a.fallback !== b.fallback && !isSameFlag(a.fallback, b.fallback);
}

function isSameFlag(a: string, b: string): boolean {
  return flags().some((words) => words.has(a) && words.has(b));
}

let known: readonly ReadonlySet<string>[] | undefined;

function flags(): readonly ReadonlySet<string>[] {
  known ??= [new Set(digestsOf(['true', '1', 'yes', 'on'])), new Set(digestsOf(['false', '0', 'no', 'off']))];
  return known;
}

function meansNothing(): ReadonlySet<string> {
  return new Set([digestOf('')]);
}

/** The folder of the closest manifest above a file. */
function packageOf({ tree }: System, path: string): string {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const at = folder === '' ? '' : `${folder}/`;
    if (folder === '' || manifests.some((name) => tree.has(at + name))) return folder;
  }
}

const manifests = [
  'package.json',
  'pyproject.toml',
  'setup.py',
  'requirements.txt',
  'go.mod',
  'Gemfile',
  'Dockerfile',
];

/** Services of one compose file that fill in one variable differently. */
function inCompose(system: System): readonly Problem[] {
  const reads = system
    .facts('read')
    .filter(({ file, via }) => via === 'interpolation' && system.files.get(file)?.format === 'compose')
    .filter(isFallback)
    .filter(({ file, name }) => !isTestPath(file) && !system.isProvided(name))
    .filter(({ name }) => !own.test(name) && !address.test(name));
  return groupBy(reads, ({ file, name }) => `${file}\0${name}`).flatMap(([first, ...rest]) => {
    const other = rest.find(
      ({ unit, fallback }) =>
        unit !== first.unit && fallback !== first.fallback && !isSameFlag(first.fallback, fallback),
    );
    return other ? [problemOf(system, [first, other], first.file)] : [];
  });
}

/** @param scope package or file in which they disagree; null across packages */
function problemOf(
  { side }: System,
  [first, other]: readonly [Fallback, Fallback],
  scope: string | null,
): Problem {
  const isSure = scope !== null;
  const inFile = first.file === other.file;
  const who = inFile
    ? text`${code(first.unit ?? first.file)} and ${code(other.unit ?? other.file)}`
    : text`${code(first.file)} and ${code(other.file)}`;
  return {
    subject: first.name,
    identity: [first.name, scope ?? ''],
    confidence: isSure ? 'likely' : 'possible',
    title: text`${who} fall back to different values for ${code(first.name)}`,
    assumption: isSure
      ? text`Assumes ${who} agree on ${code(first.name)} while it is not set`
      : text`Assumes ${who} need not agree on ${code(first.name)} while it is not set; must they?`,
    verify: text`List the fallbacks of ${code(first.name)} side by side, or read it in one place`,
    at: placeOf(other),
    related: [{ ...placeOf(first), side, note: text`falls back to another value` }],
  };
}
