import { isInside, lineCounter, membersOf } from './import-language.ts';
import type { FoundImport, ImportLanguage } from './import-language.ts';

const from =
  /(?:^|\n)([ \t]*)from[ \t]+([A-Za-z_][\w.]{0,200})[ \t]+import[ \t]+(\([^()]{0,3000}\)|[^\n#]{1,500})/g;
const plain = /(?:^|\n)([ \t]*)import[ \t]+([A-Za-z_][^\n#;]{0,500})/g;

/** `import x`, `from x import a, b` of Python. */
export const pythonImports: ImportLanguage = {
  endings: ['.py'],
  separator: '.',
  // The last part of `google.cloud.storage` mostly stands behind `from google.cloud import`, there or lines below.
  pattern: (modules) => {
    const parents = modules
      .split('|')
      .flatMap((module) => /^(.+)\\\.[^.]+$/.exec(module)?.[1] ?? [])
      .map((parent) => `|^[ \t]*from +${parent} +import[ \t(]`);
    return `(^|[;:])[ \t]*(import|from)[ \t].*(${modules})([^A-Za-z0-9_]|$)${[...new Set(parents)].join('')}`;
  },
  scan: (text, modules) => {
    const found: FoundImport[] = [];
    const lineOf = lineCounter(text);
    const add = (match: RegExpExecArray, module: string, names: readonly string[]): void => {
      const offset = match.index + (match[0].startsWith('\n') ? 1 : 0);
      if (isInside(text, offset, '"""') || isInside(text, offset, "'''")) return;
      const guarded = isGuarded(text, offset, match[1] ?? '');
      found.push({ module, line: lineOf(offset + 1), names, ...(guarded ? { guarded: true } : {}) });
    };
    for (const match of text.matchAll(from)) {
      const names = (match[3] ?? '')
        .replace(/[()\\]/g, ' ')
        .split(',')
        .flatMap((part) => /^\s*(?:#[^\n]*\n\s*)*(\w+)/.exec(part)?.[1] ?? []);
      const module = match[2] ?? '';
      const parts = names.filter((name) => modules.includes(`${module}.${name}`));
      for (const part of parts)
        add(match, `${module}.${part}`, membersOf(text, aliasOf(match[3] ?? '', part), '[A-Za-z_]\\w*'));
      const others = names.filter((name) => !parts.includes(name));
      if (others.length > 0 || parts.length === 0) add(match, module, others);
    }
    for (const match of text.matchAll(plain)) {
      for (const part of (match[2] ?? '').split(',')) {
        const [, module, alias] = /^\s*([A-Za-z_][\w.]*)(?:\s+as\s+(\w+))?\s*$/.exec(part) ?? [];
        if (module === undefined) continue;
        const name = alias ?? module;
        add(match, module, name.includes('.') ? [] : membersOf(text, name, '[A-Za-z_]\\w*'));
      }
    }
    return found;
  },
};

/** What `storage` is called here: `gcs` of `storage as gcs`. */
function aliasOf(imported: string, name: string): string {
  return new RegExp(`\\b${name}\\s+as\\s+(\\w+)`).exec(imported)?.[1] ?? name;
}

/** First in a `try` block that goes on without it, or under `if TYPE_CHECKING`. */
function isGuarded(text: string, offset: number, indent: string): boolean {
  if (indent === '') return false;
  const lines = text
    .slice(Math.max(0, offset - 2000), offset)
    .split('\n')
    .toReversed();
  const opener = lines.find((line) => line.trim() !== '' && indentOf(line) < indent.length);
  if (opener === undefined) return false;
  if (/^\s*if\s+(?:typing\.|t\.)?TYPE_CHECKING\b|^\s*except\b/.test(opener)) return true;
  return (
    /^\s*try\s*:/.test(opener) &&
    /\n\s*except\s*(?:\(?[^\n:]{0,100}(?:ImportError|ModuleNotFoundError|Exception)|:)/.test(
      text.slice(offset, offset + 1500),
    )
  );
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
