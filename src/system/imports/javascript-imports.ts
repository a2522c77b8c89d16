import { isInside, lineCounter, membersOf } from './import-language.ts';
import type { FoundImport, ImportLanguage } from './import-language.ts';

const statement =
  /(?:^|[\n;])[ \t]*(import|export)\b[ \t\r\n]*(type\b[ \t]+(?!from\b))?(?:([\w$*{][^'"`;()=]{0,3000}?)[ \t\r\n}]from[ \t\r\n]*)?(['"])([^'"\n]{1,300})\4/g;

const call =
  /(?:\b(?:const|let|var)\s{1,5}([\w$]{1,100}|\{[^{}]{0,1000}\})\s{0,5}=\s{0,5}(?:await\s{1,5})?)?(?<![\w$.])(?:require(?:\.resolve)?|import)\(\s{0,20}(['"])([^'"\n]{1,300})\2/g;

/** `import … from`, `export … from`, `require(…)` and `import(…)` of JavaScript and TypeScript. */
export const javascriptImports: ImportLanguage = {
  endings: ['.js', '.mjs', '.cjs', '.jsx', '.ts', '.mts', '.cts', '.tsx', '.vue', '.svelte', '.astro'],
  separator: '/',
  pattern: (modules) => `["'](${modules})["'/]`,
  scan: (text) => {
    const found: FoundImport[] = [];
    // Statements stand at the margin; what is set in stands in a text, unless the file has markup around its code.
    const hasMarkup = /<script\b|^---/m.test(text);
    const lineOf = lineCounter(text);
    for (const match of text.matchAll(statement)) {
      const [whole, keyword, type, clause, , module = ''] = match;
      if (keyword === 'export' && clause === undefined) continue;
      const offset = match.index + whole.length - module.length;
      if (!hasMarkup && /^\n?[ \t]/.test(whole)) continue;
      if (isAside(text, match.index + 1)) continue;
      const bound = clause === undefined ? [] : namesIn(`${clause}${whole.includes('}') ? '}' : ''}`, text);
      const typeOnly = type !== undefined || (bound.length > 0 && bound.every((each) => each.type));
      found.push({
        module,
        line: lineOf(offset),
        names: bound.flatMap(({ names }) => names),
        ...(typeOnly ? { typeOnly: true } : {}),
      });
    }
    for (const match of text.matchAll(call)) {
      const [whole, bound = '', , module = ''] = match;
      if (isAside(text, match.index)) continue;
      const names = bound.startsWith('{')
        ? namesIn(bound, text).flatMap((each) => each.names)
        : membersOf(text, bound);
      found.push({
        module,
        line: lineOf(match.index + whole.length - 1),
        names,
        ...(isTried(text, match.index) ? { guarded: true } : {}),
      });
    }
    return found;
  },
};

interface Bound {
  readonly names: readonly string[];
  readonly type: boolean;
}

/** Names that a clause takes: `React, { useState as state, type FC }`, `* as path`. */
function namesIn(clause: string, text: string): readonly Bound[] {
  const bound: Bound[] = [];
  const listed = /\{([^{}]*)\}/.exec(clause)?.[1];
  const [whole = ''] = clause.split('{');
  for (const part of whole.split(',')) {
    const name = /^(?:\*\s*as\s+)?([\w$]+)$/.exec(part.trim())?.[1];
    if (name === undefined) continue;
    const members = membersOf(text, name);
    bound.push({ names: members.length > 0 ? members : [name], type: false });
  }
  for (const part of (listed ?? '').split(',')) {
    const [, type, name] = /^(type\s+)?([\w$]+)/.exec(part.trim()) ?? [];
    if (name !== undefined) bound.push({ names: [name], type: type !== undefined });
  }
  return bound;
}

/** In a comment, or in a text that is no code of this file. */
function isAside(text: string, offset: number): boolean {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(start, offset);
  if (/^\s*(?:\/\/|\*|\/\*)|\/\/ /.test(before)) return true;
  return isInside(text, offset, '`') || isCommented(text, offset);
}

function isCommented(text: string, offset: number): boolean {
  const open = text.lastIndexOf('/*', offset);
  return open !== -1 && !/["'\w]/.test(text[open - 1] ?? ' ') && text.lastIndexOf('*/', offset) < open;
}

/** A `require` whose failure is caught: what it asks for may be missing. */
function isTried(text: string, offset: number): boolean {
  return /\btry\s*\{[^{}]{0,200}$/.test(text.slice(Math.max(0, offset - 250), offset));
}
