import type { Declaration, Read, ReadStrength } from '../../system/facts.ts';
import { digestOf, shapeOf } from '../../system/value-shape.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine, Lines } from '../lines.ts';
import { maskSource } from '../plain-code/masked-source.ts';
import type { Lexis, MaskedSource } from '../plain-code/masked-source.ts';
import { variableName } from '../tree-sitter/naming.ts';
import { isInOneOf, switchedBlocksOf } from './blocks.ts';

const lexis: Lexis = { lineComments: ['#'], quotes: ['"""', "'''", '"'], sigils: true };

const call =
  /\b(?:System\.(get_env|fetch_env!?|put_env|delete_env)|(\w{0,60}_env\w{0,30}!?|env!?|Env\.\w{1,60}!?))\s{0,9}\(\s{0,40}(?:\w{1,60}\s{0,9},\s{0,40})?(?=")/g;
const piped = /\|>\s{0,40}System\.(get_env|fetch_env!?)\(\)/g;

/** Variables that code reads and sets. */
export function readElixir({ path, text }: SourceFile): Reading {
  if (!/_env\b|\benv!?\(|\bEnv\./.test(text)) return { facts: [] };
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const source = maskSource(text, lexis);
  const lines = new Lines(text);
  const switched = switchedBlocksOf(source.code);
  const byEnd = new Map([...source.literals.values()].map((literal) => [literal.end, literal]));
  // Loaded by developers and tests only, or by hand.
  const isLocal =
    /(?:^|\/)config\/(?:test|dev|ci)[\w.-]*\.exs$|(?:^|\/)(?:mix\.exs|\.[\w.]+\.exs|priv\/repo\/.+)$/.test(
      path,
    );
  const facts: (Read | Declaration)[] = [];
  for (const match of source.code.matchAll(call)) {
    const [whole, own, helper = ''] = match;
    const literal = source.literals.get(match.index + whole.length);
    if (!literal || !variableName.test(literal.text)) continue;
    if (own === undefined && !isHelper(helper, literal.text)) continue;
    const at = { name: literal.text, line: lines.at(literal.offset) };
    if (own === 'delete_env') continue;
    if (own === 'put_env') {
      facts.push({
        kind: 'declaration',
        ...at,
        role: 'supplied',
        phase: 'run',
        ...valueAt(source, literal.end),
      });
      continue;
    }
    const use = strengthAt(source, match.index, literal.end, own ?? helper);
    const isSafe = use.strength === 'required' && (isLocal || isInOneOf(switched, match.index));
    const via = own === undefined ? helper : `System.${own}`;
    facts.push({
      kind: 'read',
      ...at,
      phase: 'run',
      via,
      ...use,
      ...(isSafe && { strength: 'guarded' as const }),
    });
  }
  for (const match of source.code.matchAll(piped)) {
    const blanks = /\s{0,80}$/.exec(source.code.slice(Math.max(0, match.index - 80), match.index));
    const before = byEnd.get(match.index - (blanks?.[0].length ?? 0));
    if (!before || !variableName.test(before.text)) continue;
    const strength: ReadStrength =
      match[1] === 'fetch_env!' && !isLocal && !isInOneOf(switched, match.index) ? 'required' : 'guarded';
    facts.push({
      kind: 'read',
      name: before.text,
      line: lines.at(before.offset),
      phase: 'run',
      via: `System.${match[1] ?? ''}`,
      strength,
    });
  }
  return { facts: facts.sort((a, b) => a.line - b.line) };
}

/** `get_int_from_path_or_env(dir, "POOL_SIZE")`, `env!("PORT")`; names of applications are no variables. */
function isHelper(name: string, variable: string): boolean {
  return (
    /^[A-Z][A-Z0-9]*_[A-Z0-9_]*$/.test(variable) && !/^(?:Env\.)?(?:put|delete|set|with)(?:_|$)/.test(name)
  );
}

/** What is done when there is none. */
function strengthAt(
  source: MaskedSource,
  start: number,
  end: number,
  name: string,
): { readonly strength: ReadStrength; readonly fallback?: string } {
  const { code, literals } = source;
  const after = code.slice(end, end + 400);
  const second = /^\s{0,40},\s{0,40}/.exec(after);
  if (second) {
    const value =
      literals.get(end + second[0].length)?.text ??
      /^(?:\d{1,20}|true|false)\b/.exec(after.slice(second[0].length))?.[0];
    if (/^nil\b/.test(after.slice(second[0].length))) return { strength: 'guarded' };
    return { strength: 'defaulted', ...(value === undefined ? {} : { fallback: digestOf(value) }) };
  }
  const rest = /^\s{0,40}\)/.exec(after);
  if (!rest) return { strength: 'guarded' };
  if (name.endsWith('!')) return { strength: 'required' };
  if (name === 'fetch_env') return { strength: 'guarded' };
  const or = /^\)\s{0,80}\|\|\s{0,80}/.exec(after.slice(rest[0].length - 1));
  if (or) {
    const at = end + rest[0].length - 1 + or[0].length;
    if (/^raise\b|^throw\b|^System\.(?:halt|stop)\b/.test(code.slice(at, at + 20)))
      return { strength: 'required' };
    const value = literals.get(at)?.text;
    return { strength: 'defaulted', ...(value === undefined ? {} : { fallback: digestOf(value) }) };
  }
  // `String.to_integer(nil)` raises.
  const strict =
    /\b(?:String\.(?:to_\w+|split|trim|downcase|upcase)|Base\.\w+!?|URI\.(?:parse|new!))\(\s{0,40}$/;
  if (strict.test(code.slice(Math.max(0, start - 60), start))) return { strength: 'required' };
  const next = /^\)\s{0,80}\|>\s{0,40}(?:String\.(?:to_\w+|split|trim|downcase|upcase)|Base\.\w+!?)\(/;
  return { strength: next.test(after.slice(rest[0].length - 1)) ? 'required' : 'guarded' };
}

function valueAt({ code, literals }: MaskedSource, end: number): Pick<Declaration, 'value' | 'from'> {
  const second = /^\s{0,40},\s{0,40}/.exec(code.slice(end, end + 100));
  const value = second ? literals.get(end + second[0].length)?.text : undefined;
  return value === undefined || value.includes('#{') ? { from: 'expression' } : { value: shapeOf(value) };
}
