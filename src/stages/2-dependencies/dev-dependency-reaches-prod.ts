import { code, list, text } from '../../report/text.ts';
import type { Package } from '../../system/facts.ts';
import { lockedPairs } from '../../system/locked-pairs.ts';
import type { LockedPair } from '../../system/locked-pairs.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import type { Located } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { parentsOf } from './parents-of.ts';

/** A tool of development is now shipped, because something that is shipped needs it. */
export const devDependencyReachesProd: ChangeRule = {
  kind: 'change',
  id: 'dev-dependency-reaches-prod',
  stage: 'dependencies',
  severity: 'info',
  summary: 'A package that manifests want for development alone is now brought into production',
  assumption: 'Assumes that the package may be shipped, with its size, its licence and its vulnerabilities.',
  verify: 'Find out which dependency brings it, and whether that belongs into production.',
  explanation: `Looks at packages that manifests ask for as development dependencies and that nothing in production needed at base. It
fires when a dependency for production brings one of them along at head. All of a lockfile are one finding.

It stays silent where the manifest itself now asks for the package in production, for packages that no manifest names, for types, and
where another tool writes the lockfile now.`,
  check: (change) =>
    lockedPairs(change)
      // Another tool counts peers in another way.
      .filter(({ base, head }) => base.file !== head.file && base.lockfile.manager === head.lockfile.manager)
      .flatMap(problemOf),
};

function problemOf({ base, head }: LockedPair): readonly Problem[] {
  const tools = toolsOf(head);
  const before = toolsOf(base);
  const shipped = [...tools.values()].filter((entry) => {
    const old = before.get(entry.name);
    return entry.dev === false && old?.dev === true;
  });
  const [first] = shipped;
  if (!first) return [];
  const names = shipped.map(({ name }) => name);
  const tooled = new Set(head.asks.filter(({ group }) => group === 'dev').map(({ name }) => name));
  const parents = parentsOf(head, shipped).filter(({ name }) => !tooled.has(name));
  const through = [...new Set(parents.map(({ name }) => name))];
  return [
    {
      subject: names.length === 1 ? first.name : head.path,
      alsoAbout: names,
      identity: [head.path, ...names.toSorted()],
      confidence: 'likely',
      title: text`${list(names, 3)} ${[names.length === 1 ? 'is' : 'are']} shipped now, and ${[names.length === 1 ? 'was' : 'were']} for development alone`,
      assumption: text`Assumes that ${list(names, 3)} may be in production.`,
      detail:
        through.length === 0
          ? text`A dependency for production brings ${[names.length === 1 ? 'it' : 'them']} along.`
          : text`Brought along by ${list(through, 4)}.`,
      verify: text`Ask the installer who needs ${code(first.name)} in production.`,
      at: placeOf(first),
    },
  ];
}

/** Entries that manifests ask for in development, and none in production. */
function toolsOf({ asks }: LockedTree): ReadonlyMap<string, Located<Package>> {
  const shipped = new Set(asks.filter(({ group }) => group !== 'dev').map(({ name }) => name));
  return new Map(
    asks.flatMap(({ name, group, answer }) =>
      group === 'dev' && answer && !shipped.has(name) && !name.startsWith('@types/')
        ? [[name, answer] as const]
        : [],
    ),
  );
}
