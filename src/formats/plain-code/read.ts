import type { Fact, Read } from '../../system/facts.ts';
import { digestOf } from '../../system/value-shape.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine, Lines } from '../lines.ts';
import { variableName } from '../tree-sitter/naming.ts';
import { languages } from './languages.ts';
import type { Language } from './languages.ts';
import { maskSource } from './masked-source.ts';
import type { MaskedSource } from './masked-source.ts';
import { readsOfPowerShell } from './powershell.ts';

/**
 * Variables that code of a smaller language asks for. What happens without them cannot be told
 * from words alone, so none of them counts as required.
 */
export function readPlainCode({ path, text }: SourceFile): Reading {
  const ending = path.slice(path.lastIndexOf('.') + 1);
  const isPowerShell = /^psm?1$/.test(ending);
  const language = Object.hasOwn(languages, ending) ? languages[ending] : undefined;
  if (!(isPowerShell ? /\benv:|EnvironmentVariable/i : language?.marker)?.test(text)) return { facts: [] };
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const facts: Fact[] = language ? [...readsOf(text, language)] : [...readsOfPowerShell(text)];
  return { facts: facts.sort((a, b) => a.line - b.line) };
}

function readsOf(text: string, { lexis, idioms }: Language): readonly Read[] {
  const source = maskSource(text, lexis);
  const lines = new Lines(text);
  return idioms.flatMap(({ pattern, via, phase, fallback }) =>
    [...source.code.matchAll(pattern)].flatMap((match): readonly Read[] => {
      const literal = source.literals.get(match.index + match[0].length);
      if (!literal || !variableName.test(literal.text)) return [];
      const after = fallback?.exec(source.code.slice(literal.end, literal.end + 200));
      const at: Pick<Read, 'name' | 'line' | 'phase' | 'via'> = {
        name: literal.text,
        line: lines.at(match.index),
        phase: phase ?? 'run',
        via,
      };
      if (!after) return [{ kind: 'read', ...at, strength: 'guarded' }];
      return [
        { kind: 'read', ...at, strength: 'defaulted', ...fallbackAt(source, literal.end + after[0].length) },
      ];
    }),
  );
}

function fallbackAt({ code, literals }: MaskedSource, at: number): { fallback?: string } {
  const value =
    literals.get(at)?.text ?? /^(?:\d[\d.]{0,30}|true|false)\b/.exec(code.slice(at, at + 40))?.[0];
  return value === undefined ? {} : { fallback: digestOf(value) };
}
