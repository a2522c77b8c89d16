import { code, list, text } from '../../report/text.ts';
import { groupBy } from '../group-by.ts';
import { packageMoves } from '../../system/package-moves.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import type { ChangeRule, Problem } from '../rule.ts';
import { otherHash } from './integrity.ts';
import { isPlainWord, milder } from './move-places.ts';

/** More changed hashes than this in one lockfile are told in one finding. */
const mostApart = 5;

/** The same version of a package has another hash. */
export const lockIntegrityChanged: ChangeRule = {
  kind: 'change',
  id: 'lock-integrity-changed',
  stage: 'dependencies',
  severity: 'critical',
  summary: 'The same version of a package has another hash',
  assumption: 'Assumes that the version is still the bytes that were reviewed and tested.',
  verify: 'Ask the registry for the hash of that version, and find out who published it again.',
  explanation: `A published version never changes, so neither does its hash. Compares the hashes of every version that a
lockfile holds at base and at head, by the strongest algorithm that both sides give. It stays silent where there is nothing
to compare: another algorithm (SHA-1 then, SHA-512 now), another way in which Yarn packs its archives (\`cacheKey\`), patched
packages, packages from git and from folders, a hash that only came or went.

Severity: critical; high for what only development needs: it runs on the machines of developers and of CI all the same.`,
  check: (change) => {
    const changed = packageMoves(change).filter(
      ({ kind, before, after }) => kind === 'kept' && otherHash(before, after) !== null,
    );
    return groupBy(changed, ({ pair }) => pair.head.path).flatMap((moves) =>
      moves.length > mostApart ? [problemOfMany(moves)] : moves.map(problemOf),
    );
  },
};

function problemOf(move: PackageMove): Problem {
  const { name, to, pair, dev } = move;
  const hashes = otherHash(move.before, move.after);
  const version = `${name}@${to ?? ''}`;
  return {
    subject: name,
    identity: [pair.head.path, version, hashes?.after ?? ''],
    severity: dev ? milder('critical') : 'critical',
    confidence: 'certain',
    title: text`${code(version)} has another hash than before`,
    assumption: text`Assumes that ${code(version)} is still the bytes that were reviewed and tested.`,
    detail: text`At base ${code(hashes?.before ?? '')}, at head ${code(hashes?.after ?? '')}. A published version does not change: somebody published it again, another registry serves it, or the lockfile was edited.`,
    verify: isPlainWord(version)
      ? text`Compare with what the registry says (${code(`npm view ${version} dist.integrity`)}) before anybody installs it.`
      : text`Compare with what the registry says before anybody installs it.`,
    ...placesOf(move),
  };
}

function problemOfMany(moves: readonly [PackageMove, ...PackageMove[]]): Problem {
  const [first] = moves;
  const { path } = first.pair.head;
  const versions = moves.map(({ name, to }) => `${name}@${to}`).sort();
  return {
    subject: path,
    identity: [path, ...moves.map(({ before, after }) => otherHash(before, after)?.after ?? '').sort()],
    severity: moves.every(({ dev }) => dev) ? milder('critical') : 'critical',
    confidence: 'certain',
    title: text`${moves.length} packages in ${code(path)} have another hash than before, at the same version`,
    assumption: text`Assumes that ${list(versions, 3)} are still the bytes that were reviewed and tested.`,
    detail: text`${list(versions, 20)}. So many at once point to a registry that packs them anew, or to a lockfile that was edited.`,
    verify: text`Find out what registry the lockfile was written from, and compare some of the hashes with ${code('npm view <package> dist.integrity')}.`,
    ...placesOf(first),
  };
}

function placesOf({ before, after }: PackageMove): Pick<Problem, 'at' | 'atBase'> {
  const [was, is] = [before[0], after[0]];
  return {
    at: is ? { path: is.file, line: is.line } : null,
    atBase: was ? { path: was.file, line: was.line } : null,
  };
}
