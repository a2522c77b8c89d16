import { isOrBelow, lineCounter, membersOf } from './import-language.ts';
import type { FoundImport, ImportLanguage } from './import-language.ts';

/** `import "…"` and import blocks of Go. */
export const goImports: ImportLanguage = {
  endings: ['.go'],
  separator: '/',
  pattern: (modules) => `"(${modules})["/]`,
  scan: (text) => {
    const lineOf = lineCounter(text);
    // Imports stand before everything else.
    const end = /\n(?:func|type|var|const)\b/.exec(text)?.index ?? text.length;
    const found: FoundImport[] = [];
    for (const match of text
      .slice(0, end)
      .matchAll(/\n[ \t]*(?:import[ \t]+)?(?:([\w.]+)[ \t]+)?"([^"\n]{1,300})"/g)) {
      const [whole, alias, module = ''] = match;
      const name = alias ?? packageName(module);
      const names = name === '_' || name === '.' ? [] : membersOf(text, name, '[A-Z]\\w*');
      found.push({ module, line: lineOf(match.index + whole.length - 1), names });
    }
    return found;
  },
};

/** What a Go package is called by its path: `github.com/acme/go-kit/v2` is `kit`. */
function packageName(module: string): string {
  const parts = module.split('/').filter((part) => !/^v\d+$/.test(part));
  return (parts.at(-1) ?? '').replace(/^go-|[-.]go$|\.v\d+$/g, '').replaceAll('-', '');
}

/** `use x::…`, `extern crate x` and `x::…` of Rust. */
export const rustImports: ImportLanguage = {
  endings: ['.rs'],
  separator: '::',
  pattern: (modules) => `(^|[^A-Za-z0-9_:])(${modules})(::|;| as )`,
  scan: (text, modules) => {
    const lineOf = lineCounter(text);
    return modules.flatMap((module): readonly FoundImport[] => {
      const pattern = new RegExp(
        `(?<![\\w:/"])(?:${module})(?:::(\\w+|\\{[^{}]{0,500}\\})|;| as )|\\bextern crate ${module}\\b`,
        'g',
      );
      const matches = [...text.matchAll(pattern)].filter((match) => !isLineComment(text, match.index));
      const [first] = matches;
      if (!first) return [];
      const names = matches.flatMap(({ 1: taken = '' }) =>
        taken.startsWith('{') ? [...taken.matchAll(/\w+/g)].map(([word]) => word) : [taken],
      );
      const distinct = [...new Set(names.filter((name) => !/^(?:|_|as|crate|self|super)$/.test(name)))];
      return [{ module, line: lineOf(first.index + 1), names: distinct.slice(0, 12) }];
    });
  },
};

function isLineComment(text: string, offset: number): boolean {
  return /^\s*\/\//.test(text.slice(text.lastIndexOf('\n', offset) + 1, offset + 2));
}

/** `import a.b.C` of Java, Kotlin, Scala and Groovy. */
export const jvmImports: ImportLanguage = {
  endings: ['.java', '.kt', '.kts', '.scala', '.groovy'],
  separator: '.',
  pattern: (modules) => `import +(static +)?(${modules})\\.`,
  scan: (text) => lineImports(text, /(?:^|\n)[ \t]*import[ \t]+(?:static[ \t]+)?([\w.]{3,300})/g, '.'),
};

/** `using A.B;` of C#. */
export const csharpImports: ImportLanguage = {
  endings: ['.cs', '.razor', '.cshtml'],
  separator: '.',
  pattern: (modules) => `using +(static +|[A-Za-z0-9_]+ *= *)?(${modules})[.; ]`,
  scan: (text) =>
    lineImports(
      text,
      /(?:^|\n)[ \t]*@?(?:global[ \t]+)?using[ \t]+(?:static[ \t]+)?(?:\w+[ \t]*=[ \t]*)?([A-Z][\w.]{1,300})/g,
    ),
};

/** `use A\B\C;` of PHP, and names written out in full. */
export const phpImports: ImportLanguage = {
  endings: ['.php'],
  separator: '\\',
  pattern: (modules) => `(^|[^A-Za-z0-9_\\])\\\\?(${modules})\\\\`,
  scan: (text, modules) => {
    const all = lineImports(
      text,
      /(?:^|[\n(\s])(?:use[ \t]+(?:function[ \t]+|const[ \t]+)?)?\\?([A-Z]\w{0,100}(?:\\\w{1,100}){1,12})/g,
      '\\',
    );
    return all.filter(({ module }) => modules.some((name) => isOrBelow(module, name, '\\')));
  },
};

/** `alias`, `import`, `use` and `require` of Elixir, and calls by the module's full name. */
export const elixirImports: ImportLanguage = {
  endings: ['.ex', '.exs', '.heex'],
  separator: '.',
  pattern: (modules) => `(^|[^A-Za-z0-9_.])(${modules})([^A-Za-z0-9_]|$)`,
  scan: (text, modules) => {
    const all = lineImports(text, /(?:^|[\n\s(%])([A-Z]\w{0,100}(?:\.[A-Za-z]\w{0,100}){0,8})/g);
    return all.filter(({ module }) => modules.some((name) => isOrBelow(module, name, '.')));
  },
};

/** `import 'package:x/x.dart'` of Dart. */
export const dartImports: ImportLanguage = {
  endings: ['.dart'],
  separator: '/',
  pattern: (modules) => `package:(${modules})/`,
  scan: (text) => lineImports(text, /(?:^|\n)[ \t]*(?:import|export)[ \t]+['"]package:([\w./]{1,300})/g),
};

/** Imports that say all in one line. With `last`, the part behind the last of it is the name that is taken. */
function lineImports(text: string, pattern: RegExp, last?: string): readonly FoundImport[] {
  const lineOf = lineCounter(text);
  return [...text.matchAll(pattern)].map((match) => {
    const module = (match[1] ?? '').replace(/[.\\]$/, '');
    const name = last === undefined ? '' : module.slice(module.lastIndexOf(last) + 1);
    return {
      module,
      line: lineOf(match.index + match[0].length - 1),
      names: /^[A-Z]\w*$/.test(name) ? [name] : [],
    };
  });
}
