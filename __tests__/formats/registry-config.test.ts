import { Unreadable } from '../../src/formats/format.ts';
import { registryConfig } from '../../src/formats/registry-config/format.ts';
import { readRegistryConfig } from '../../src/formats/registry-config/read.ts';

/** Facts as `line scope host`, `+` before what is asked beside others. */
function read(path: string, text: string): readonly string[] {
  return readRegistryConfig({ path, text }).facts.flatMap((fact) =>
    fact.kind === 'package-registry'
      ? `${fact.line} ${fact.beside ? '+' : ''}${fact.scope === null ? '' : `${fact.scope} `}${fact.host}`
      : [],
  );
}

describe('registry-config', () => {
  test.each([
    ['.npmrc', true],
    ['web/.yarnrc.yml', true],
    ['NuGet.Config', true],
    ['nuget.config', true],
    ['pip.conf', true],
    ['npmrc', false],
    ['.npmrc.example', false],
  ])('%s is one: %s', (path, expected) => {
    expect(registryConfig.matches(path)).toBe(expected);
  });

  test.each([
    [
      '.npmrc',
      'registry = "https://registry.example.org/"\r\n@acme:registry=https://user:pass@npm.acme.example:8443/x\n',
      ['1 registry.example.org', '2 @acme npm.acme.example:8443'],
    ],
    [
      '.npmrc',
      '//npm.acme.example/:_authToken=abc\n# registry=https://a.example\nregistry=${REGISTRY}\n',
      [],
    ],
    ['.npmrc', `registry=https://${'a'.repeat(5000)}\n`, []],
    [
      '.yarnrc.yml',
      'npmRegistryServer: "https://r.example.org"\nnpmScopes:\n  acme:\n    npmRegistryServer: https://npm.acme.example\n',
      ['1 r.example.org', '4 @acme npm.acme.example'],
    ],
    ['.yarnrc.yml', 'npmScopes: 3\n', []],
    [
      'bunfig.toml',
      '[install]\nregistry = { url = "https://r.example.org", token = "$T" }\n[install.scopes]\nacme = "https://npm.acme.example"\n',
      ['2 r.example.org', '4 @acme npm.acme.example'],
    ],
    [
      'pip.conf',
      '[global]\nindex-url = https://r.example.org/simple\nextra-index-url =\n    https://one.example.net\n    https://two.example.net\n',
      ['2 r.example.org', '3 +one.example.net', '3 +two.example.net'],
    ],
    [
      'NuGet.config',
      '<configuration><packageSources>\n<clear/><add key="a" value="https://a.example/v3" /><add key="l" value="./local" />\n</packageSources></configuration>',
      ['2 +a.example'],
    ],
    ['.npmrc', '', []],
  ])('%s: reads %j', (path, text, facts) => {
    expect(read(path, text)).toEqual(facts);
  });

  test('keeps no credentials', () => {
    const text = 'registry=https://user:hunter2@r.example.org/\n//r.example.org/:_password=hunter2\n';
    expect(JSON.stringify(readRegistryConfig({ path: '.npmrc', text }))).not.toContain('hunter2');
  });

  test.each([
    ['.npmrc', '<<<<<<< a\nregistry=https://a.example\n=======\n>>>>>>> b\n'],
    ['.yarnrc.yml', 'a: [\n'],
    ['nuget.config', '<configuration>'],
    ['bunfig.toml', '[install\n'],
    ['pip.conf', '\0'],
  ])('%s: refuses %j', (path, text) => {
    expect(() => read(path, text)).toThrow(Unreadable);
  });
});

test.each([
  ['.npmrc', 'save-exact=true\nignore-scripts=true\n', ['ignore-scripts:2']],
  ['.npmrc', ' ignore-scripts = "true" \r\n', ['ignore-scripts:1']],
  ['.npmrc', '# ignore-scripts=true\nignore-scripts=false\n', []],
  ['.yarnrc.yml', 'nodeLinker: node-modules\nenableScripts: false\n', ['enableScripts:2']],
  ['.yarnrc.yml', 'enableScripts: true\n', []],
  ['.yarnrc.yml', '', []],
])('%s with %j keeps packages from running code: %j', async (path, text, expected) => {
  const { facts } = await registryConfig.read({ path, text });
  const found = facts.flatMap((fact) =>
    fact.kind === 'install-prevention' ? `${fact.setting}:${fact.line}` : [],
  );
  expect(found).toEqual(expected);
});
