import type { ConfigKey } from '../../system/app-config-facts.ts';
import type { Fact, Read } from '../../system/facts.ts';
import { shapeOf } from '../../system/value-shape.ts';
import type { Reading, SourceFile } from '../format.ts';
import { Unreadable } from '../format.ts';
import { conflictLine } from '../lines.ts';
import { isVariable } from '../placeholders.ts';

/** The parts of HOCON that matter, in order: comments, strings, substitutions, marks, words. */
const token =
  /#[^\n]*|\/\/[^\n]*|"""[^]{0,5000}?"""|"(?:[^"\\\n]|\\.){0,2000}"|\$\{(\??)([\w.-]{1,200})\}|[{}[\]=:,\n]|\+=|[^\s{}[\]=:,"#$]{1,2000}|\$|"|\s/g;

const deepest = 200;

/**
 * Keys, and the variables and keys that values take over. `port = 80` and then `port = ${?PORT}`
 * is how HOCON writes a fallback, and `${?X}` alone may be nothing.
 */
export function readHocon({ text }: SourceFile): Reading {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const facts: Fact[] = [];
  const folders: string[] = [];
  let path = '';
  let inValue = false;
  let lists = 0;
  let line = 1;
  for (const match of text.matchAll(token)) {
    const [part, optional, name] = match;
    const at = line;
    line += part.split('\n').length - 1;
    if (part.startsWith('#') || part.startsWith('//')) continue;
    if (name !== undefined) facts.push(...substitution(name, optional === '?', at));
    else if (part === '[') lists += 1;
    else if (part === ']') lists -= 1;
    else if (lists > 0) continue;
    else if (part === '{') {
      if (folders.length >= deepest)
        throw new Unreadable('too-deep', `Nested more than ${deepest} levels deep at line ${at}`);
      folders.push(path);
      path = '';
      inValue = false;
    } else if (part === '}') {
      folders.pop();
      path = '';
      inValue = false;
    } else if (part === '\n' || part === ',') {
      if (inValue) path = '';
      inValue = false;
    } else if (/^(?:[=:]|\+=)$/.test(part)) {
      if (!inValue && path !== '')
        facts.push({
          kind: 'config-key',
          family: 'jvm',
          key: [...folders, path].filter((each) => each !== '').join('.'),
          line: at,
        });
      inValue = true;
    } else if (part.trim() !== '' && !inValue) path = part.replace(/^"|"$/g, '');
    else if (part.trim() !== '') setValue(facts, part, at);
  }
  if (folders.length > 0) throw new Unreadable('unparsable', 'A brace is not closed');
  return { facts };
}

/** The first word of a value: enough for its shape when it is all of it. */
function setValue(facts: Fact[], part: string, line: number): void {
  const last = facts.at(-1);
  if (last?.kind !== 'config-key' || last.line !== line || last.value !== undefined) return;
  const key: ConfigKey = { ...last, value: shapeOf(part.replace(/^"+|"+$/g, '')) };
  facts[facts.length - 1] = key;
}

function substitution(name: string, optional: boolean, line: number): readonly Fact[] {
  const strength: Read['strength'] = optional ? 'guarded' : 'required';
  const via = optional ? '${?}' : '${}';
  if (isVariable.test(name)) return [{ kind: 'read', name, line, strength, phase: 'run', via }];
  return [];
}
