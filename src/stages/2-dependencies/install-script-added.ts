import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { Package } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem, Severity } from '../rule.ts';

/** A package that only lay there when it was installed now runs code. */
export const installScriptAdded: ChangeRule = {
  kind: 'change',
  id: 'install-script-added',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A package that is installed already now runs code when it is installed',
  assumption: "Assumes that installing the package runs nobody's code.",
  verify:
    'Read the scripts of the new version: `npm view NAME@VERSION scripts`; of a Python release, how its source is built.',
  explanation: `Looks at what lockfiles say of it: \`hasInstallScript\` of npm, \`requiresBuild\` of pnpm up to version 8, and for Python releases
that are there as an archive of their source alone, which is built where it is installed (uv, Poetry, PDM, \`pylock.toml\`). It fires
when a package whose locked versions ran no code at base has one that does at head: the usual way in which a hijacked
release reaches a build. All such packages of a lockfile are one finding.

It stays silent for packages that are new (\`dependency-added\` tells those that the manifest asks for), where any locked
version had a script before, and where the format of the lockfile changed. Other lockfiles do not say which packages run code;
that of Cargo does not name build scripts.

Severity: high; medium for what is built from its source, low for that where nothing but development needs it.`,
  check: (change) => change.files.flatMap(({ path, from }) => problemOf(change, path, from ?? path)),
};

function problemOf({ base, head }: Change, path: string, before: string): readonly Problem[] {
  if (formatOf(base, before) !== formatOf(head, path)) return [];
  const old = packagesIn(base, before);
  const had = new Map<string, boolean>();
  for (const { name, installScript } of old) had.set(name, had.get(name) === true || installScript === true);
  const added = packagesIn(head, path).filter(
    ({ name, installScript }) => installScript === true && had.get(name) === false,
  );
  const [first] = added;
  if (!first) return [];
  const names = [...new Set(added.map(({ name }) => name))];
  const was = old.find(({ name }) => name === first.name);
  return [
    {
      subject: names.length === 1 ? first.name : path,
      identity: [path, ...names.toSorted()],
      ...(first.ecosystem === 'pypi' ? { severity: severityOfBuild(added) } : {}),
      confidence: 'certain',
      title: text`${list(names, 4)} now ${names.length === 1 ? ['runs'] : ['run']} code when installed`,
      assumption: text`Assumes installing ${list(names, 4)} runs nobody's code, as before`,
      ...(first.ecosystem === 'pypi'
        ? { detail: ['There is no wheel of this version: its source is built where it is installed.'] }
        : {}),
      verify: verifyOf(first),
      at: placeOf(first),
      atBase: was ? placeOf(was) : null,
      related: added.slice(1, 6).map((each) => ({
        ...placeOf(each),
        side: 'head',
        note: text`${code(`${each.name}@${each.version}`)}`,
      })),
    },
  ];
}

/** The code of a build is by those whose package code imports anyway. */
function severityOfBuild(built: readonly Package[]): Severity {
  return built.every(({ dev }) => dev === true) ? 'low' : 'medium';
}

function verifyOf({ ecosystem, name, version }: Package): Text {
  return ecosystem === 'pypi'
    ? text`Read in its source archive how it is built: ${code('setup.py')}, or what ${code('pyproject.toml')} names under ${code('build-system')}.`
    : text`Read the scripts: ${code(`npm view ${name}@${version} scripts`)}`;
}

/** Lockfiles that say which packages run code. */
const telling: ReadonlySet<string> = new Set([
  'package-lock',
  'pnpm-lock',
  'uv-lock',
  'poetry-lock',
  'pdm-lock',
  'pylock',
]);

function packagesIn(system: System, path: string): readonly Located<Package>[] {
  if (!telling.has(system.files.get(path)?.format ?? '')) return [];
  return system
    .facts('package')
    .filter(
      ({ file, ecosystem, source }) => file === path && (ecosystem !== 'pypi' || source.type === 'registry'),
    );
}

/** Another format may say more, or less, of the same packages. */
function formatOf(system: System, path: string): string {
  const file = system.files.get(path);
  const lockfile = file?.facts.find((fact) => fact.kind === 'lockfile');
  return `${file?.format} ${lockfile?.version.split('.')[0]}`;
}
