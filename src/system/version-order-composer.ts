import { compareParts, numbersOf } from './version-order-numbers.ts';

/** Composer's stabilities in their order, and their short names: https://getcomposer.org/doc/articles/versions.md */
const stabilities: Readonly<Record<string, number>> = {
  dev: 0,
  alpha: 1,
  a: 1,
  beta: 2,
  b: 2,
  rc: 3,
  '': 4,
  stable: 4,
  patch: 5,
  pl: 5,
  p: 5,
};

const suffix = /[-_.+]?(stable|beta|b|rc|alpha|a|patch|pl|p|dev)[-_.]?(\d+(?:\.\d+)*)?(?:[-_.]?dev)?$/i;

/** Branches (`dev-main`) have no order. */
export function compareComposer(a: string, b: string): number | undefined {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (!left || !right) return undefined;
  return (
    compareParts(left.numbers, right.numbers) ||
    Math.sign(left.stability - right.stability) ||
    compareParts(left.step, right.step)
  );
}

export function isComposerPrerelease(version: string): boolean {
  return /^dev-|-dev$/i.test(version) || (partsOf(version)?.stability ?? 4) < 4;
}

function partsOf(written: string): {
  readonly numbers: readonly number[];
  readonly stability: number;
  readonly step: readonly number[];
} | null {
  const version = written.replace(/\+.*$/, '');
  // `2.x-dev` is the tip of a branch: the highest that there can be of it.
  const branch = /^v?(\d+(?:\.\d+)*)\.x-dev$/i.exec(version);
  const numbers = numbersOf(branch ? (branch[1] ?? '') : version);
  if (!numbers) return null;
  if (branch) return { numbers: [...numbers, Number.MAX_SAFE_INTEGER], stability: 0, step: [] };
  const rest = version.replace(/^v?\d+(?:\.\d+)*/, '');
  const found = suffix.exec(rest);
  if (rest !== '' && (!found || found.index !== 0)) return null;
  const stability = /dev$/i.test(rest) ? 0 : (stabilities[(found?.[1] ?? '').toLowerCase()] ?? 4);
  return { numbers, stability, step: numbersOf(found?.[2] ?? '') ?? [] };
}
