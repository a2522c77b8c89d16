import { canonicalKey, namesOf, overrides, variablesFor } from '../../src/system/config-names.ts';
import type { ConfigFamily } from '../../src/system/facts.ts';

describe('config-names: variables that override a key', () => {
  test.each([
    ['jvm', 'payment.timeout', false, ['PAYMENT_TIMEOUT']],
    ['jvm', 'payment.timeout-ms', false, ['PAYMENT_TIMEOUTMS', 'PAYMENT_TIMEOUT_MS']],
    ['jvm', 'payment.timeoutMs', false, ['PAYMENT_TIMEOUTMS']],
    ['jvm', 'payment.timeoutMs', true, ['PAYMENT_TIMEOUTMS', 'PAYMENT_TIMEOUT_MS']],
    ['dotnet', 'Payment:Url', false, ['Payment__Url']],
    ['laravel', 'services.stripe.key', false, []],
  ] as const)('%s %s, relaxed %s', (family, key, relaxed, expected) => {
    expect(variablesFor({ family, key, ...(relaxed ? { relaxed } : {}) })).toEqual(expected);
  });

  test.each([
    ['PAYMENT_TIMEOUT_MS', 'jvm', 'payment.timeoutMs', false],
    ['PAYMENT_TIMEOUTMS', 'jvm', 'payment.timeoutMs', true],
    ['payment__url', 'dotnet', 'Payment:Url', true],
    ['ASPNETCORE_Payment__Url', 'dotnet', 'Payment:Url', true],
    ['Other__Url', 'dotnet', 'Payment:Url', false],
  ] as const)('%s and the %s key %s', (variable, family, key, expected) => {
    expect(overrides(variable, { family, key })).toBe(expected);
  });
});

test.each([
  ['jvm', 'payment.timeout-ms', 'payment.timeoutMs', true],
  ['jvm', 'payment.timeout-ms', 'payment.timeout.ms', false],
  ['dotnet', 'Payment:Url', 'payment:URL', true],
  ['laravel', 'a.B', 'a.b', false],
] satisfies readonly [ConfigFamily, string, string, boolean][])(
  '%s: %s is %s: %s',
  (family, a, b, expected) => {
    expect(canonicalKey(family, a) === canonicalKey(family, b)).toBe(expected);
  },
);

test('names to search for: none of the framework, and of single words', () => {
  const at = { kind: 'config-key', line: 1, family: 'jvm' } as const;
  expect(namesOf({ ...at, key: 'spring.datasource.url' })).toEqual([]);
  expect(namesOf({ ...at, key: 'payment' })).toEqual([]);
  expect(namesOf({ ...at, key: 'payment.url' })).toEqual(['payment.url', 'Dpayment.url', 'PAYMENT_URL']);
});
