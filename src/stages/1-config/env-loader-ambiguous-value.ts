import { isTestPath } from '../../formats/code-paths.ts';
import type { EnvLoader } from '../../formats/dotenv/loaders.ts';
import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { LoaderReading } from '../../system/env-load-facts.ts';
import { loadersOf } from '../../system/env-loaders.ts';
import type { LoadPlace } from '../../system/env-loaders.ts';
import type { Declaration } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** The programs that load an env file do not read a line of it alike. */
export const envLoaderAmbiguousValue: ChangeRule = {
  kind: 'change',
  id: 'env-loader-ambiguous-value',
  stage: 'config',
  severity: 'medium',
  summary: 'Programs that load the same env file read a new value differently',
  assumption: 'Assumes that every program which loads the file reads the value alike.',
  verify: 'Load the file with each of the programs and compare the lengths of the value.',
  explanation: `Env files have no standard. The \`dotenv\` package and \`node --env-file\` cut an unquoted value at any
\`#\`, Compose and python-dotenv only behind a blank, \`docker run --env-file\` never; docker keeps quotes; Compose and
python-dotenv fill in variables; escapes differ everywhere. It fires for a new or changed value when at least two
programs load the file in this repository and they would come to different values. What loads a file is taken from
\`env_file\` and \`\${X}\` in compose files, \`--env-file\` in scripts and pipelines, and calls of \`dotenv\` and
\`load_dotenv\` in code. The value itself is never shown.

It stays silent for examples, for tests, for values that did not change, where one loader is known, and where the file
had another value at base that the same programs read differently in the same way.`,
  check: (change): readonly Problem[] =>
    change.files.flatMap(({ path, from }) =>
      isTestPath(path)
        ? []
        : changedValues(change, path, from ?? path).flatMap((fact) => problemOf(change, fact)),
    ),
};

function changedValues(
  { base, head }: Change,
  path: string,
  before: string,
): readonly Located<Declaration>[] {
  const after = readInManyWays(head, path);
  if (after.length === 0) return after;
  const old = new Set(readInManyWays(base, before).map(keyOf));
  return after.filter((fact) => !old.has(keyOf(fact)));
}

function readInManyWays(system: System, path: string): readonly Located<Declaration>[] {
  return (system.files.get(path)?.facts ?? []).flatMap((fact) =>
    fact.kind === 'declaration' && fact.role === 'supplied' && fact.readings ? [fact] : [],
  );
}

function keyOf(fact: Located<Declaration>): string {
  return JSON.stringify({ ...fact, line: 0, file: '' });
}

function problemOf(change: Change, fact: Located<Declaration>): readonly Problem[] {
  const { name, file, line, readings = [] } = fact;
  const places = loadersOf(change.head, file, name);
  const known = readings.filter(({ loader }) => places.some((place) => place.loader === loader));
  const [first] = known;
  const other = known.find(({ digest }) => digest !== first?.digest);
  if (!first || !other || isUsual(change, fact, [first, other])) return [];
  const [one, two] = [placeOf(places, first), placeOf(places, other)];
  return [
    {
      subject: name,
      identity: [name, file],
      confidence: 'likely',
      title: text`${code(name)} in ${code(file)} does not mean the same to all that load it`,
      assumption: text`Assumes ${code(name)} reaches ${titles[first.loader]} and ${titles[other.loader]} alike`,
      detail: text`${capital(first)}; ${sentence(other)}.`,
      verify: text`Load ${code(file)} with both and compare the lengths of ${code(name)}`,
      at: { path: file, line },
      related: [one, two].flatMap((place) =>
        place
          ? [
              {
                path: place.file,
                line: place.line,
                side: 'head' as const,
                note: text`loaded here by ${titles[place.loader]}`,
              },
            ]
          : [],
      ),
    },
  ];
}

/** The file had another value at base that the two read differently in the same way: it is known to work. */
function isUsual(
  { base, files }: Change,
  { file }: Located<Declaration>,
  pair: readonly LoaderReading[],
): boolean {
  const before = files.find(({ path }) => path === file)?.from ?? file;
  return (base.files.get(before)?.facts ?? []).some(
    (fact) =>
      fact.kind === 'declaration' &&
      pair.every(
        ({ loader, as }) => fact.readings?.some((each) => each.loader === loader && each.as === as) === true,
      ),
  );
}

function placeOf(places: readonly LoadPlace[], { loader }: LoaderReading): LoadPlace | undefined {
  return places.find((place) => place.loader === loader);
}

const titles: Readonly<Record<EnvLoader, Text>> = {
  dotenv: ['the dotenv package'],
  node: ['node --env-file'],
  'python-dotenv': ['python-dotenv'],
  compose: ['Compose'],
  docker: ['docker --env-file'],
};

const manners: Readonly<Record<LoaderReading['as'], string>> = {
  plain: 'takes it as it stands',
  quoted: 'keeps the quotes',
  cut: 'cuts it at the #',
  filled: 'fills in the variable in it',
  escaped: 'reads its escapes',
  host: 'takes it from the shell',
  absent: 'does not see it',
};

function sentence({ loader, as }: LoaderReading): Text {
  return text`${titles[loader]} ${[manners[as]]}`;
}

function capital(reading: LoaderReading): Text {
  const [first, ...rest] = sentence(reading);
  return typeof first === 'string'
    ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest]
    : sentence(reading);
}
