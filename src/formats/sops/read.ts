import type { Declaration } from '../../system/facts.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readJson } from '../json.ts';
import { conflictLine } from '../lines.ts';
import { entries } from '../node.ts';
import type { Node } from '../node.ts';
import { readYaml } from '../yaml.ts';

/** Names of variables that an encrypted file holds: its keys, whatever mapping they stand in. */
export function readSops({ path, text }: SourceFile): Reading {
  if (path.endsWith('.ini')) return { facts: ofIni(text) };
  const roots = path.endsWith('.json') ? [readJson(text)] : readYaml(text);
  return { facts: roots.flatMap((root) => variablesIn(root, 0)) };
}

const variable = /^[A-Z][A-Z0-9_]*$/;
const deepest = 6;

function variablesIn(node: Node, depth: number): readonly Declaration[] {
  if (depth > deepest) return [];
  return [...entries(node)].flatMap(({ key, line, node: value }): readonly Declaration[] => {
    if (depth === 0 && key === 'sops') return [];
    if (value.kind === 'map') return variablesIn(value, depth + 1);
    return value.kind === 'scalar' ? declarationOf(key, line) : [];
  });
}

function declarationOf(name: string, line: number): readonly Declaration[] {
  if (!variable.test(name)) return [];
  return [{ kind: 'declaration', line, name, role: 'supplied', phase: 'run', from: 'secret' }];
}

function ofIni(text: string): readonly Declaration[] {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  let section = '';
  return text.split('\n').flatMap((line, index) => {
    section = /^\[([^\]\r\n]{1,200})\]/.exec(line)?.[1] ?? section;
    const key = /^([A-Za-z_]\w{0,200})[ \t]*=/.exec(line)?.[1];
    return key === undefined || section === 'sops' ? [] : declarationOf(key, index + 1);
  });
}
