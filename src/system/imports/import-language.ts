/** An import that code of one file makes, as far as its text says. */
export interface FoundImport {
  /** as the language names it: `lodash/get`, `google.cloud.storage`, `github.com/acme/kit/log` */
  readonly module: string;
  /** 1-based */
  readonly line: number;
  /** exported names that the file takes from it, in order; empty where they cannot be told */
  readonly names: readonly string[];
  /** takes types only: nothing of it is there when the code runs */
  readonly typeOnly?: true;
  /** the file goes on without it: stands in a `try` that catches, or for the type checker only */
  readonly guarded?: true;
}

/** How the code of an ecosystem's packages names them. */
export interface ImportLanguage {
  /** of paths of its source files */
  readonly endings: readonly string[];
  /** stands between the parts of a module's name */
  readonly separator: string;
  /** POSIX extended regular expression that every import of one of the modules fits; the names are escaped already */
  readonly pattern: (modules: string) => string;
  /** the imports of a file; `modules` are those that are asked for */
  readonly scan: (text: string, modules: readonly string[]) => readonly FoundImport[];
}

/** Lines of offsets, counted once from the start. */
export function lineCounter(text: string): (offset: number) => number {
  let at = 0;
  let line = 1;
  return (offset) => {
    if (offset < at) [at, line] = [0, 1];
    for (let next = text.indexOf('\n', at); next !== -1 && next < offset; next = text.indexOf('\n', at)) {
      at = next + 1;
      line += 1;
    }
    return line;
  };
}

/** Whether an offset stands inside of a text that the mark opens and closes. */
export function isInside(text: string, offset: number, mark: string): boolean {
  let count = 0;
  for (let at = text.indexOf(mark); at !== -1 && at < offset; at = text.indexOf(mark, at + mark.length))
    if (text[at - 1] !== '\\') count += 1;
  return count % 2 === 1;
}

/** More members of one module than these would not be read. */
const mostMembers = 12;

/** What the file takes from something that it has under one name: `get` and `post` of `axios.get(…)`, `axios.post`. */
export function membersOf(text: string, name: string, member = '[A-Za-z_$][\\w$]*'): readonly string[] {
  if (!/^[\w$]+$/.test(name)) return [];
  const found = new Set<string>();
  const pattern = new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\s{0,3}\\??\\.(${member})`, 'g');
  for (const match of text.matchAll(pattern)) {
    found.add(match[1] ?? '');
    if (found.size === mostMembers) break;
  }
  return [...found];
}

/** Whether a module is one of the named ones or stands below it. */
export function isOrBelow(module: string, name: string, separator: string): boolean {
  return module === name || module.startsWith(`${name}${separator}`);
}
