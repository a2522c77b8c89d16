import { code, list, text } from '../../report/text.ts';
import type { Package } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A package that only lay there when it was installed now runs code. */
export const installScriptAdded: ChangeRule = {
  kind: 'change',
  id: 'install-script-added',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A package that is installed already now runs code when it is installed',
  assumption: "Assumes that installing the package runs nobody's code.",
  verify: 'Read the scripts of the new version: `npm view NAME@VERSION scripts`.',
  explanation: `Looks at \`hasInstallScript\` in \`package-lock.json\`. It fires when a package whose locked versions had no install
script at base has one at head: the usual way in which a hijacked release reaches a build. All such packages of a lockfile
are one finding.

It stays silent for packages that are new (\`dependency-added\` tells those that the manifest asks for), and where any locked
version had a script before. Other lockfiles do not say which packages have such scripts.`,
  check: (change) => change.files.flatMap(({ path, from }) => problemOf(change, path, from ?? path)),
};

function problemOf({ base, head }: Change, path: string, before: string): readonly Problem[] {
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
      confidence: 'certain',
      title: text`${list(names, 4)} now ${names.length === 1 ? ['runs'] : ['run']} code when installed`,
      assumption: text`Assumes installing ${list(names, 4)} runs nobody's code, as before`,
      verify: text`Read the scripts: ${code(`npm view ${first.name}@${first.version} scripts`)}`,
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

function packagesIn(system: System, path: string): readonly Located<Package>[] {
  if (system.files.get(path)?.format !== 'package-lock') return [];
  return system.facts('package').filter(({ file }) => file === path);
}
