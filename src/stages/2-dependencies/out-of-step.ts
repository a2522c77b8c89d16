import { ofKind } from '../../system/of-kind.ts';
import semver from 'semver';
import { joinPath } from '../../formats/paths.ts';
import type { Manifest } from '../../system/facts.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import type { Located, ReadFile, System } from '../../system/system.ts';
import { workspaceFolders } from '../../system/workspace-folders.ts';
import { rangeOf } from '../../system/version-order.ts';
import { groupBy } from '../group-by.ts';
import { forcedCopies } from './forced-copies.ts';
import { pythonCopies } from './python-copies.ts';
import { vendored } from './vendored.ts';
import type { Place } from '../rule.ts';

/** Something that a manifest asks for and its lockfile does not answer, or answers in another way. */
export interface Mismatch {
  readonly name: string;
  /** null: the manifest does not ask for it, or the lockfile does not know it */
  readonly asked: string | null;
  readonly locked: string | null;
  /** it is a version that is forced; the name is its selector */
  readonly forced?: true;
  readonly at: Place;
}

/** Mismatches of one manifest, or of the catalogs that manifests share. */
export interface OutOfStep {
  readonly path: string;
  /** the lockfile knows nothing of the manifest */
  readonly unknown: boolean;
  readonly mismatches: readonly Mismatch[];
}

export function outOfStep(system: System, tree: LockedTree): readonly OutOfStep[] {
  // Others write specifiers into their lockfiles in words of their own; Deno's also has what code asks for by address.
  if (byName.has(tree.lockfile.manager)) return joined([...missingNames(tree), ...pythonCopies(tree)]);
  if (tree.lockfile.manager === 'go-vendor') return vendored(tree);
  if (tree.lockfile.ecosystem !== 'npm' || tree.lockfile.manager === 'deno' || hasHooks(system, tree))
    return [];
  const skip = namesToSkip(system, tree);
  const known = [...tree.manifests].map(([importer, file]) => {
    const mismatches =
      tree.lockfile.importers === null
        ? unanswered(tree, importer, file, skip)
        : differing(tree, importer, file, skip);
    return { path: file.path, unknown: false, mismatches };
  });
  return [
    ...known,
    ...newcomers(system, tree, skip),
    ...catalogs(system, tree, skip),
    ...forcedCopies(system, tree),
  ].filter(({ mismatches }) => mismatches.length > 0);
}

/** What is wrong with one manifest, told at once. */
function joined(found: readonly OutOfStep[]): readonly OutOfStep[] {
  return groupBy(found, ({ path }) => path).flatMap(([first, ...others]) => {
    const mismatches = [first, ...others].flatMap((each) => each.mismatches);
    return mismatches.length === 0 ? [] : [{ ...first, mismatches }];
  });
}

/** Tools whose lockfile has an entry for whatever the manifest names. */
const byName: ReadonlySet<string> = new Set([
  'bundler',
  'cargo',
  'composer',
  'helm',
  'pdm',
  'pipenv',
  'poetry',
  'pub',
  'uv',
]);

/** Dependencies of which the lockfile does not even have the name. */
function missingNames({ manifests, packages, asks, lockfile }: LockedTree): readonly OutOfStep[] {
  const names = new Set([...[...packages.values()].map(({ name }) => name), ...asks.flatMap(answeredName)]);
  const own = [...manifests.values()].flatMap(({ facts }) =>
    facts.filter(isManifest).flatMap(({ name }) => name ?? []),
  );
  return [...manifests.values()].flatMap((file) => {
    const mismatches = ofKind(file.facts, 'requirement')
      .filter(
        ({ name, group }) =>
          group !== 'peer' && group !== 'optional' && !names.has(name) && !own.includes(name),
      )
      // PHP itself and its extensions are no packages.
      .filter(({ name }) => lockfile.manager !== 'composer' || name.includes('/'))
      .map(({ name, specifier, line }) => ({
        name,
        asked: specifier,
        locked: null,
        at: { path: file.path, line },
      }));
    return mismatches.length === 0 ? [] : [{ path: file.path, unknown: false, mismatches }];
  });
}

/** What is asked for in the lockfile's own copy; of a manifest's words only what has an answer. */
function answeredName({ name, answer, path }: LockedTree['asks'][number]): readonly string[] {
  return answer !== undefined || /lock/i.test(path) ? [name] : [];
}

function isManifest(fact: ReadFile['facts'][number]): fact is Located<Manifest> {
  return fact.kind === 'manifest';
}

/** pnpm lets a file of the repository rewrite manifests while it reads them. */
function hasHooks({ tree }: System, { lockfile, folder }: LockedTree): boolean {
  return (
    lockfile.manager === 'pnpm' &&
    ['.pnpmfile.cjs', '.pnpmfile.mjs', 'pnpmfile.js'].some((name) => tree.has(joinPath(folder, name) ?? name))
  );
}

/** Packages whose answer is not decided by the range: forced ones, and the workspace's own. */
function namesToSkip(system: System, { folder, file, manifests }: LockedTree): ReadonlySet<string> {
  const settings = system.files.get(joinPath(folder, 'pnpm-workspace.yaml') ?? '');
  const facts = [file, settings, ...manifests.values()].flatMap((each) => each?.facts ?? []);
  const forced = facts.filter((fact) => fact.kind === 'override');
  const own = facts.filter((fact) => fact.kind === 'manifest');
  return new Set([...forced.map(({ name }) => name), ...own.flatMap(({ name }) => name ?? [])]);
}

/** The lockfile has a copy of the manifest: word for word, apart from the protocol that Yarn writes out. */
function differing(
  { asks, path, lockfile, folder }: LockedTree,
  importer: string,
  file: ReadFile,
  skip: ReadonlySet<string>,
): readonly Mismatch[] {
  const copy = new Map<string, { readonly specifiers: Set<string>; readonly at: Place }>();
  for (const ask of asks) {
    if (ask.importer !== importer) continue;
    const known = copy.get(ask.name);
    if (known) known.specifiers.add(plain(ask.specifier));
    else
      copy.set(ask.name, {
        specifiers: new Set([plain(ask.specifier)]),
        at: { path: ask.path, line: ask.line },
      });
  }
  const wanted = ofKind(file.facts, 'requirement');
  const found: Mismatch[] = [];
  for (const { name, specifier, group, line } of wanted) {
    const locked = copy.get(name);
    if (skip.has(name) || group === 'peer' || locked?.specifiers.has(plain(specifier))) continue;
    if (!isCompared(specifier, lockfile.manager) || (group === 'optional' && !locked)) continue;
    if (locked && ![...locked.specifiers].every((text) => isCompared(text, lockfile.manager))) continue;
    // The same name in two groups: the lockfile keeps the one that counts.
    if (wanted.some((other) => other.name === name && locked?.specifiers.has(plain(other.specifier))))
      continue;
    const [first = null] = locked?.specifiers ?? [];
    found.push({ name, asked: specifier, locked: first, at: { path: file.path, line } });
  }
  const names = new Set(wanted.map(({ name }) => name));
  for (const [name, { specifiers, at }] of copy) {
    const [first = ''] = specifiers;
    if (names.has(name) || skip.has(name) || !isCompared(first, lockfile.manager)) continue;
    found.push({
      name,
      asked: null,
      locked: first,
      at: at.path === path ? at : { path: joinPath(folder, 'package.json') ?? path, line: null },
    });
  }
  return found;
}

/** The lockfile has no copy: every range must have its answer in it. */
function unanswered(
  { asks, lockfile }: LockedTree,
  importer: string,
  file: ReadFile,
  skip: ReadonlySet<string>,
): readonly Mismatch[] {
  return asks.flatMap((ask): Mismatch[] => {
    const { name, specifier, answer, group } = ask;
    if (ask.importer !== importer || skip.has(name) || group === 'optional' || group === 'peer') return [];
    if (rangeOf(specifier) === null) return [];
    const fits =
      lockfile.manager === 'yarn' ||
      answer === undefined ||
      !semver.valid(answer.version) ||
      semver.satisfies(answer.version, specifier, { includePrerelease: true, loose: true });
    if (answer !== undefined && fits) return [];
    return [
      { name, asked: specifier, locked: answer?.version ?? null, at: { path: file.path, line: ask.line } },
    ];
  });
}

/** Workspace packages that the lockfile does not know yet. */
function newcomers(system: System, tree: LockedTree, skip: ReadonlySet<string>): readonly OutOfStep[] {
  const { lockfile, folder, manifests } = tree;
  const settings = joinPath(folder, lockfile.manager === 'pnpm' ? 'pnpm-workspace.yaml' : 'package.json');
  const root = settings === null ? undefined : system.files.get(settings);
  if (lockfile.importers === null || !root) return [];
  return workspaceFolders(root, system.files.keys()).flatMap((importer) => {
    const path = joinPath(folder, `${importer}/package.json`) ?? '';
    const file = system.files.get(path);
    if (!file || manifests.has(importer)) return [];
    const mismatches = ofKind(file.facts, 'requirement').flatMap(({ name, specifier, group, line }) =>
      group === 'peer' || skip.has(name) || specifier.startsWith('workspace:')
        ? []
        : [{ name, asked: specifier, locked: null, at: { path, line } }],
    );
    return [{ path, unknown: true, mismatches }];
  });
}

/** pnpm copies the catalog entries that are in use. */
function catalogs(
  system: System,
  { file, folder, lockfile }: LockedTree,
  skip: ReadonlySet<string>,
): readonly OutOfStep[] {
  const path = joinPath(folder, 'pnpm-workspace.yaml') ?? '';
  const settings = system.files.get(path);
  if (lockfile.manager !== 'pnpm' || !settings) return [];
  const written = settings.facts.filter((fact) => fact.kind === 'catalog-entry');
  const mismatches = file.facts.flatMap((fact): Mismatch[] => {
    if (fact.kind !== 'catalog-entry' || skip.has(fact.name)) return [];
    const own = written.find(({ catalog, name }) => catalog === fact.catalog && name === fact.name);
    if (!own || own.specifier === fact.specifier) return [];
    return [{ name: fact.name, asked: own.specifier, locked: fact.specifier, at: { path, line: own.line } }];
  });
  return [{ path, unknown: false, mismatches }];
}

/** Yarn writes the protocol that a range has by default. */
function plain(specifier: string): string {
  return specifier.trim().replace(/^npm:(?=[^@]*$)/, '');
}

/** npm and pnpm copy every specifier as it is; Yarn rewrites all but ranges and aliases. Links to folders are not always listed. */
function isCompared(specifier: string, manager: string): boolean {
  if (/^(?:link|file|workspace|portal|patch|exec|catalog):/.test(specifier))
    return specifier.startsWith('catalog:') && manager === 'pnpm';
  return manager !== 'yarn' || rangeOf(plain(specifier)) !== null || specifier.startsWith('npm:');
}
