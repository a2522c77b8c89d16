import type { Lexis } from './masked-source.ts';

/** A way in which a language asks for a variable: `pattern` ends right before the name's quote. */
export interface Idiom {
  readonly pattern: RegExp;
  readonly via: string;
  readonly phase?: 'build';
  /** what follows the name when there is a fallback; its literal, if any, follows that */
  readonly fallback?: RegExp;
}

export interface Language {
  readonly lexis: Lexis;
  readonly idioms: readonly Idiom[];
  /** a cheap look whether the text asks for any variable */
  readonly marker: RegExp;
}

const cLike: Lexis = { lineComments: ['//'], blockComments: [['/*', '*/']], quotes: ['"'] };

const c: Language = {
  lexis: cLike,
  marker: /getenv/,
  idioms: [{ pattern: /\b(?:std::|secure_|q)?getenv\s{0,9}\(\s{0,40}/g, via: 'getenv' }],
};

const dart: Language = {
  lexis: { ...cLike, quotes: ["'''", '"""', '"', "'"] },
  marker: /fromEnvironment|\.environment\b/,
  idioms: [
    {
      pattern: /\b(?:String|bool|int)\.(?:fromEnvironment|hasEnvironment)\s{0,9}\(\s{0,40}/g,
      via: 'fromEnvironment',
      phase: 'build',
      fallback: /^\s{0,40},\s{0,40}defaultValue:\s{0,40}/,
    },
    {
      pattern: /\bPlatform\.environment\s{0,9}\[\s{0,9}/g,
      via: 'Platform.environment',
      fallback: /^\s{0,9}\]\s{0,40}\?\?\s{0,40}/,
    },
  ],
};

const swift: Language = {
  lexis: { ...cLike, quotes: ['"""', '"'] },
  marker: /\.environment\b|Environment\.get|getenv/,
  idioms: [
    {
      pattern: /\bprocessInfo\.environment\s{0,9}\[\s{0,9}/g,
      via: 'ProcessInfo.environment',
      fallback: /^\s{0,9}\]\s{0,40}\?\?\s{0,40}/,
    },
    {
      pattern: /\bEnvironment\.get\(\s{0,9}/g,
      via: 'Environment.get',
      fallback: /^\s{0,9}\)\s{0,40}\?\?\s{0,40}/,
    },
    { pattern: /\bgetenv\(\s{0,9}/g, via: 'getenv' },
  ],
};

const scala: Language = {
  lexis: { ...cLike, quotes: ['"""', '"'] },
  marker: /sys\.env|getenv/,
  idioms: [
    {
      pattern: /\bsys\.env(?:\.(?:get|getOrElse|apply|contains))?\s{0,9}\(\s{0,40}/g,
      via: 'sys.env',
      fallback: /^\s{0,40}(?:,|\)\s{0,40}\.getOrElse\()\s{0,40}/,
    },
    { pattern: /\bSystem\.getenv\(\s{0,9}/g, via: 'System.getenv' },
  ],
};

/** By the ending of the file's name. PowerShell and Elixir have readers of their own. */
export const languages: Readonly<Record<string, Language>> = {
  ...Object.fromEntries(['c', 'cc', 'cpp', 'cxx', 'h', 'hh', 'hpp', 'm', 'mm'].map((ending) => [ending, c])),
  dart,
  swift,
  scala,
  sc: scala,
};
