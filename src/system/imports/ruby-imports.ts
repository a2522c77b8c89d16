import { lineCounter } from './import-language.ts';
import type { FoundImport, ImportLanguage } from './import-language.ts';

/** `require 'x'` of Ruby, and the constants of gems that Bundler requires by itself. */
export const rubyImports: ImportLanguage = {
  endings: ['.rb', '.rake', '.ru', '.erb', 'Rakefile'],
  separator: '/',
  pattern: (modules) => `require +["'](${modules})["'/]|(^|[^A-Za-z0-9_:])(${modules})(::|\\.|$|[ ,)])`,
  scan: (text, modules) => {
    const lineOf = lineCounter(text);
    const found: FoundImport[] = [];
    for (const match of text.matchAll(/(?:^|\n)[ \t]*require[ \t(]+['"]([^'"\n]{1,200})['"]/g)) {
      found.push({ module: match[1] ?? '', line: lineOf(match.index + match[0].length - 1), names: [] });
    }
    for (const constant of modules.filter((module) => /^[A-Z]\w*(?:::[A-Z]\w*)*$/.test(module))) {
      const pattern = new RegExp(`(?<![\\w:'"/])${constant}(?:::([A-Z]\\w*))?(?![\\w/])`, 'g');
      const uses = [...text.matchAll(pattern)].filter(({ index }) => !isAside(text, index));
      const [first] = uses;
      if (!first) continue;
      const names = [...new Set(uses.flatMap(({ 1: name }) => name ?? []))].slice(0, 12);
      // Code that asks whether the constant is there goes on without it.
      const guarded = new RegExp(`defined\\?\\s{0,3}\\(?\\s{0,3}(?:::)?${constant}\\b`).test(text);
      found.push({ module: constant, line: lineOf(first.index + 1), names, ...(guarded ? { guarded } : {}) });
    }
    return found;
  },
};

/** In a comment, or the definition of something of that name. */
function isAside(text: string, offset: number): boolean {
  return /^\s*#|\b(?:class|module)\s+$/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset));
}
