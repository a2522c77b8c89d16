import { code, list, text } from '../../report/text.ts';
import type { PackageRegistry } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import { groupBy } from '../group-by.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { isSameHost, isUsualHost } from '../../system/public-registries.ts';

/** Installers are told to fetch packages from somewhere else. */
export const packageRegistryChanged: ChangeRule = {
  kind: 'change',
  id: 'package-registry-changed',
  stage: 'dependencies',
  severity: 'high',
  summary: 'Installers are told to fetch packages from another registry, or from one more',
  assumption:
    'Assumes that nobody else can publish packages of those names at the registry that is asked now.',
  verify: 'Find out who runs the registry, and who may publish the names of your own packages there.',
  explanation: `Looks at where package managers are told to fetch from: \`.npmrc\`, \`.yarnrc.yml\`, \`bunfig.toml\`, \`pip.conf\`,
\`NuGet.config\`, indexes of uv and sources of Poetry in \`pyproject.toml\`. It fires when the registry of all packages or of a
scope is another one, when a scope has a registry of its own no longer, and when one more registry is asked beside the others:
whoever has the newest version of a name wins there, and names of private packages can be taken.

It stays silent when a scope gets a registry of its own, for indexes that only named packages come from (\`explicit\`), for NuGet
with a mapping of packages to sources, for the registry that everybody uses, for hosts that variables decide, and where the setting moved to another file.

Severity: high. Medium where there was no setting before, where a scope is no longer bound, and for one more index of uv and
Poetry, which do not look for the newest version of a name in all of them.`,
  check: (change) => {
    const touched = new Set(change.files.flatMap(({ path, from }) => [path, from ?? path]));
    const groups = new Set(
      [...registries(change.base), ...registries(change.head)]
        .filter(({ file }) => touched.has(file))
        .map(keyOf),
    );
    return [...groups].flatMap((key) => problemOf(change, key) ?? []);
  },
};

function registries(system: System): readonly Located<PackageRegistry>[] {
  return system.facts('package-registry');
}

function keyOf({ ecosystem, scope, beside }: PackageRegistry): string {
  return [ecosystem, scope ?? '', beside].join('\0');
}

function problemOf(change: Change, key: string): Problem | null {
  const of = (side: System): readonly Located<PackageRegistry>[] =>
    registries(side).filter((each) => keyOf(each) === key);
  const [before, now] = [of(change.base), of(change.head)];
  // Back to the usual registry is where packages belong; which of a scope's are there is another question.
  const fresh = now.filter(
    ({ host, scope, ecosystem }) =>
      !before.some((old) => isSameHost(old.host, host)) && (scope !== null || !isUsualHost(ecosystem, host)),
  );
  const [first] = fresh;
  const [old] = before;
  if (!first) return old && now.length === 0 && old.scope !== null ? unbound(old) : null;
  // A scope that gets a registry of its own is a promise more, not less.
  if (first.scope !== null && before.length === 0) return null;
  const hosts = groupBy(fresh, ({ host }) => host).map(([{ host }]) => host);
  const whose = first.scope === null ? text`packages` : text`packages of ${code(first.scope)}`;
  const isProject = first.file.endsWith('.toml');
  const instead = old && !first.beside ? text` instead of ${code(old.host)}` : text``;
  return {
    subject: first.scope ?? first.host,
    alsoAbout: hosts,
    identity: [first.ecosystem, first.scope ?? '', String(first.beside), ...hosts.toSorted()],
    severity: (before.length === 0 && !first.beside) || (first.beside && isProject) ? 'medium' : 'high',
    confidence: 'certain',
    title: first.beside
      ? text`${list(hosts, 3)} ${[hosts.length === 1 ? 'is' : 'are']} asked for ${whose}, too`
      : text`${list(hosts, 3)} ${[hosts.length === 1 ? 'is' : 'are']} asked for ${whose}${instead}`,
    assumption: text`Assumes that nobody else can publish ${whose} at ${list(hosts, 3)}.`,
    detail:
      first.beside && isProject
        ? text`Packages of any name may come from there, where nothing says which do.`
        : first.beside
          ? text`Whoever has the newest version of a name wins: what is private elsewhere can be published there by anybody who may.`
          : text`Lockfiles that hold no addresses install from there what they installed from elsewhere.`,
    verify: text`Find out who runs ${list(hosts, 3)}, and who may publish the names of your own packages there.`,
    at: placeOf(first),
    ...(old ? { atBase: placeOf(old) } : {}),
  };
}

/** From now on the usual registry is asked, where everybody may publish. */
function unbound(old: Located<PackageRegistry>): Problem {
  const scope = code(old.scope ?? '');
  return {
    subject: old.scope ?? old.host,
    identity: [old.ecosystem, old.scope ?? '', 'unbound'],
    severity: 'medium',
    confidence: 'certain',
    title: text`Packages of ${scope} are no longer bound to ${code(old.host)}`,
    assumption: text`Assumes that the scope ${scope} of the usual registry belongs to the same people.`,
    verify: text`Look up who owns ${scope} at the registry that is asked now.`,
    at: null,
    atBase: placeOf(old),
  };
}
