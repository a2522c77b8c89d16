import { isCodePath } from '../../formats/code-paths.ts';
import { code, list, text } from '../../report/text.ts';
import type { ChangedFile } from '../../system/system.ts';
import type { CodePathEntry, Finding } from '../../triage/report.ts';

/**
 * Stage 5: the changed code files in the order in which to read them. First those
 * that a finding points at, in triage order; then their neighbours, which share a
 * folder with one; then the rest, by name.
 */
export function orderCodePath(
  files: readonly ChangedFile[],
  findings: readonly Finding[],
): readonly CodePathEntry[] {
  const open = findings.filter(({ acceptance }) => acceptance === null);
  const touching = (path: string): readonly Finding[] =>
    open.filter(({ head, base, related }) => [head, base, ...related].some((place) => place?.path === path));
  const folders = new Set(
    open.flatMap(({ head, base, related }) =>
      [head, base, ...related].flatMap((place) => (place ? [folderOf(place.path)] : [])),
    ),
  );
  const entries = files
    .filter(({ path, status }) => status !== 'removed' && isCodePath(path))
    .map(({ path }) => {
      const found = touching(path);
      const [first] = found;
      if (first) {
        const subjects = [...new Set(found.map(({ subject }) => subject))];
        return {
          rank: open.indexOf(first),
          path,
          because: text`touches ${list(subjects, 3)}`,
          findings: found.map(({ id }) => id),
        };
      }
      const near = folders.has(folderOf(path));
      const because = near
        ? text`changed beside what drifted, in ${code(folderOf(path) || '.')}`
        : text`changed`;
      return { rank: near ? open.length : open.length + 1, path, because, findings: [] };
    });
  return entries
    .sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : 1))
    .map(({ path, because, findings: ids }) => ({ path, because, findings: ids }));
}

function folderOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut === -1 ? '' : path.slice(0, cut);
}
