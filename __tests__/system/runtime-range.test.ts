import { agree, runtimeRange } from '../../src/system/runtime-range.ts';

test.each([
  ['node', '20', '20.x', '20'],
  ['node', '20.11.1', '20.11.1', '20'],
  ['node', 'lts/iron', '20.x', '20'],
  ['node', '>=18 <21', '>=18.0.0 <21.0.0-0', null],
  ['python', '3.12', '3.12.x', '3.12'],
  ['python', '3', '3.x', null],
  ['python', '>=3.11,<3.13', '>=3.11.0 <3.13.0-0', null],
  ['python', '~=3.11', '>=3.11.0 <4.0.0-0', null],
  ['python', '~=3.11.2', '>=3.11.2 <3.12.0-0', null],
  ['python', '==3.12.*', '>=3.12.0 <3.13.0-0', null],
  ['go', '>=1.22.0', '>=1.22.0', null],
  ['go', '1.23rc1', '1.23.x', '1.23'],
  ['java', 'temurin-21.0.2+13', '21.0.2', '21'],
  ['java', '1.8', '8.x', '8'],
])('%s %s is %s', (name, written, range, line) => {
  expect(runtimeRange(name, written)).toEqual({ range, line });
});

test.each([
  ['node', 'lts/*'],
  ['node', 'latest'],
  ['node', '*'],
  ['rust', 'nightly-2024-01-01'],
  ['go', 'stable'],
  ['pnpm', '9'],
  ['node', ''],
  ['node', `${'1.'.repeat(10_000)}x`],
])('%s %s names no version', (name, written) => {
  expect(runtimeRange(name, written.slice(0, 50_000))).toBeNull();
});

test.each([
  ['node', '20', '>=22', false],
  ['node', '20', '>=20.9', true],
  ['node', '20.5.1', '>=20.9', false],
  ['node', '20.5.1', '20.11', true],
  ['node', '20', '22', false],
  ['node', '20', '^18 || ^20', true],
  ['python', '3.13', '>=3.11,<3.13', false],
  ['python', '3', '3.12', true],
  ['python', '3.12.1', '3.12.7', true],
  ['go', '1.21', '>=1.22', false],
  ['go', '1.23', '>=1.22', true],
])('%s %s and %s agree: %s', (name, a, b, expected) => {
  const [left, right] = [runtimeRange(name, a), runtimeRange(name, b)];
  expect(left && right && agree(left, right)).toBe(expected);
});
