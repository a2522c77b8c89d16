import type { Fact } from '../../system/facts.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine } from '../lines.ts';
import { readSyntax } from '../tree-sitter/syntax.ts';
import { readsOf } from './reads.ts';
import { rubyIn, sectionOf } from './template.ts';

/**
 * Files whose variables are arguments (`rake import FILE=…`), or that only developers and tests load:
 * a read there never says that something must be set where the application runs.
 */
const byHand =
  /(?:\.rake|\.gemspec|(?:^|\/)(?:Rakefile|Gemfile|Capfile|Guardfile|Vagrantfile|Fastfile|Dangerfile)|(?:^|\/)config\/deploy(?:\/[^/]+|\.rb)|(?:^|\/)lib\/tasks\/.+|(?:^|\/)config\/environments\/(?:test|development|ci)[^/]*|(?:^|\/)db\/(?:seeds|migrate)\b.*)$/;

/** Variables that code reads and sets. */
export async function readRuby({ path, text }: SourceFile): Promise<Reading> {
  if (!/\bENV\b/.test(text)) return { facts: [] };
  const reading = await readCode(text);
  return byHand.test(path) ? { ...reading, facts: reading.facts.map(asOptional) } : reading;
}

/** Ruby between the marks of a template. What a section for development or tests needs, production does not. */
export async function readRubyTemplate({ text }: SourceFile): Promise<Reading> {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const reading = await readCode(rubyIn(text));
  const lines = text.split('\n');
  const isLocal = ({ line }: Fact): boolean =>
    /^(?:test|development|local|ci)\b/.test(sectionOf(lines, line));
  return { ...reading, facts: reading.facts.map((fact) => (isLocal(fact) ? asOptional(fact) : fact)) };
}

function readCode(text: string): Promise<Reading> {
  return readSyntax('ruby', text, (syntax) => {
    const facts: Fact[] = [...readsOf(syntax)];
    facts.sort((a, b) => a.line - b.line);
    return { facts, ...(syntax.gaps.length > 0 && { gaps: syntax.gaps }) };
  });
}

function asOptional(fact: Fact): Fact {
  return fact.kind === 'read' && fact.strength === 'required' ? { ...fact, strength: 'guarded' } : fact;
}
