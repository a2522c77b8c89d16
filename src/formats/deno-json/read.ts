import type { Reading, SourceFile } from '../format.ts';
import type { Fact, Manifest, Requirement, Script } from '../../system/facts.ts';
import { readJson } from '../json.ts';
import { byLine, lockText, requirementFact } from '../locked-package.ts';
import { entries, get, items, textOf } from '../node.ts';
import type { Node } from '../node.ts';

/** `npm:`, `jsr:` and a package, its range, and a path inside of it. */
const specifier = /^(npm|jsr):\/?(@[^/@\s]+\/[^/@\s]+|[^/@\s]+)(?:@([^/\s]*))?(?:\/.*)?$/;

/** What `imports` names of npm and JSR; the names on the left are the repository's own. */
export function readDenoJson(file: SourceFile): Reading {
  const root = readJson(lockText(file), { comments: true });
  const members = get(root, 'workspace') ?? get(root, 'workspaces');
  const manifest: Manifest = {
    kind: 'manifest',
    ecosystem: 'npm',
    name: textOf(get(root, 'name')) ?? null,
    version: textOf(get(root, 'version')) ?? null,
    workspaces: items(members?.kind === 'map' ? get(members, 'members') : members).flatMap(
      (each) => textOf(each)?.replace(/^\.\//, '') ?? [],
    ),
    line: root.line,
  };
  return { facts: byLine<Fact>([manifest, ...importsIn(root), ...tasksIn(root)]) };
}

function importsIn(root: Node): readonly Requirement[] {
  const seen = new Set<string>();
  const scopes = [...entries(get(root, 'scopes'))].map(({ node }) => node);
  return [get(root, 'imports'), ...scopes].flatMap((holder) =>
    [...entries(holder)].flatMap(({ node, line }) => {
      const [, scheme, name = '', range = ''] = specifier.exec(textOf(node) ?? '') ?? [];
      // A package and the paths inside of it are one.
      if (scheme === undefined || seen.has(`${scheme}:${name}@${range}`)) return [];
      seen.add(`${scheme}:${name}@${range}`);
      const full = scheme === 'jsr' ? `jsr:${name}` : name;
      return [requirementFact('npm', { name: full, specifier: range, line })];
    }),
  );
}

function tasksIn(root: Node): readonly Script[] {
  return [...entries(get(root, 'tasks'))].flatMap(({ key, line, node }) => {
    const text = textOf(node) ?? textOf(get(node, 'command'));
    return text === undefined
      ? []
      : [{ kind: 'script', runner: 'deno', name: key, text, line } satisfies Script];
  });
}
