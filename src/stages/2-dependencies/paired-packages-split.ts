import { escapePattern } from '../../formats/escape-pattern.ts';
import { code, list, text } from '../../report/text.ts';
import { installations } from '../../system/installations.ts';
import type { Installation, InstalledVersion } from '../../system/installations.ts';
import { groupBy } from '../group-by.ts';
import type { ChangeRule, Problem, Severity } from '../rule.ts';
import { families } from './package-families.ts';
import type { PackageFamily } from './package-families.ts';

/** Packages that are made for one version of each other no longer have it. */
export const pairedPackagesSplit: ChangeRule = {
  kind: 'change',
  id: 'paired-packages-split',
  stage: 'dependencies',
  severity: 'high',
  summary: 'Packages that must move together went apart',
  assumption: 'Assumes that packages which are made for each other are of one release.',
  verify:
    'Bring the packages of the family to one release, or find out from its makers that these two go together.',
  explanation: `Looks at packages that one manifest asks for and that their makers release together: React and its renderers, Prisma
and its client, Angular, NestJS, Vue, Storybook, Vitest, Jest, OpenTelemetry, gRPC, Spring Boot, the Kubernetes client for
Go and others; and at type definitions (\`@types/x\`) and what they describe. It fires when they were of one version
at base, as far as the family must be (the same version, minor or major version), and are not at head.

Where no lockfile could be read, exact versions in the manifest are compared. A family that was apart before stays
silent, and so does one that is new.

Severity: high for what is shipped, medium for tools that build and test, low for type definitions.`,
  check: (change) => {
    const splits = installations(change).flatMap((each) => splitsOf(each));
    const groups = groupBy(splits, ({ family, versions }) =>
      [family.ecosystem, family.title, ...versions.map(({ name, version }) => `${name}@${version}`)].join(
        '\0',
      ),
    );
    return groups.map((all) => problemOf(all));
  },
};

interface Split {
  readonly family: PackageFamily;
  readonly manifest: string;
  readonly versions: readonly InstalledVersion[];
  readonly before: readonly InstalledVersion[];
}

function splitsOf(installation: Installation): readonly Split[] {
  const { ecosystem, manifest, before, after } = installation;
  const own = families.filter((family) => family.ecosystem === ecosystem);
  const all = [...own, ...(ecosystem === 'npm' ? typePairs(after) : [])];
  return all.flatMap((family): readonly Split[] => {
    const versions = [...after.values()].filter(({ name }) => family.members.test(name));
    const old = [...before.values()].filter(({ name }) => family.members.test(name));
    if (versions.length < 2 || linesOf(versions, family).size < 2) return [];
    // One that is new, or was apart, says nothing about this change.
    if (old.length < 2 || linesOf(old, family).size !== 1) return [];
    const moved = versions.filter(
      ({ name, version }) => before.get(name) && before.get(name)?.version !== version,
    );
    return moved.length === 0 ? [] : [{ family, manifest, versions, before: old }];
  });
}

/** Each `@types/x` and its `x`. Those of Node.js describe a runtime. */
function typePairs(after: ReadonlyMap<string, InstalledVersion>): readonly PackageFamily[] {
  return [...after.keys()].flatMap((name): readonly PackageFamily[] => {
    const described = /^@types\/(.+)$/.exec(name)?.[1]?.replace(/^(.+)__(.+)$/, '@$1/$2');
    if (described === undefined || described === 'node' || !after.has(described)) return [];
    const both = [name, described].map(escapePattern).join('|');
    return [
      {
        ecosystem: 'npm',
        title: name,
        members: new RegExp(`^(?:${both})$`),
        alike: 'major',
        weight: 'tools',
      },
    ];
  });
}

function linesOf(versions: readonly InstalledVersion[], { alike }: PackageFamily): ReadonlySet<string> {
  return new Set(versions.map(({ version }) => lineOf(version, alike)));
}

/** Below 1 the second number has the part of the first. */
function lineOf(version: string, alike: PackageFamily['alike']): string {
  if (alike === 'version') return version;
  const [, major = version, minor = ''] = /^v?(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  return alike === 'minor' || major === '0' ? `${major}.${minor}` : major;
}

function severityOf({ title, weight }: PackageFamily): Severity {
  if (title.startsWith('@types/')) return 'low';
  return weight === 'runtime' ? 'high' : 'medium';
}

function problemOf(all: readonly [Split, ...Split[]]): Problem {
  const [{ family, versions, before }] = all;
  const lines = groupBy(versions, ({ version }) => lineOf(version, family.alike)).toSorted(
    (a, b) => a.length - b.length,
  );
  // The line that fewer of them are on is the one that left; both ends where they are two.
  const odd = lines[0] ?? versions;
  const [one, two] = [odd[0], lines.at(-1)?.[0]] as [InstalledVersion, InstalledVersion];
  const manifests = [...new Set(all.map(({ manifest }) => manifest))];
  const base = before.find(({ name }) => name === one.name);
  const types = family.title.startsWith('@types/');
  const left = odd.map(({ name }) => name);
  return {
    subject: types ? family.title : one.name,
    identity: [
      family.ecosystem,
      family.title,
      ...manifests.toSorted(),
      lineOf(one.version, family.alike),
      lineOf(two.version, family.alike),
    ],
    severity: severityOf(family),
    confidence: 'likely',
    title: text`${list(left, 3)} ${[odd.length === 1 ? 'is' : 'are']} at ${code(one.version)}, ${code(two.name)} at ${code(two.version)}`,
    assumption: types
      ? text`Assumes that ${code(family.title)} still describes what it is installed for.`
      : text`Assumes that ${code(one.name)} ${code(one.version)} and ${code(two.name)} ${code(two.version)} work together, which are released as one.`,
    detail: text`${[types ? 'Types and package' : `Packages of ${family.title}`]} were both at ${code(lineOf(before[0]?.version ?? '', family.alike))} before. Asked for by ${list(manifests, 4)}.`,
    verify: text`Bring ${list(
      versions.map(({ name }) => name),
      4,
    )} to one release, or find out from their makers that these go together.`,
    at: one.at,
    atBase: base?.at ?? null,
    related: versions
      .filter(({ name }) => name !== one.name)
      .slice(0, 8)
      .map(({ at, version }) => ({ ...at, side: 'head' as const, note: text`at ${code(version)}` })),
  };
}
