import type { Fact, PassThrough } from '../../system/facts.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readJson } from '../json.ts';
import { entries, get, textOf, textsOf } from '../node.ts';
import type { Node } from '../node.ts';
import { inOrder } from '../platform-facts.ts';

/**
 * Which variables tasks see. Strict is the mode of version 2, which calls its tasks `tasks`; version 1
 * called them `pipeline` and filtered only where a task said what passes.
 */
export function readTurbo({ text }: SourceFile): Reading {
  const root = readJson(text, { comments: true });
  const loose = textOf(get(root, 'envMode')) === 'loose';
  const facts: Fact[] = [
    { kind: 'env-filter', tool: 'turbo', strict: !loose && !get(root, 'pipeline'), line: root.line },
    ...names(get(root, 'globalEnv')),
    ...names(get(root, 'globalPassThroughEnv')),
  ];
  for (const { key, node } of entries(get(root, 'tasks') ?? get(root, 'pipeline')))
    facts.push(...names(get(node, 'env'), key), ...names(get(node, 'passThroughEnv'), key));
  return { facts: inOrder(facts) };
}

function names(node: Node | undefined, task?: string): readonly PassThrough[] {
  // `$TURBO_EXTENDS$` takes over what the file above lists.
  return textsOf(node).flatMap(({ text, line }): PassThrough[] =>
    /^!?[A-Za-z_*][\w*]*$/.test(text)
      ? [
          {
            kind: 'pass-through',
            tool: 'turbo',
            pattern: text,
            ...(task === undefined ? {} : { task }),
            line,
          },
        ]
      : [],
  );
}
