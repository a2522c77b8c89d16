import { isTestPath } from '../../formats/code-paths.ts';
import { folderOf, nameOf } from '../../formats/paths.ts';
import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { isAside } from '../../system/aside.ts';
import { ownersOf } from '../../system/ownership.ts';
import type { System } from '../../system/system.ts';
import type { RelatedPlace } from '../rule.ts';

/** Places of head that call operations. */
export interface Callers {
  /** code that runs, tests behind it */
  readonly places: readonly RelatedPlace[];
  /** whether code that runs is among them */
  readonly isCalled: boolean;
  /** who calls, by unit; or that nobody was found */
  readonly words: Text;
}

const mostPlaces = 10;

/** Who calls any of the operations, as words and as places. Words only where operations have callers at all: not for events. */
export function calledBy(head: System, operations: readonly string[]): Callers {
  const found = new Map<string, RelatedPlace>();
  for (const operation of operations) {
    for (const { path, line } of head.mentions('operation', operation)) {
      const who = isTestPath(path) ? ['a test calls '] : ['calls '];
      found.set(`${path}:${line}`, { path, line, side: 'head', note: text`${who}${code(operation)}` });
    }
  }
  // Callers first, tests of them behind.
  const all = [...found.values()].sort((a, b) => Number(isTestPath(a.path)) - Number(isTestPath(b.path)));
  const calls = all.filter(({ path }) => !isTestPath(path));
  return {
    places: all.slice(0, mostPlaces),
    isCalled: calls.length > 0,
    words: wordsOf(head, operations, all, calls),
  };
}

function wordsOf(
  head: System,
  operations: readonly string[],
  all: readonly RelatedPlace[],
  calls: readonly RelatedPlace[],
): Text {
  if (!operations.some((name) => /^[A-Z]+ \//.test(name))) return [];
  if (all.length === 0) return ['No call was found in this repository.'];
  if (calls.length === 0) return ['Only tests call it.'];
  const counts = new Map<string, number>();
  for (const { path } of calls) {
    const unit = unitOf(head, path);
    counts.set(unit, (counts.get(unit) ?? 0) + 1);
  }
  const units = [...counts].toSorted(([, a], [, b]) => b - a).map(([unit]) => unit);
  return units.length === 1 && units[0] === '' ? [] : text`Called by ${list(units.map(rooted), 4)}.`;
}

function rooted(unit: string): string {
  return unit === '' ? 'the root' : unit;
}

const manifest =
  /^(?:package\.json|pyproject\.toml|setup\.py|requirements\.txt|go\.mod|Cargo\.toml|Gemfile|composer\.json|pom\.xml|build\.gradle(?:\.kts)?|Dockerfile|[^/]+\.csproj)$/;

/** The unit that a file runs in, or the folder of the nearest manifest; `` for the root. */
function unitOf(head: System, path: string): string {
  const { units, shared } = ownersOf(head, path);
  const [unit] = units;
  if (unit && !shared && units.length === 1 && !isAside(unit.path)) return unit.service;
  const folders = manifestFolders(head);
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder))
    if (folders.has(folder)) return folder;
  return '';
}

const known = new WeakMap<System, ReadonlySet<string>>();

function manifestFolders(head: System): ReadonlySet<string> {
  const before = known.get(head);
  if (before) return before;
  const folders = new Set<string>();
  for (const path of head.tree.paths()) if (manifest.test(nameOf(path))) folders.add(folderOf(path));
  known.set(head, folders);
  return folders;
}
