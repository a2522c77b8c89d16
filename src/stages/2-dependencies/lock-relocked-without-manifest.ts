import { code, list, text } from '../../report/text.ts';
import { isBreakingMove } from '../../system/breaking-moves.ts';
import { joinPath } from '../../formats/paths.ts';
import { packageMoves } from '../../system/package-moves.ts';
import type { PackageMove } from '../../system/package-moves.ts';
import type { ChangedFile } from '../../system/system.ts';
import { groupBy } from '../group-by.ts';
import type { ChangeRule, Problem } from '../rule.ts';

/** Fewer moves than this are read one by one. */
const fewest = 10;

/** A lockfile moved many packages, and no manifest asked for it. */
export const lockRelockedWithoutManifest: ChangeRule = {
  kind: 'change',
  id: 'lock-relocked-without-manifest',
  stage: 'dependencies',
  severity: 'info',
  summary: 'A lockfile moved many packages, and no manifest changed',
  assumption: 'Assumes that the change of the lockfile is no more than a refresh.',
  verify: 'Ask why it was written anew; write it anew at base, and compare.',
  explanation: `Looks at lockfiles in which ten packages or more moved, while neither a manifest that they answer nor a setting of the installer
changed. What it says is for the reader of a pull request: this was a refresh, and these direct dependencies moved with it.

It stays silent for lockfiles that hold checksums alone, and where \`transitive-breaking-bump\` tells of the lockfile.`,
  yieldsTo: ['transitive-breaking-bump'],
  check: (change) => {
    const moves = packageMoves(change).filter(({ kind }) => kind === 'upgraded' || kind === 'downgraded');
    return groupBy(moves, ({ pair }) => pair.head.path).flatMap((all) =>
      all.length < fewest || isAsked(all[0], change.files) ? [] : [problemOf(all)],
    );
  },
};

/** A manifest of the lockfile, or what the installer is set up with, changed, too. */
function isAsked({ pair }: PackageMove, files: readonly ChangedFile[]): boolean {
  const { head, base } = pair;
  if (head.path !== base.path || head.lockfile.version !== base.lockfile.version) return true;
  const asking = new Set([...head.manifests.values(), ...base.manifests.values()].map(({ path }) => path));
  for (const name of [
    '.npmrc',
    '.yarnrc.yml',
    'pnpm-workspace.yaml',
    '.pnpmfile.cjs',
    'uv.toml',
    'poetry.toml',
  ])
    asking.add(joinPath(head.folder, name) ?? name);
  return (
    head.manifests.size === 0 || files.some(({ path, from }) => asking.has(path) || asking.has(from ?? path))
  );
}

function problemOf(moves: readonly [PackageMove, ...PackageMove[]]): Problem {
  const [first] = moves;
  const { path } = first.pair.head;
  const direct = moves.filter((move) => move.direct).map(({ name, from, to }) => `${name} ${from} → ${to}`);
  const breaking = moves.filter((move) => isBreakingMove(move)).length;
  return {
    subject: path,
    identity: [path],
    confidence: 'certain',
    title: text`${moves.length} packages moved in ${code(path)}, and no manifest changed`,
    assumption: text`Assumes that this change of ${code(path)} is no more than a refresh.`,
    detail: text`${direct.length === 0 ? [] : text`Direct dependencies among them: ${list(direct, 6)}. `}${[`${breaking} of the steps ${breaking === 1 ? 'is' : 'are'} breaking.`]}`,
    verify: text`Ask why it was written anew; write it anew at base, and compare.`,
    at: { path, line: null },
    atBase: { path: first.pair.base.path, line: null },
  };
}
