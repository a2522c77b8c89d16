import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { groupBy } from '../group-by.ts';
import type { LockedTree } from '../../system/locked-tree.ts';
import { packageMoves } from '../../system/package-moves.ts';
import { releaseLink, repositoryLink } from '../../system/release-links.ts';
import type { ChangeRule, Problem, Severity } from '../rule.ts';
import { milder, specifierAtBase } from './move-places.ts';
import { hostProblems } from './registry-host-problems.ts';
import { sourceStep } from './source-steps.ts';
import type { SourceStep } from './source-steps.ts';

/** More packages than this that went the same way are told in one finding. */
const mostApart = 3;

/** A package comes from another place than before. */
export const lockSourceChanged: ChangeRule = {
  kind: 'change',
  id: 'lock-source-changed',
  stage: 'dependencies',
  severity: 'high',
  summary: 'A package comes from another place than before',
  assumption: 'Assumes that the package is still the one that was chosen, wherever it is fetched from now.',
  verify: 'Open the new address, and compare what it serves with what the old one served.',
  explanation: `Compares where lockfiles say that packages come from: a registry's host, a repository and its commit, an
archive's host. It fires when a package leaves the registry for a repository or an archive, when a repository is exchanged for
another, when a commit moves under the same version, and when a registry is exchanged for one that the lockfile did not know.
Lockfiles that leave the host out say nothing, and a way back to the registry is none to worry about. Two registries that both
served packages of all kinds at base are taken for mirrors.

Severity: high. Critical when packages come from a host that base did not know and nothing shows that they are the same
bytes; medium when they are, when the whole lockfile moved to another registry, or when the manifest asks for the new place
in so many words. A commit that moved is medium, high where the manifest names a tag or a commit, and low where it follows a
branch of what has no versions. One step milder for what only development needs.`,
  check: (change) => {
    const steps = packageMoves(change).flatMap((move) => sourceStep(move) ?? []);
    const isRegistryHost = ({ kind, after }: SourceStep): boolean =>
      kind === 'host' && after.source.type === 'registry';
    const others = groupBy(
      steps.filter((step) => !isRegistryHost(step) && !isWritten(step)),
      (step) =>
        [
          step.move.pair.head.path,
          step.kind,
          step.after.source.type,
          hostName(step.after),
          severityOf(step),
        ].join('\0'),
    );
    const apart = others.filter((group) => group.length <= mostApart).flat();
    return [
      ...hostProblems(steps.filter(isRegistryHost)),
      ...others.flatMap((group) => (group.length > mostApart ? [problemOfMany(group)] : [])),
      // Lockfiles of several programs that take the same step.
      ...groupBy(apart, (step) =>
        [step.move.name, severityOf(step), placeName(step.after), ...commitsOf(step)].join('\0'),
      ).map(problemOfSame),
    ];
  },
};

/** Somebody wrote another commit into the manifest: that is in the diff for all to see. */
function isWritten(step: SourceStep): boolean {
  return step.kind === 'commit' && isAsked(step);
}

/** The manifest asks for another range or place than before. */
function isAsked({ move }: SourceStep): boolean {
  const { base, head } = move.pair;
  return (
    move.asks.some((ask) => specifierAtBase(base, ask) !== ask.specifier) ||
    sharedRanges(base, move.name).join('\0') !== sharedRanges(head, move.name).join('\0')
  );
}

/** What a workspace says of a package once, for members that ask for it without a range of their own (Cargo, catalogs). */
function sharedRanges({ file, manifests }: LockedTree, name: string): readonly string[] {
  return [file, ...manifests.values()].flatMap(({ facts }) =>
    facts.flatMap((fact) => (fact.kind === 'catalog-entry' && fact.name === name ? fact.specifier : [])),
  );
}

function severityOf(step: SourceStep): Severity {
  const { kind, move, after } = step;
  const isFolder = after.source.type === 'path' || after.source.type === 'workspace';
  const usual = kind === 'commit' ? severityOfCommit(step) : isFolder ? 'medium' : 'high';
  const asked = isAsked(step) ? milder(usual) : usual;
  return move.dev ? milder(asked) : asked;
}

/** A tag or a commit that the manifest names does not move by itself; a branch does, and says so where it has no versions. */
function severityOfCommit(step: SourceStep): Severity {
  if (isPinned(step)) return 'high';
  return isBranch(step) ? 'low' : 'medium';
}

/** The manifest names a tag or a commit (`github:acme/left#v1.3.0`), or Composer's version is the name of a tag. */
function isPinned({ move, after }: SourceStep): boolean {
  if (after.source.type === 'registry') return /^v?\d/.test(after.version) && !after.version.endsWith('-dev');
  return [...move.asks.map(({ specifier }) => specifier), ...sharedRanges(move.pair.head, move.name)].some(
    (specifier) => /#(?:v?\d+(?:\.\d+)+[\w.+-]*|[0-9a-f]{7,40})$/.test(specifier),
  );
}

/** Elixir gives no version to what comes from a repository, Composer that of a branch: `dev-main`. */
function isBranch({ after: { version } }: SourceStep): boolean {
  return version === '' || /^dev-|-dev$/.test(version);
}

function commitsOf({ kind, before, after }: SourceStep): readonly string[] {
  return [kind, before.source.type, placeName(before), before.source.commit ?? '', after.source.commit ?? ''];
}

function problemOfSame(steps: readonly [SourceStep, ...SourceStep[]]): Problem {
  const [first, ...others] = steps;
  return {
    ...problemOf(first),
    related: others.slice(0, 8).map(({ after }) => ({
      path: after.file,
      line: after.line,
      side: 'head' as const,
      note: ['so here'],
    })),
  };
}

function problemOf(step: SourceStep): Problem {
  const { move, before, after } = step;
  const link = releaseLink({ before: [before], after: [after] }) ?? repositoryLink(after);
  return {
    subject: move.name,
    identity: [move.pair.head.path, move.name, placeName(after), after.source.commit ?? ''],
    severity: severityOf(step),
    confidence: 'certain',
    ...wordsOf(step),
    at: { path: after.file, line: after.line },
    atBase: { path: before.file, line: before.line },
    links: link ? [link] : [],
  };
}

/** Packages of one lockfile that went the same way. */
function problemOfMany(steps: readonly [SourceStep, ...SourceStep[]]): Problem {
  const [first] = steps;
  const { path } = first.move.pair.head;
  const names = steps.map(({ move }) => move.name).sort();
  const host = hostName(first.after);
  const where: Text = host === '' ? ['folders'] : [code(host)];
  return {
    ...problemOf(first),
    subject: path,
    alsoAbout: names,
    identity: [path, first.kind, host, ...names],
    title:
      first.kind === 'commit'
        ? text`${steps.length} packages from ${where} moved to other commits${[steps.every(isBranch) ? '' : ' under the same versions']}`
        : text`${steps.length} packages come from ${where} instead of ${fromText(first.before)}`,
    assumption: text`Assumes that ${list(names, 3)} are still the packages that were chosen.`,
    detail: text`${list(names, 15)}.`,
    verify: text`Open the new places and compare them with what the old ones gave.`,
  };
}

/** The host alone, without the repository. */
function hostName({ source }: SourceStep['after']): string {
  return (source.host ?? '').split('/')[0] ?? '';
}

function wordsOf(step: SourceStep): Pick<Problem, 'title' | 'assumption' | 'detail' | 'verify'> {
  const { kind, move, before, after } = step;
  const name = code(move.name);
  if (kind === 'commit') {
    const [old, current] = [code(before.source.commit ?? 'nothing'), code(after.source.commit ?? 'nothing')];
    const place = code(after.repository ?? placeName(after));
    return {
      title: text`${name} moved to another commit${[underWhat(step)]}`,
      assumption: text`Assumes that commit ${current} of ${place} does what ${old} did.`,
      detail: text`At base ${old}, at head ${current}; the manifest asks for the same as before.`,
      verify: text`Read what changed in ${place} between the two commits.`,
    };
  }
  return {
    title: text`${name} comes from ${fromText(after)} instead of ${fromText(before)}`,
    assumption: text`Assumes that ${name} from ${fromText(after)} is the package that ${fromText(before)} gave.`,
    detail: isAsked(step)
      ? text`The manifest asks for the new place.`
      : move.pair.head.manifests.size === 0
        ? text`Whether a manifest asks for the new place is not known here.`
        : text`No manifest asks for the new place: only the lockfile names it.`,
    verify: text`Open the new place and compare it with the archive that ${fromText(before)} gave.`,
  };
}

function underWhat(step: SourceStep): string {
  if (isPinned(step) && step.after.source.type !== 'registry') return ' under the same name';
  return isBranch(step) ? '' : ' under the same version';
}

function fromText(entry: SourceStep['after']): Text {
  const { type } = entry.source;
  if (type === 'git') return text`the repository ${code(placeName(entry))}`;
  if (type === 'registry')
    return entry.source.host === null ? ['the registry'] : text`the registry ${code(entry.source.host)}`;
  return type === 'tarball'
    ? text`an archive at ${code(placeName(entry))}`
    : text`the folder ${code(placeName(entry))}`;
}

function placeName({ source }: SourceStep['after']): string {
  return source.host ?? source.location ?? '';
}
