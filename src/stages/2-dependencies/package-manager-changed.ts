import { code, list, text } from '../../report/text.ts';
import type { ConfigDependency } from '../../system/facts.ts';
import { lockedPairs } from '../../system/locked-pairs.ts';
import type { LockedPair } from '../../system/locked-pairs.ts';
import type { Change, Located } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import { placeOf } from '../place-of.ts';
import { namedManagers, titleOf } from './named-managers.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** Another tool installs, or the same tool in another format, or with hooks of a package. */
export const packageManagerChanged: ChangeRule = {
  kind: 'change',
  id: 'package-manager-changed',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'A lockfile is written by another tool, in another version of its format, or with new hooks',
  assumption: "Assumes that everybody's installer reads the lockfile alike.",
  verify: 'Look up which tool, and which version of it, images, CI and developers install with.',
  explanation: `Compares who wrote a lockfile. It fires when one tool takes the place of another (Yarn of npm, uv of Poetry), and when the
version of the format changes (\`lockfileVersion\`): an older installer refuses the new format, ignores it, or writes it anew. It also fires
for new \`configDependencies\` of pnpm, which are installed before everything else and may change how it is installed.

It looks at \`packageManager\`, too: another tool that no lockfile tells of, and another major version, which may install in another
way (which packages may run code, say).

It stays silent for lockfiles that are new, and for formats that name no version.

Severity: medium, low between versions 2 and 3 of npm's and for another major version of the tool; high for new \`configDependencies\`.`,
  check: (change) => [
    ...lockedPairs(change).flatMap(switchOf),
    ...namedManagers(change),
    ...groupBy(newConfigDependencies(change), ({ file }) => file).map(problemOfHooks),
  ],
};

function switchOf({ base, head }: LockedPair): readonly Problem[] {
  const [was, is] = [base.lockfile, head.lockfile];
  const other = was.manager !== is.manager;
  if (!other && majorOf(was.version) === majorOf(is.version)) return [];
  if (!other && (was.version === '' || is.version === '')) return [];
  const place = { path: head.path, line: is.line };
  return [
    {
      subject: head.path,
      identity: [head.path, is.manager, other ? '' : is.version],
      // npm from 7 on reads both.
      severity:
        !other && is.manager === 'npm' && was.version !== '1' && is.version !== '1' ? 'low' : 'medium',
      confidence: 'certain',
      title: other
        ? text`${code(head.path)} of ${[titleOf(is.manager)]} takes the place of ${code(base.path)} of ${[titleOf(was.manager)]}`
        : text`${code(head.path)} goes from version ${code(was.version)} of its format to ${code(is.version)}`,
      assumption: other
        ? text`Assumes that images, CI and developers install with ${[titleOf(is.manager)]} now.`
        : text`Assumes that the ${[titleOf(is.manager)]} of images, CI and developers reads version ${code(is.version)} of the format.`,
      verify: other
        ? text`Look for what still calls ${[titleOf(was.manager)]} or copies ${code(base.path)}.`
        : text`Look up which ${[titleOf(is.manager)]} images and CI install with, and whether it reads that version.`,
      at: place,
      atBase: { path: base.path, line: was.line },
    },
  ];
}

function majorOf(version: string): string {
  return version.split('.')[0] ?? '';
}

function newConfigDependencies({ base, head }: Change): readonly Located<ConfigDependency>[] {
  const known = new Set(base.facts('config-dependency').map(({ name }) => name));
  return head.facts('config-dependency').filter(({ name }) => !known.has(name));
}

function problemOfHooks(
  added: readonly [Located<ConfigDependency>, ...Located<ConfigDependency>[]],
): Problem {
  const [first] = added;
  const names = added.map(({ name }) => name);
  return {
    subject: names.length === 1 ? first.name : first.file,
    alsoAbout: names,
    identity: [first.file, ...names.toSorted()],
    severity: 'high',
    confidence: 'certain',
    title: text`pnpm installs ${list(names, 3)} before everything else now`,
    assumption: text`Assumes that the maintainers of ${list(names, 3)} are trusted with how everything else is installed.`,
    verify: text`Read the hooks that ${list(names, 3)} ${[names.length === 1 ? 'brings' : 'bring']} along.`,
    at: placeOf(first),
  };
}
