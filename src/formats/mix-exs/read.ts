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
        // Where it comes from decides; a range beside it is only checked.
        specifier: sourceIn(options) || range,
        group: groupOf(options),
        line: lineOf(match.index),
      }),
    );
  }
  const elixir = /\belixir:\s*"([^"\\\n]{1,60})"/.exec(code);
  if (elixir) found.push(runtimeFact('elixir', elixir[1] ?? '', lineOf(elixir.index), 'manifest'));
  return { facts: byLine([...facts, ...found]), ...(gaps ? { gaps } : {}) };
}

interface Body {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The text with everything blanked but the function that lists them, and the functions that it calls for some. */
function dependencyPart(code: string): string {
  const bodies: Body[] = [];
  const starts = [...code.matchAll(/^[ \t]*(?:defp?[ \t]+(\w{1,100})|defmodule\b|@\w)/gm)];
  starts.forEach((match, index) => {
    const end = starts[index + 1]?.index ?? code.length;
    if (match[1] !== undefined) bodies.push({ name: match[1], start: match.index, end });
  });
  const listing = bodies
    .filter(({ name }) => name === 'deps')
    .map(({ start, end }) => code.slice(start, end));
  const called = new Set(
    listing.flatMap((text) => [...text.matchAll(/\b(\w{1,100})\(/g)].map(([, name]) => name)),
  );
  let part = '';
  for (const { name, start, end } of bodies) {
    if (name !== 'deps' && !called.has(name)) continue;
    part = part.padEnd(start) + code.slice(start, end);
  }
  return part;
}

function sourceIn(options: string): string {
  const [, key = '', value = ''] = /\b(git|github|path):\s*"([^"\\\n]{1,300})"/.exec(options) ?? [];
  if (key === '') return '';
  const fixed = /\b(?:tag|ref|branch):\s*"([^"\\\n]{1,100})"/.exec(options)?.[1];
  const prefix = { git: 'git+', path: 'file:' }[key] ?? `${key}:`;
  return `${prefix}${value}${fixed === undefined ? '' : `#${fixed}`}`;
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
