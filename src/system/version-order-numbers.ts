/** The parts of the release at the start of a version: `1.10.2` of `v1.10.2-rc.1+5`; undefined where it starts otherwise. */
export function numbersOf(version: string): readonly number[] | undefined {
  const found = /^v?(\d+(?:\.\d+)*)/.exec(version)?.[1];
  return found?.split('.').map(Number);
}

/** Missing parts count as zero; what stands behind the numbers is compared last, words as text and numbers as numbers. */
export function compareNumbers(a: string, b: string): number | undefined {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  if (!left || !right) return undefined;
  return compareParts(left, right) || compareTails(tailOf(a), tailOf(b));
}

export function compareParts(left: readonly number[], right: readonly number[]): number {
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

function tailOf(version: string): string {
  return version.replace(/^v?\d+(?:\.\d+)*/, '');
}

/** A word behind the numbers names what came before the release; a patch letter or build what came after. */
function compareTails(a: string, b: string): number {
  if (a === b) return 0;
  const early = (tail: string): boolean => /^[-.]?(?:alpha|beta|rc|pre|dev|snapshot)/i.test(tail);
  if (early(a) !== early(b)) return early(a) ? -1 : 1;
  if (a === '' || b === '') return a === '' ? -1 : 1;
  const [left, right] = [a, b].map((tail) => tail.match(/\d+|\D+/g) ?? []);
  const at = left?.findIndex((part, index) => part !== right?.[index]) ?? -1;
  const [x, y] = [left?.[at], right?.[at]];
  if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
  if (/^\d/.test(x) && /^\d/.test(y) && Number(x) !== Number(y)) return Math.sign(Number(x) - Number(y));
  return x < y ? -1 : 1;
}

/** Up to where numbers promise that nothing breaks; years promise nothing. */
export function promiseOfNumbers(numbers: readonly number[] | undefined): string | undefined {
  if (!numbers) return undefined;
  const [major = 0, minor = 0, patch = 0] = numbers;
  if (major >= 1990) return undefined;
  if (major > 0) return String(major);
  return minor > 0 ? `0.${minor}` : `0.0.${patch}`;
}

/**
 * NuGet's: up to four numbers, then labels as in semantic versions, but in either case alike:
 * https://learn.microsoft.com/nuget/concepts/package-versioning
 */
export function compareNuget(a: string, b: string): number | undefined {
  const [left, right] = [nugetParts(a), nugetParts(b)];
  if (!left || !right) return undefined;
  const numbers = compareParts(left.numbers, right.numbers);
  if (numbers !== 0) return numbers;
  if (left.labels.length === 0 || right.labels.length === 0)
    return Math.sign(right.labels.length - left.labels.length);
  return compareLabels(left.labels, right.labels);
}

function nugetParts(
  version: string,
): { readonly numbers: readonly number[]; readonly labels: readonly string[] } | null {
  const found = /^(\d+(?:\.\d+){0,3})(?:-([0-9A-Za-z.-]+))?(?:\+.*)?$/.exec(version);
  if (!found) return null;
  const [, numbers = '', labels] = found;
  return { numbers: numbers.split('.').map(Number), labels: labels?.toLowerCase().split('.') ?? [] };
}

/** Numbers come before words; where all are alike, the one with more comes later. */
function compareLabels(left: readonly string[], right: readonly string[]): number {
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const [a = '', b = ''] = [left[at], right[at]];
    if (a === b) continue;
    const [x, y] = [/^\d+$/.test(a), /^\d+$/.test(b)];
    if (x && y && Number(a) !== Number(b)) return Math.sign(Number(a) - Number(b));
    if (x !== y) return x ? -1 : 1;
    if (!x) return a < b ? -1 : 1;
  }
  return Math.sign(left.length - right.length);
}
