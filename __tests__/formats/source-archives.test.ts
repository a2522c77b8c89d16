import { pdmLock } from '../../src/formats/pdm-lock/format.ts';
import { poetryLock } from '../../src/formats/poetry-lock/format.ts';
import { pylock } from '../../src/formats/pylock/format.ts';
import type { Format } from '../../src/formats/format.ts';
import { isSourceOnly } from '../../src/formats/source-archives.ts';
import { uvLock } from '../../src/formats/uv-lock/format.ts';
import { factsOf } from '../support/package-facts.ts';

test.each([
  ['[{file = "a-1.tar.gz", hash = "x"}]', true],
  ['[{file = "a-1.zip"}, {file = "a-1.tar.bz2"}]', true],
  ["[{hash = 'x', file = 'a-1.tar.gz'}]", true],
  ['[{file = "a-1.tar.gz"}, {file = "a-1-py3-none-any.whl"}]', false],
  ['[{file = "a-1.exe"}]', false],
  ['[]', false],
  ['', false],
])('of %s it must be built: %j', (listed, expected) => {
  expect(isSourceOnly(listed)).toBe(expected);
});

const hash = 'a'.repeat(64);
const uv = (files: string): string =>
  `version = 1\n\n[[package]]\nname = "left"\nversion = "1.0"\nsource = { registry = "https://index.acme.example/simple" }\n${files}\n`;
const poetry = (files: string): string =>
  `[[package]]\nname = "left"\nversion = "1.0"\noptional = false\npython-versions = "*"\nfiles = [${files}]\n\n[metadata]\nlock-version = "2.0"\n`;
const pdm = (files: string): string =>
  `[metadata]\ngroups = ["default"]\nlock_version = "4.5.0"\n\n[[package]]\nname = "left"\nversion = "1.0"\ngroups = ["default"]\nfiles = [${files}]\n`;
const sdist = `{ url = "https://files.acme.example/left-1.0.tar.gz", hash = "sha256:${hash}" }`;
const file = (name: string): string => `{file = "${name}", hash = "sha256:${hash}"},`;

test.each<[string, Format, string, boolean]>([
  ['uv.lock', uvLock, uv(`sdist = ${sdist}`), true],
  ['uv.lock', uvLock, uv(`sdist = ${sdist}\nwheels = [\n    ${sdist},\n]`), false],
  ['uv.lock', uvLock, uv(`wheels = [\n    ${sdist},\n]`), false],
  ['uv.lock', uvLock, uv(''), false],
  ['poetry.lock', poetryLock, poetry(file('left-1.0.tar.gz')), true],
  ['poetry.lock', poetryLock, poetry(file('left-1.0.tar.gz') + file('left-1.0-py3-none-any.whl')), false],
  ['pdm.lock', pdmLock, pdm(file('left-1.0.tar.gz')), true],
  ['pdm.lock', pdmLock, pdm(file('left-1.0-py3-none-any.whl')), false],
  [
    'pylock.toml',
    pylock,
    `lock-version = "1.0"\n\n[[packages]]\nname = "left"\nversion = "1.0"\nsdist = { name = "left-1.0.tar.gz" }\n`,
    true,
  ],
  [
    'pylock.toml',
    pylock,
    `lock-version = "1.0"\n\n[[packages]]\nname = "left"\nversion = "1.0"\n\n[packages.sdist]\nname = "left-1.0.tar.gz"\n\n[[packages.wheels]]\nname = "left-1.0-py3-none-any.whl"\n`,
    false,
  ],
])('%s says whether a release is built where it is installed (%#)', async (path, format, text, expected) => {
  const [found] = factsOf(await format.read({ path, text }), 'package');
  expect(found?.installScript === true).toBe(expected);
});
