import { compareParts } from './version-order-numbers.ts';

/**
 * Perl's two kinds of version: https://metacpan.org/pod/version. `1.10` is a fraction, and less than `1.9`; `v1.10` and
 * what has two dots or more is a list of numbers. A fraction is a list of thousands: `1.002003` is `v1.2.3`.
 */
export function compareCpan(a: string, b: string): number | undefined {
  const [left, right] = [partsOf(a), partsOf(b)];
  return left && right ? compareParts(left, right) : undefined;
}

function partsOf(version: string): readonly number[] | null {
  const plain = version.replace(/-TRIAL\d*$/, '').replaceAll('_', '');
  if (/^v\d+(?:\.\d+)*$|^\d+(?:\.\d+){2,}$/.test(plain))
    return plain.replace(/^v/, '').split('.').map(Number);
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d*))?$/.exec(plain) ?? [];
  if (whole === undefined) return null;
  const thousands = fraction.match(/\d{1,3}/g) ?? [];
  return [Number(whole), ...thousands.map((part) => Number(part.padEnd(3, '0')))];
}
