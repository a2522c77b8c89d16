import { gradleCatalog } from '../../src/formats/gradle-catalog/format.ts';
import { factsOf } from '../support/package-facts.ts';

const read = async (text: string) => gradleCatalog.read({ path: 'gradle/libs.versions.toml', text });
const aliases = async (text: string): Promise<readonly string[]> =>
  factsOf(await read(text), 'catalog-alias').map(
    ({ alias, accessor, package: name, needs, line }) =>
      `${line} ${alias} ${accessor} ${name ?? '-'} [${needs.join(' ')}]`,
  );

describe('names of a version catalog', () => {
  test('every table, and all three signs between the parts of a name', async () => {
    const text = `[versions]
kotlin_core = "2.0.21"

[libraries]
okhttp = "com.squareup.okhttp3:okhttp:4.12.0"
junit-jupiter_api = { group = "org.junit.jupiter", name = "junit-jupiter-api", version.ref = "kotlin_core" }
"quoted.alias" = { module = "org.acme:quoted" }

[bundles]
test = ["okhttp", "junit-jupiter_api"]

[plugins]
kotlin-jvm = { id = "org.jetbrains.kotlin.jvm", version.ref = "kotlin_core" }
`;
    const expected = [
      '2 kotlin_core versions.kotlin.core - []',
      '5 okhttp okhttp com.squareup.okhttp3:okhttp []',
      '6 junit-jupiter_api junit.jupiter.api org.junit.jupiter:junit-jupiter-api [versions.kotlin.core]',
      '7 quoted.alias quoted.alias org.acme:quoted []',
      '10 test bundles.test - [okhttp junit.jupiter.api]',
      '13 kotlin-jvm plugins.kotlin.jvm org.jetbrains.kotlin.jvm:org.jetbrains.kotlin.jvm.gradle.plugin [versions.kotlin.core]',
    ];
    expect(await aliases(text)).toEqual(expected);
    expect(await aliases(text.replaceAll('\n', '\r\n'))).toEqual(expected);
  });

  test.each([
    ['nothing', '', []],
    [
      'values of other kinds',
      'libraries = 3\n[plugins]\na = 1\n[bundles]\nb = "c"\n',
      ['3 a plugins.a - []', '5 b bundles.b - []'],
    ],
    [
      'a reference that is no text',
      '[libraries]\na = { module = "x:y", version.ref = 4 }\n',
      ['2 a a x:y [versions.4]'],
    ],
  ])('%s', async (_what, text, expected) => {
    expect(await aliases(text)).toEqual(expected);
  });

  test('a file that is cut off is unreadable', async () => {
    await expect(read('[libraries]\na = { module = "x')).rejects.toMatchObject({ reason: 'unparsable' });
  });
});
