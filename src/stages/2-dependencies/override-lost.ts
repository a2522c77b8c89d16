import semver from 'semver';
import { code, list, text } from '../../report/text.ts';
import type { Override, Package } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** A version that was forced is not any more, and what it kept out is back. */
export const overrideLost: ChangeRule = {
  kind: 'change',
  id: 'override-lost',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A forced version went, and the lockfile has a version again that it kept out',
  assumption: 'Assumes that nothing needs the forced version any more.',
  verify: 'Look at what the override was added for: `git log -S NAME -- package.json`.',
  explanation: `Looks at \`overrides\`, \`resolutions\` and \`pnpm.overrides\`. Most of them were added because of a vulnerability or
a defect in what would be installed without them. It fires when a change removes an override, or gives it another range, and
the lockfile at head has a version that the old range did not allow, while none was locked at base.

It stays silent when all locked versions still lie in the old range or are newer than all that were locked, when the package
is gone, and for overrides that are new.

Severity: high; medium where another override of the package is left, for some of its versions say.`,
  check: ({ base, head }) => {
    const left = overridesIn(head);
    const kept = new Set(left.map(keyOf));
    return overridesIn(base)
      .filter((override) => !kept.has(keyOf(override)))
      .flatMap((override) => problemOf({ base, head }, override, left));
  },
};

function overridesIn(system: System): readonly Located<Override>[] {
  return system
    .facts('override')
    .filter(({ file }) => /(?:^|\/)(?:package\.json|pnpm-workspace\.yaml)$/.test(file));
}

function keyOf({ file, selector, specifier }: Located<Override>): string {
  return [file, selector, specifier].join('\0');
}

function problemOf(
  { base, head }: Pick<Change, 'base' | 'head'>,
  override: Located<Override>,
  left: readonly Override[],
): readonly Problem[] {
  const { name, specifier, file } = override;
  // A selector of a parent forces some of the entries alone, which cannot be told here.
  if (semver.validRange(specifier) === null || override.selector.replace(/(?<=.)@.*$/, '') !== name)
    return [];
  const before = lockedVersions(base, name);
  const now = lockedVersions(head, name);
  if (before.length === 0 || before.some(({ version }) => !semver.satisfies(version, specifier))) return [];
  const back = now.filter(
    ({ version }) =>
      !semver.satisfies(version, specifier) &&
      before.some((old) => semver.satisfies(old.version, `>${version}`)),
  );
  const [first] = back;
  if (!first) return [];
  const versions = [...new Set(back.map(({ version }) => version))];
  return [
    {
      subject: name,
      identity: [file, override.selector],
      // A narrower one took its place: somebody thought about it.
      severity: left.some((other) => other.name === name) ? 'medium' : 'high',
      confidence: 'likely',
      title: text`${code(name)} is no longer forced to ${code(specifier)}, and ${list(versions, 3)} ${[versions.length === 1 ? 'is' : 'are']} locked again`,
      assumption: text`Assumes nothing needs ${code(name)} at ${code(specifier)} any more`,
      verify: text`Look at why it was forced: ${code(`git log -S '${name}' -- ${file}`)}`,
      at: placeOf(first),
      atBase: placeOf(override),
    },
  ];
}

function lockedVersions(system: System, name: string): readonly Located<Package>[] {
  return system.facts('package').filter((each) => each.ecosystem === 'npm' && each.name === name);
}
