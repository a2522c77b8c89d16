import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Manifest, Requirement } from '../../system/facts.ts';
import { readJson } from '../json.ts';
import { byLine, requirementFact } from '../locked-package.ts';
import { entries, get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { runtimeFact } from '../runtime-files/runtime-fact.ts';
import { withoutCredentials } from '../without-credentials.ts';

/** What a PHP project asks for. Without a slash a name is no package but PHP itself, or a part of it. */
export function readComposerJson({ text }: SourceFile): Reading {
  const root = readJson(withoutCredentials(text));
  if (root.kind !== 'map') throw new Unreadable('unparsable', 'The file is JSON, but not an object');
  const php = get(root, 'require', 'php');
  const version = textOf(php);
  const manifest: Manifest = {
    kind: 'manifest',
    ecosystem: 'packagist',
    name: textOf(get(root, 'name')) ?? null,
    version: textOf(get(root, 'version')) ?? null,
    workspaces: [],
    line: root.line,
  };
  return {
    facts: byLine([
      manifest,
      ...requirementsOf(get(root, 'require'), 'prod'),
      ...requirementsOf(get(root, 'require-dev'), 'dev'),
      ...(php && version !== undefined ? [runtimeFact('php', version, php.line, 'manifest')] : []),
    ]),
  };
}

function requirementsOf(node: Node | undefined, group: Requirement['group']): readonly Requirement[] {
  return [...entries(node)].flatMap(({ key, line, node: range }) => {
    const specifier = textOf(range);
    if (specifier === undefined || !key.includes('/')) return [];
    return [requirementFact('packagist', { name: key.toLowerCase(), specifier, group, line })];
  });
}
