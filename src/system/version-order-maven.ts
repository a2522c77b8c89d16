/**
 * Maven's order: https://maven.apache.org/pom.html#version-order-specification. A version is a list of tokens,
 * parted by `.`, `-`, `_` and by every change between digits and letters; hyphens (and such changes) open a list
 * within the list. Nothing at all, zero, `ga`, `final` and `release` are the same at the end of a list.
 */
export function compareMaven(a: string, b: string): number | undefined {
  if (!/\d/.test(a) || !/\d/.test(b)) return undefined;
  return compareItems(parse(a.toLowerCase()), parse(b.toLowerCase()));
}

export function isMavenPrerelease(version: string): boolean {
  return /(?:^|[-._\d])(?:alpha|beta|milestone|m(?=\d)|a(?=\d)|b(?=\d)|rc|cr|snapshot)(?:[-._\d]|$)/i.test(
    version,
  );
}

type Item = bigint | string | readonly Item[];

/** Qualifiers in their order; others come after them, by the alphabet. */
const qualifiers = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const release = qualifiers.indexOf('');
const aliases: Readonly<Record<string, string>> = { ga: '', final: '', release: '', cr: 'rc' };
const short: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' };

function parse(version: string): readonly Item[] {
  const root: Item[] = [];
  let list = root;
  const lists = [root];
  const open = (): void => {
    const inner: Item[] = [];
    list.push(inner);
    list = inner;
    lists.push(inner);
  };
  const tokens = [...version.matchAll(/(\d+)|([^\d.\-_]+)|([.\-_])/g)];
  tokens.forEach(([, digits, word, separator], at) => {
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    if (separator !== undefined) {
      // Nothing between two separators is a zero.
      if (!before || before[3] !== undefined) list.push(0n);
      if (separator === '-') open();
      return;
    }
    // A change between digits and letters parts as a hyphen does, and so does a dot before a word.
    const parts = before && (before[3] === undefined || (before[3] !== '-' && word !== undefined));
    if (parts && list.length > 0) open();
    if (digits !== undefined) list.push(BigInt(digits));
    else list.push(qualifier(word ?? '', after?.[1] !== undefined));
  });
  for (const each of lists.toReversed()) {
    trim(each);
    // `-ga-1` is `-1`: what opened a list of its own was nothing.
    const [only] = each;
    if (each !== root && each.length === 1 && Array.isArray(only)) each.splice(0, 1, ...(only as Item[]));
  }
  return root;
}

function qualifier(word: string, digitFollows: boolean): string {
  return (digitFollows ? short[word] : undefined) ?? aliases[word] ?? word;
}

/** Nulls at the end of a list, and before a list at its end, are nothing. */
function trim(list: Item[]): void {
  for (let at = list.length - 1; at >= 0; at -= 1) {
    const item = list[at];
    if (item === undefined) continue;
    if (isNull(item)) list.splice(at, 1);
    else if (!Array.isArray(item)) return;
  }
}

function isNull(item: Item): boolean {
  return item === 0n || item === '' || (Array.isArray(item) && item.length === 0);
}

/** Against nothing, a word is what it is to the release, a number is more, a list is its first that differs. */
function compareItems(a: Item | undefined, b: Item | undefined): number {
  if (a === undefined) return b === undefined ? 0 : -compareItems(b, undefined);
  if (typeof a === 'bigint') {
    if (b === undefined) return a === 0n ? 0 : 1;
    return typeof b === 'bigint' ? (a < b ? -1 : Number(a > b)) : 1;
  }
  if (typeof a === 'string') {
    if (b === undefined) return compareWords(a, '');
    return typeof b === 'string' ? compareWords(a, b) : -1;
  }
  if (typeof b === 'bigint') return -1;
  if (typeof b === 'string') return 1;
  for (let at = 0; at < Math.max(a.length, b?.length ?? 0); at += 1) {
    const order = compareItems(a[at], b?.[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareWords(a: string, b: string): number {
  const [left, right] = [rank(a), rank(b)];
  if (left !== right) return Math.sign(left - right);
  return left === qualifiers.length ? (a < b ? -1 : Number(a > b)) : 0;
}

function rank(word: string): number {
  const at = qualifiers.indexOf(word);
  return at === -1 ? qualifiers.length : at === release ? release : at;
}
