import { pairVersions } from '../../src/system/pair-versions.ts';
import { compareVersions, isBreakingStep, promiseOf } from '../../src/system/version-order.ts';

test.each([
  ['8.11.3', '8'],
  ['v8.0.0-rc.1', '8'],
  ['0.3.7', '0.3'],
  ['0.0.7', '0.0.7'],
  ['1.0.0+build.5', '1'],
  ['2024.1.0', undefined],
  ['', undefined],
  ['main', undefined],
])('%s promises up to %s', (version, promise) => {
  expect(promiseOf(version)).toBe(promise);
});

test.each([
  ['8.11.3', '9.0.0', true],
  ['8.11.3', '8.12.0', false],
  ['9.0.0', '8.11.3', false],
  ['0.3.7', '0.4.0', true],
  ['0.3.7', '0.3.8', false],
  ['0.0.7', '0.0.8', true],
  ['0.9.0', '1.0.0', true],
  ['1.0.0-rc.1', '1.0.0', false],
  ['1.9.0', '2.0.0-rc.1', true],
  ['2023.1.0', '2024.1.0', false],
  ['', '1.0.0', false],
])('from %s to %s is a breaking step: %s', (from, to, expected) => {
  expect(isBreakingStep(from, to)).toBe(expected);
});

test.each([
  ['1.0.0', '1.0.1', -1],
  ['1.0.1', '1.0.0', 1],
  ['1.0.0+a', '1.0.0+b', 0],
  ['', '1.0.0', undefined],
  ['0.0.0-experimental-f00', '0.0.0-experimental-a11', undefined],
])('%s against %s is %s', (a, b, order) => {
  expect(compareVersions(a, b)).toBe(order);
});

const step = (from: string | null, to: string | null) => ({ from, to });

test.each([
  ['one moves', ['1.0.0'], ['1.1.0'], [step('1.0.0', '1.1.0')]],
  [
    'one stays, one moves',
    ['1.0.0', '2.0.0'],
    ['1.1.0', '2.0.0'],
    [step('2.0.0', '2.0.0'), step('1.0.0', '1.1.0')],
  ],
  [
    'each along its own line',
    ['1.0.0', '2.0.0'],
    ['2.1.0', '1.1.0'],
    [step('2.0.0', '2.1.0'), step('1.0.0', '1.1.0')],
  ],
  ['a second comes', ['1.0.0'], ['1.0.0', '2.0.0'], [step('1.0.0', '1.0.0'), step(null, '2.0.0')]],
  ['the older goes', ['1.0.0', '2.0.0'], ['2.0.0'], [step('2.0.0', '2.0.0'), step('1.0.0', null)]],
  ['two become one', ['1.0.0', '2.0.0'], ['3.0.0'], [step('2.0.0', '3.0.0'), step('1.0.0', null)]],
  ['new', [], ['1.0.0'], [step(null, '1.0.0')]],
  ['gone', ['1.0.0'], [], [step('1.0.0', null)]],
])('versions pair up: %s', (_title, before, after, expected) => {
  expect(pairVersions(before, after)).toEqual(expected);
});

test('a step that is settled already is not told again', () => {
  expect(pairVersions(['17.0.0', '18.2.0'], ['18.2.0', '19.0.0'], [step('18.2.0', '19.0.0')])).toEqual([
    step('18.2.0', '18.2.0'),
    step('17.0.0', null),
  ]);
});
