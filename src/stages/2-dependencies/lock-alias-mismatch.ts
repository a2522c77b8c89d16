import { code, text } from '../../report/text.ts';
import type { Package } from '../../system/facts.ts';
import type { Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { IntegrityRule, Problem } from '../rule.ts';

/** An entry of a lockfile installs another package than the one it is called after. */
export const lockAliasMismatch: IntegrityRule = {
  kind: 'integrity',
  id: 'lock-alias-mismatch',
  stage: 'dependencies',
  severity: 'high',
  summary: 'An entry of a lockfile installs another package than its name says',
  assumption: 'Assumes that what is installed under a name is the package of that name.',
  verify: 'Read what the entry fetches, and whether a manifest asks for it under that name.',
  explanation: `Looks at the lockfiles of npm and of Yarn 1, which write down where each package is fetched from. It fires when the
address of a registry's archive names another package or another version than the entry, and when \`package-lock.json\` installs a
package under a name under which nothing in the file, and no override, asks for it.

It stays silent for aliases (\`npm:other@^1\`), for dependencies that are asked for by address, and for registries whose
addresses do not name what they serve.`,
  check: (system) =>
    system.facts('package').flatMap((entry): readonly Problem[] => {
      if (entry.serves !== undefined) return [problemOf(entry, entry.name, entry.serves)];
      const { installedAs } = entry;
      return installedAs === undefined || isForced(system, installedAs, entry.name)
        ? []
        : [problemOf(entry, installedAs, `${entry.name}@${entry.version}`)];
    }),
};

function problemOf(entry: Located<Package>, name: string, served: string): Problem {
  return {
    subject: name,
    identity: [entry.file, name, served],
    confidence: 'certain',
    title: text`${code(entry.file)} installs ${code(served)} as ${code(name === entry.name ? `${name}@${entry.version}` : name)}`,
    assumption: text`Assumes that what is installed as ${code(name)} is ${code(name)}.`,
    detail: text`No manifest and no other package asks for it in that way.`,
    verify: text`Open the address in the entry, and write the lockfile anew from the manifests.`,
    at: placeOf(entry),
  };
}

function isForced(system: System, name: string, target: string): boolean {
  return system
    .facts('override')
    .some((override) => override.name === name && override.specifier.startsWith(`npm:${target}`));
}
