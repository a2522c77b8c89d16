import { joinPath } from '../../formats/paths.ts';
import { code, text } from '../../report/text.ts';
import type { Change, System } from '../../system/system.ts';
import type { Problem } from '../rule.ts';
import { goneRelated, whatHappened } from './gone-path.ts';

/** Actions and reusable workflows of the repository itself that a workflow still uses. */
export function missingActions(change: Change): readonly Problem[] {
  const seen = new Set<string>();
  return change.head.facts('action').flatMap((action): readonly Problem[] => {
    const path = action.name.startsWith('./') ? joinPath('', action.name) : null;
    if (path === null || seen.has(path) || !isAction(change.base, path) || isAction(change.head, path))
      return [];
    seen.add(path);
    const before = change.base
      .facts('action')
      .find(({ file, name }) => file === action.file && name === action.name);
    const others = change.head
      .facts('action')
      .filter(
        ({ name, file, line }) => name === action.name && (file !== action.file || line !== action.line),
      );
    return [
      {
        subject: path,
        identity: [path],
        severity: 'high',
        confidence: 'certain',
        title: text`${code(action.file)} uses ${code(action.name)}, and it is gone`,
        assumption: text`Assumes ${code(path)} is there when the workflow runs`,
        detail: whatHappened(change, path),
        verify: text`Start the workflow once; it fails before its first step`,
        at: { path: action.file, line: action.line },
        atBase: before ? { path: before.file, line: before.line } : null,
        related: [
          ...goneRelated(change, path),
          ...others
            .slice(0, 9)
            .map(({ file, line }) => ({ path: file, line, side: 'head' as const, note: text`uses it too` })),
        ],
      },
    ];
  });
}

/** A workflow by its file, an action by what stands in its folder. */
function isAction({ tree }: System, path: string): boolean {
  const beside = (name: string): string => (path === '' ? name : `${path}/${name}`);
  return tree.has(path) || ['action.yml', 'action.yaml', 'Dockerfile'].some((name) => tree.has(beside(name)));
}
