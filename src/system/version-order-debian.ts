/**
 * Debian's order, which opam shares: https://www.debian.org/doc/debian-policy/ch-controlfields.html#version,
 * https://opam.ocaml.org/doc/Manual.html#Version-ordering. Words and numbers by turns; `~` comes before everything,
 * also before the end; letters before other signs.
 */
export function compareDebian(a: string, b: string): number | undefined {
  if (!/^\w/.test(a) || !/^\w/.test(b)) return undefined;
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const [x = '', y = ''] = [left[at], right[at]];
    const order = at % 2 === 0 ? compareWords(x, y) : compareDigits(x, y);
    if (order !== 0) return order;
  }
  return 0;
}

/** A word (maybe empty), a number, a word, and so on. */
function partsOf(version: string): readonly string[] {
  return [...version.matchAll(/(\D*)(\d*)/g)].flatMap(([, word = '', digits = '']) => [word, digits]);
}

function compareWords(a: string, b: string): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = weightOf(a[at]) - weightOf(b[at]);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

function weightOf(sign: string | undefined): number {
  if (sign === undefined) return 0;
  if (sign === '~') return -1;
  return /[A-Za-z]/.test(sign) ? sign.charCodeAt(0) : sign.charCodeAt(0) + 256;
}

/** However long; none is zero. */
function compareDigits(a: string, b: string): number {
  const [x, y] = [BigInt(a === '' ? 0 : a), BigInt(b === '' ? 0 : b)];
  return x < y ? -1 : Number(x > y);
}
