const unitSeconds: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001, us: 0.000_001 };

/** Seconds of a duration as Compose writes it, `1m30s`; NaN when it is none. */
export function secondsOf(text: string): number {
  if (!/^(?:\d{1,9}(?:\.\d{1,9})?(?:h|ms|m|s|us))+$/.test(text)) return NaN;
  return [...text.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us)/g)].reduce(
    (sum, [, count = '', unit = '']) => sum + Number(count) * (unitSeconds[unit] ?? 0),
    0,
  );
}
