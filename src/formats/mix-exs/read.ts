import type { Reading, SourceFile } from '../format.ts';
import type { Fact, Requirement } from '../../system/facts.ts';
import { readElixir } from '../elixir/read.ts';
import { byLine, lockText, requirementFact } from '../locked-package.ts';
import { runtimeFact } from '../runtime-files/runtime-fact.ts';

/** `{:name, "~> 1.0", only: :dev}` on one line or over some; the name first, then a range or an option. */
const tuple =
  /\{\s{0,40}:(\w{1,100})\s{0,9},\s{0,40}(?:"([^"\\\n]{0,200})"|(?=[a-z_]{1,40}:))([^{}]{0,600})\}/g;

const forDevelopment: ReadonlySet<string> = new Set(['dev', 'test', 'docs', 'lint', 'ci']);

/** The dependencies of a project, and what its program reads of the environment. */
export function readMixExs(file: SourceFile): Reading {
  const text = lockText(file);
  const { facts, gaps } = readElixir({ path: file.path, text });
  const code = text.replace(
    /(^|\s)#[^\n]*/g,
    (comment, blank: string) => blank + ' '.repeat(comment.length - blank.length),
  );
  const lineOf = lineCounter(code);
  const found: Fact[] = [];
  for (const match of dependencyPart(code).matchAll(tuple)) {
    const [, name = '', range = '', options = ''] = match;
    found.push(
      requirementFact('hex', {
        name: /\bhex:\s*:(\w+)/.exec(options)?.[1] ?? name,
        specifier: range === '' ? sourceIn(options) : range,
        group: groupOf(options),
        line: lineOf(match.index),
      }),
    );
  }
  const elixir = /\belixir:\s*"([^"\\\n]{1,60})"/.exec(code);
  if (elixir) found.push(runtimeFact('elixir', elixir[1] ?? '', lineOf(elixir.index), 'manifest'));
  return { facts: byLine([...facts, ...found]), ...(gaps ? { gaps } : {}) };
}

/** The text with everything blanked that stands before the function that lists them, or after it. */
function dependencyPart(code: string): string {
  const start = /^[ \t]*defp?[ \t]+deps\b[^\n]*/m.exec(code);
  if (!start) return '';
  const rest = code.slice(start.index + start[0].length);
  const end = /^[ \t]*(?:defp?|defmodule|@\w+)\b/m.exec(rest)?.index ?? rest.length;
  return ' '.repeat(start.index) + start[0] + rest.slice(0, end);
}

function sourceIn(options: string): string {
  const [, key = '', value = ''] = /\b(git|github|path):\s*"([^"\\\n]{1,300})"/.exec(options) ?? [];
  if (key === '') return '';
  const fixed = /\b(?:tag|ref|branch):\s*"([^"\\\n]{1,100})"/.exec(options)?.[1];
  return `${key}:${value}${fixed === undefined ? '' : `#${fixed}`}`;
}

function groupOf(options: string): Requirement['group'] {
  const only = /\bonly:\s*(\[[^\]]*\]|:\w+)/.exec(options)?.[1];
  const names = [...(only ?? '').matchAll(/\w+/g)].map(([name]) => name);
  if (names.length > 0 && names.every((name) => forDevelopment.has(name))) return 'dev';
  return /\boptional:\s*true\b/.test(options) ? 'optional' : 'prod';
}

/** Lines of offsets that are asked for in order. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let counted = 0;
  return (offset) => {
    if (offset < counted) [line, counted] = [1, 0];
    for (let at = text.indexOf('\n', counted); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
      line += 1;
      counted = at + 1;
    }
    return line;
  };
}
