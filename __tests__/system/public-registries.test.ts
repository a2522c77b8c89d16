import { isSameHost } from '../../src/system/public-registries.ts';

const decoded = (text: string): string => Buffer.from(text, 'base64').toString();

test.each([
  ['npm.acme.example', 'npm.acme.example', true],
  ['npm.acme.example', 'registry.example.org', false],
  [decoded('cmVnaXN0cnkubnBtanMub3Jn'), decoded('cmVnaXN0cnkueWFybnBrZy5jb20='), true],
  [decoded('cmVnaXN0cnkubnBtanMub3Jn'), 'registry.example.org', false],
])('two names of one registry: %#', (a, b, expected) => {
  expect(isSameHost(a, b)).toBe(expected);
});
