import type { Fact } from '../../system/facts.ts';
import { runtimeOf } from '../dockerfile/runtime-images.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { parseImageReference } from '../image-reference.ts';
import { conflictLine, Lines } from '../lines.ts';
import { maskSource } from '../plain-code/masked-source.ts';
import type { Literal } from '../plain-code/masked-source.ts';
import { shellFacts } from '../shell-facts.ts';
import { variable } from './facts.ts';

const unit = 'pipeline';

/** `environment { … }` blocks, the images that stages run in, and the scripts that steps run. */
export function readJenkins({ text }: SourceFile): Reading {
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const { code, literals } = maskSource(text, {
    lineComments: ['//'],
    blockComments: [['/*', '*/']],
    quotes: ['"""', "'''", '"', "'"],
  });
  const lines = new Lines(text);
  const facts: Fact[] = [];
  const opened = /\b(?:pipeline|node)\b[^\n{]{0,200}\{/.exec(code);
  if (!opened) return { facts };
  const line = lines.at(opened.index);
  facts.push({ kind: 'unit', line, name: unit, type: 'workflow-job', open: ['the settings of the job'] });
  for (const block of code.matchAll(/\benvironment\s{0,40}\{([^{}]{0,20000})\}/g)) {
    const start = block.index + block[0].indexOf('{') + 1;
    for (const { 1: indent = '', 2: name = '', 3: rest = '', index } of (block[1] ?? '').matchAll(
      /^(\s*)([A-Za-z_]\w*)[ \t]*=[ \t]*(credentials\b)?/gm,
    )) {
      const at = start + index;
      const value = literalAfter(code, literals, at + indent.length + name.length);
      const declared = variable(name, lines.at(at + indent.length), value ?? '', unit);
      if (rest !== '') {
        const { value: _, ...bare } = declared;
        facts.push({ ...bare, from: 'secret' });
      } else facts.push(value === undefined ? variable(name, declared.line, '$', unit) : declared);
    }
  }
  for (const call of code.matchAll(/\bsh\b[ \t]*\(?\s{0,40}(?:script:\s{0,9})?(?=["'])/g)) {
    const literal = literals.get(call.index + call[0].length);
    // Within `dir('…') { … }` it starts elsewhere.
    const directory = isInFolder(code, call.index) ? null : '';
    if (!literal) continue;
    const mark = /^["']{1,3}/.exec(code.slice(literal.offset, literal.offset + 3))?.[0] ?? '"';
    // A short string has its line ends written out, in one line.
    const script = mark.length === 3 ? literal.text : literal.text.replaceAll('\\n', '\n');
    const folded = mark.length !== 3;
    facts.push(...shellFacts(script, { line: lines.at(literal.offset), folded, directory, unit }));
  }
  for (const call of code.matchAll(
    /\b(?:docker\s{0,40}\{\s{0,200}image|docker\.image)[ \t(]{1,9}(?=["'])/g,
  )) {
    const literal = literals.get(call.index + call[0].length);
    const reference = literal ? parseImageReference(literal.text) : null;
    if (!literal || !reference) continue;
    const at = lines.at(literal.offset);
    const runtime = runtimeOf(reference);
    facts.push({ kind: 'image', line: at, unit, ...reference, role: 'run' });
    if (runtime) facts.push({ kind: 'runtime', line: at, ...runtime, source: 'ci' });
  }
  return { facts: facts.sort((a, b) => a.line - b.line) };
}

function literalAfter(code: string, literals: ReadonlyMap<number, Literal>, at: number): string | undefined {
  const gap = /^[ \t]*=[ \t]*/.exec(code.slice(at, at + 200))?.[0];
  return gap === undefined ? undefined : literals.get(at + gap.length)?.text;
}

/** An open `dir(…) {` before the offset; looks back no further than a pipeline is long. */
function isInFolder(code: string, offset: number): boolean {
  let depth = 0;
  for (let at = offset; at > Math.max(0, offset - 20_000); at -= 1) {
    if (code[at] === '}') depth += 1;
    if (code[at] !== '{') continue;
    if (depth > 0) depth -= 1;
    else if (/\b(?:dir|ws)\s{0,9}\([^()\n]{0,200}\)\s{0,40}$/.test(code.slice(Math.max(0, at - 300), at)))
      return true;
  }
  return false;
}
