import semver from 'semver';
import { rangeOf } from './version-order.ts';

/** What a declaration of a runtime accepts. */
export interface RuntimeRange {
  /** as node-semver writes ranges */
  readonly range: string;
  /**
   * A version and no range: the release line it belongs to (`20`, `3.12`). Two of these agree when the
   * lines do: a patch release more or less is nobody's drift.
   */
  readonly line: string | null;
}

/** How many parts of a version make a line that promises compatibility. */
const lineParts: Readonly<Record<string, number>> = {
  node: 1,
  java: 1,
  bun: 1,
  deno: 1,
  dotnet: 1,
  swift: 1,
  python: 2,
  go: 2,
  ruby: 2,
  php: 2,
  rust: 2,
  elixir: 2,
};

/** https://nodejs.org/en/about/previous-releases */
const codenames: Readonly<Record<string, string>> = {
  argon: '4',
  boron: '6',
  carbon: '8',
  dubnium: '10',
  erbium: '12',
  fermium: '14',
  gallium: '16',
  hydrogen: '18',
  iron: '20',
  jod: '22',
  krypton: '24',
};

/** Null for what names no version (`latest`, `stable`, `lts/*`) and for tools that are no language runtime. */
export function runtimeRange(name: string, written: string): RuntimeRange | null {
  const parts = lineParts[name];
  if (parts === undefined) return null;
  const text = plainVersion(name, written.trim());
  const pin = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(text);
  if (pin) {
    const given = pin.slice(1).filter((part): part is string => part !== undefined);
    const line = given.length >= parts ? given.slice(0, parts).join('.') : null;
    return { range: given.length === 3 ? given.join('.') : `${given.join('.')}.x`, line };
  }
  const range = rangeOf(name === 'python' ? fromPep440(text) : text);
  return range === null || range === '*' || range === '' ? null : { range, line: null };
}

/** The release line that a declaration starts from: of a range that of the lowest version it admits. */
export function lowestLine(name: string, range: RuntimeRange): string | null {
  if (range.line !== null) return range.line;
  const lowest = semver.minVersion(range.range);
  const parts = lineParts[name];
  if (!lowest || parts === undefined) return null;
  return [lowest.major, lowest.minor].slice(0, parts).join('.');
}

/** Whether some version satisfies both. */
export function agree(a: RuntimeRange, b: RuntimeRange): boolean {
  if (a.line !== null && b.line !== null) return a.line === b.line;
  return semver.intersects(a.range, b.range, { includePrerelease: true });
}

/** Without vendors, build metadata, pre-releases and names. */
function plainVersion(name: string, text: string): string {
  const codename = /^lts[/-](\w+)$/i.exec(text)?.[1]?.toLowerCase();
  if (codename !== undefined) return codenames[codename] ?? text;
  const bare = name === 'java' ? text.replace(/^[a-z][a-z-]*-/i, '').replace(/^1\.8\b.*/, '8') : text;
  const pin =
    /^v?(\d+(?:\.\d+){0,2})(?:\.\d+)*(?:[.+_-]?(?:rc|alpha|beta|a|b|p|ea|ga|lts)[\w.+-]*|[+_-][\w.+-]*)?$/i.exec(
      bare,
    );
  return pin?.[1] ?? bare;
}

/** `>=3.11,<3.13`, `~=3.11`, `==3.12.*`, `!=3.9.1` as far as node-semver can say it. */
function fromPep440(text: string): string {
  if (text.includes('||')) return text;
  return text
    .split(',')
    .map((clause) => clause.trim())
    .flatMap((clause) => {
      const found = /^(~=|===?|!=|>=|<=|>|<|\^|~)?\s*v?(\d+(?:\.\d+)*)(\.\*)?/.exec(clause);
      if (!found) return [];
      const [, operator = '', version = '', star] = found;
      if (operator === '!=') return [];
      if (operator === '~=') return [version.split('.').length > 2 ? `~${version}` : `^${version}`];
      return operator.startsWith('=')
        ? [star === undefined ? version : `${version}.x`]
        : [`${operator}${version}`];
    })
    .join(' ');
}
