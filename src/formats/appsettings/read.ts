import type { ConfigKey } from '../../system/app-config-facts.ts';
import type { Declaration } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readJson } from '../json.ts';
import { entries, get, textOf } from '../node.ts';
import type { Node } from '../node.ts';
import { nameOf } from '../paths.ts';

/** Keys of the file with colons between their parts; variables that a launch profile sets on one's own machine. */
export function readAppsettings({ path, text }: SourceFile): Reading {
  const root = readJson(text, { comments: true });
  const name = nameOf(path);
  if (/^launchSettings\.json$/i.test(name)) return { facts: launchVariables(root) };
  const environment = /^appsettings\.(.+)\.json$/i.exec(name)?.[1];
  const at = environment === undefined ? {} : { profile: environment };
  return { facts: [...keysOf(root, '', root.line)].map((key) => ({ ...key, ...at })) };
}

function* keysOf(node: Node, prefix: string, line: number): Generator<ConfigKey> {
  const key = { kind: 'config-key', family: 'dotnet', key: prefix, line } as const;
  if (node.kind === 'scalar') {
    if (prefix !== '') yield { ...key, ...(node.value === null ? {} : { value: shapeOf(node.text) }) };
    return;
  }
  // Lists merge by index; which of them are there is nobody's name for anything.
  if (node.kind === 'list' || node.entries.size === 0) {
    if (prefix !== '') yield { ...key, ...(node.kind === 'list' ? { open: true } : {}) };
    return;
  }
  for (const entry of entries(node)) {
    const own = entry.key.replaceAll('__', ':');
    yield* keysOf(entry.node, prefix === '' ? own : `${prefix}:${own}`, entry.line);
  }
}

function launchVariables(root: Node): readonly Declaration[] {
  return [...entries(get(root, 'profiles'))].flatMap(({ node }) =>
    [...entries(get(node, 'environmentVariables'))].map(({ key, line, node: value }): Declaration => {
      const text = textOf(value);
      const shape = text === undefined ? {} : { value: shapeOf(text) };
      return { kind: 'declaration', name: key, role: 'documented', phase: 'run', line, ...shape };
    }),
  );
}
