import { folderOf } from '../../formats/paths.ts';
import { code, list, text } from '../../report/text.ts';
import type { InstallPermission } from '../../system/facts.ts';
import type { Change, Located, System } from '../../system/system.ts';
import { placeOf } from '../place-of.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** The list of packages that may run code when they are installed got longer. */
export const buildAllowlistWidened: ChangeRule = {
  kind: 'change',
  id: 'build-allowlist-widened',
  stage: 'dependencies',
  severity: 'medium',
  summary: 'More packages may run code when they are installed',
  assumption:
    'Assumes that the package has to build something, and that its maintainers are trusted with that.',
  verify: 'Read the scripts of the package: `npm view NAME scripts`.',
  explanation: `Looks at the lists of packages that pnpm (\`onlyBuiltDependencies\`, \`allowBuilds\`,
\`dangerouslyAllowAllBuilds\`), Bun (\`trustedDependencies\`) and Yarn (\`dependenciesMeta\`) let run code of their own when
they are installed. It fires when a name is new on them; all new names of a file are one finding.

It also fires when \`ignore-scripts=true\` (\`.npmrc\`) or \`enableScripts: false\` (\`.yarnrc.yml\`) goes: then all packages may again.

It stays silent where there was no such list before, which is a tightening, and when a list moves to another file.

Severity: medium; high where all packages are allowed. A question where pnpm installs, which since version 10 asks for leave by itself.`,
  check: (change) =>
    change.files.flatMap(({ path, from }) => [
      ...problemOf(change, path),
      ...unprevented(change, path, from ?? path),
    ]),
};

function problemOf({ base, head }: Change, path: string): readonly Problem[] {
  const before = new Set(permissions(base).map(({ name }) => name));
  if (before.size === 0 || before.has('*')) return [];
  const added = permissions(head).filter(({ file, name }) => file === path && !before.has(name));
  const all = added.find(({ name }) => name === '*');
  const first = all ?? added[0];
  if (!first) return [];
  const names = [...new Set(added.map(({ name }) => name))];
  const who = all ? text`Every package` : list(names, 4);
  return [
    {
      subject: all || names.length > 1 ? path : first.name,
      identity: [path, ...names.toSorted()],
      severity: all ? 'high' : 'medium',
      confidence: 'certain',
      title: text`${who} may now run code when installed`,
      assumption: all
        ? text`Assumes the maintainers of every package are trusted with running code when it is installed`
        : text`Assumes ${list(names, 4)} ${names.length === 1 ? ['has'] : ['have']} to build something, and may`,
      verify: text`Read the scripts: ${code(`npm view ${all ? 'NAME' : first.name} scripts`)}`,
      at: placeOf(first),
    },
  ];
}

/** What forbade all packages to run code went, and no other settings beside or above it do. */
function unprevented({ base, head }: Change, path: string, before: string): readonly Problem[] {
  const was = base.facts('install-prevention').find(({ file }) => file === before);
  const folder = folderOf(path);
  const still = head
    .facts('install-prevention')
    .some(({ file }) => [folder, ''].includes(folderOf(file)) || folder.startsWith(`${folderOf(file)}/`));
  const isLeft = head.tree.hasFolder(folder) && !head.unreadable.has(path);
  if (!was || still || !isLeft) return [];
  const isPnpm = head.tree.has(folder === '' ? 'pnpm-lock.yaml' : `${folder}/pnpm-lock.yaml`);
  return [
    {
      subject: was.setting,
      identity: [path, was.setting],
      severity: 'high',
      confidence: isPnpm ? 'possible' : 'likely',
      title: text`Every package may run code when installed again: ${code(path)} no longer says ${code(was.setting)}`,
      assumption: text`Assumes the maintainers of every package are trusted with running code when it is installed`,
      verify: text`Find out which package needs to build something, and allow that one alone.`,
      at: head.tree.has(path) ? { path, line: null } : null,
      atBase: placeOf(was),
    },
  ];
}

function permissions(system: System): readonly Located<InstallPermission>[] {
  return system.facts('install-permission');
}
