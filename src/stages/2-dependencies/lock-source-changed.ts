import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { packageMoves } from '../../system/package-moves.ts';
import type { ChangeRule, Problem, Severity } from '../rule.ts';
import { milder, specifierAtBase } from './move-places.ts';
import { hostProblems } from './registry-host-problems.ts';
import { sourceStep } from './source-steps.ts';
import type { SourceStep } from './source-steps.ts';

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
in so many words. One step milder for what only development needs.`,
  check: (change) => {
    const steps = packageMoves(change).flatMap((move) => sourceStep(move) ?? []);
    const isRegistryHost = ({ kind, after }: SourceStep): boolean =>
      kind === 'host' && after.source.type === 'registry';
    return [
      ...hostProblems(steps.filter(isRegistryHost)),
      ...steps.filter((step) => !isRegistryHost(step)).flatMap((step) => problemOf(step) ?? []),
    ];
  },
};

function problemOf(step: SourceStep): Problem | null {
  const { kind, move, before, after } = step;
  const isAsked = move.asks.some((ask) => specifierAtBase(move.pair.base, ask) !== ask.specifier);
  // Somebody wrote another commit into the manifest: that is in the diff for all to see.
  if (kind === 'commit' && isAsked) return null;
  const isFolder = after.source.type === 'path' || after.source.type === 'workspace';
  const asHigh: Severity = isFolder || kind === 'commit' ? 'medium' : 'high';
  const severity = isAsked ? milder(asHigh) : asHigh;
  const subject = move.name;
  return {
    subject,
    identity: [move.pair.head.path, subject, placeName(after), after.source.commit ?? ''],
    severity: move.dev ? milder(severity) : severity,
    confidence: 'certain',
    ...wordsOf(step, isAsked),
    at: { path: after.file, line: after.line },
    atBase: { path: before.file, line: before.line },
  };
}

function wordsOf(
  { kind, move, before, after }: SourceStep,
  isAsked: boolean,
): Pick<Problem, 'title' | 'assumption' | 'detail' | 'verify'> {
  const name = code(move.name);
  if (kind === 'commit') {
    const [old, current] = [code(before.source.commit ?? 'nothing'), code(after.source.commit ?? 'nothing')];
    return {
      title: text`${name} moved to another commit under the same version`,
      assumption: text`Assumes that commit ${current} of ${code(after.source.host ?? '')} does what ${old} did.`,
      detail: text`At base ${old}, at head ${current}; the manifest asks for the same as before.`,
      verify: text`Read what changed in ${code(after.source.host ?? '')} between the two commits.`,
    };
  }
  return {
    title: text`${name} comes from ${fromText(after)} instead of ${fromText(before)}`,
    assumption: text`Assumes that ${name} from ${fromText(after)} is the package that ${fromText(before)} gave.`,
    detail: isAsked
      ? text`The manifest asks for the new place.`
      : text`No manifest asks for the new place: only the lockfile names it.`,
    verify: text`Open the new place and compare it with the archive that ${fromText(before)} gave.`,
  };
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
