import { condaLock } from '../../src/formats/conda-lock/format.ts';
import { denoLock } from '../../src/formats/deno-lock/format.ts';
import type { Format } from '../../src/formats/format.ts';
import { gemfileLock } from '../../src/formats/gemfile-lock/format.ts';
import { lineLocks } from '../../src/formats/line-locks/format.ts';
import { mixLock } from '../../src/formats/mix-lock/format.ts';
import { msbuild } from '../../src/formats/msbuild/format.ts';
import { paketLock } from '../../src/formats/paket-lock/format.ts';
import { pipfileLock } from '../../src/formats/pipfile-lock/format.ts';
import { pylock } from '../../src/formats/pylock/format.ts';
import { swiftResolved } from '../../src/formats/swift-resolved/format.ts';
import { tomlManifests } from '../../src/formats/toml-manifests/format.ts';
import { yamlLocks } from '../../src/formats/yaml-locks/format.ts';
import { factsOf } from '../support/package-facts.ts';

const commit = '3b1bb80b302c2e552685dc8a029797ec832ea7c9';
const sum = 'a'.repeat(64);

/** Packages as `line name@version`, where from and what else is said. */
async function read(format: Format, path: string, text: string): Promise<readonly string[]> {
  const reading = await format.read({ path, text });
  return factsOf(reading, 'package').map(({ line, name, version, source, direct, dev, requires = [] }) =>
    [
      `${line} ${name}@${version}`,
      source.commit === undefined ? source.type : `${source.type}#${source.commit.slice(0, 4)}`,
      ...(source.location === undefined ? [] : [source.location]),
      ...(direct === null ? [] : [direct ? 'direct' : 'along']),
      ...(dev === null ? [] : [dev ? 'dev' : 'prod']),
      ...requires.map((key) => `>${key}`),
    ].join(' '),
  );
}

describe('what lockfiles hold besides plain packages', () => {
  test('Deno: members, package.json, edges by name, files by address', async () => {
    const text = `{
  "version": "5",
  "specifiers": {
    "jsr:@acme/log@^1.0.0": "1.0.1",
    "npm:left@^1.0.0": "1.0.1_react@17.0.0",
    "npm:tool@3": "3.1.0"
  },
  "jsr": {
    "@acme/log@1.0.1": { "integrity": "${sum}", "dependencies": ["jsr:@acme/core", "npm:tool@3"] },
    "@acme/core@1.0.0": { "integrity": "${sum}" }
  },
  "npm": {
    "left@1.0.1_react@17.0.0": { "integrity": "sha512-AAAA", "dependencies": ["react", "old@npm:nest@1.0.0"], "optionalDependencies": ["nest@2.0.0"] },
    "nest@1.0.0": { "integrity": "sha512-AAAA" },
    "nest@2.0.0": { "integrity": "sha512-AAAA" },
    "react@17.0.0": { "integrity": "sha512-AAAA" },
    "tool@3.1.0": { "integrity": "sha512-AAAA" }
  },
  "remote": {
    "https://land.example.org/x/oak@v12.0.0/mod.ts": "${sum}",
    "https://land.example.org/x/oak@v12.0.0/deps/a.ts": "${sum}",
    "https://land.example.org/std@0.224.0/path.ts": "${sum}",
    "https://example.org/unversioned.ts": "${sum}"
  },
  "workspace": {
    "dependencies": ["jsr:@acme/log@^1.0.0"],
    "packageJson": { "dependencies": ["npm:left@^1.0.0"] },
    "members": { "./packages/a": { "dependencies": ["npm:tool@3"] } }
  }
}
`;
    expect(await read(denoLock, 'deno.lock', text)).toEqual([
      '9 jsr:@acme/log@1.0.1 registry direct prod >jsr:@acme/core@1.0.0 >tool@3.1.0',
      '10 jsr:@acme/core@1.0.0 registry along prod',
      '13 left@1.0.1 registry direct prod >react@17.0.0 >nest@1.0.0 >nest@2.0.0',
      '14 nest@1.0.0 registry along prod',
      '15 nest@2.0.0 registry along prod',
      '16 react@17.0.0 registry along prod',
      '17 tool@3.1.0 registry direct prod',
      '20 land.example.org/x/oak@v12.0.0 registry',
      '22 land.example.org/std@0.224.0 registry',
    ]);
    const reading = await denoLock.read({ path: 'deno.lock', text });
    expect(factsOf(reading, 'requirement').map(({ name, importer }) => `${importer}/${name}`)).toEqual([
      '/jsr:@acme/log',
      '/left',
      'packages/a/tool',
    ]);
    const oak = factsOf(reading, 'package').find(({ name }) => name.includes('oak'));
    expect(oak?.integrity).toEqual([`sha256.mod.ts:${sum}`, `sha256.deps.a.ts:${sum}`]);
  });

  test('Rebar: repositories on several lines, other names, levels', async () => {
    const text = `{"1.2.0",
[{<<"along">>,{pkg,<<"real">>,<<"1.0.0">>},1},
 {<<"tool">>,
  {git,"https://github.com/acme/tool.git",
       {ref,"${commit}"}},
  0}]}.
`;
    expect(await read(mixLock, 'rebar.lock', text)).toEqual([
      '2 real@1.0.0 registry along',
      '3 tool@ git#3b1b direct',
    ]);
  });

  test('Mix: other names, and what needs what', async () => {
    const text = `%{
  "left": {:hex, :left, "1.2.0", "${sum}", [:mix], [{:nest, "~> 1.0", [hex: :nest, repo: "hexpm", optional: false]}], "hexpm", "${sum}"},
  "nest": {:hex, :real_nest, "1.0.0", "${sum}", [:rebar3], [], "hexpm", "${sum}"},
}
`;
    expect(await read(mixLock, 'mix.lock', text)).toEqual([
      '2 left@1.2.0 registry >nest',
      '3 real_nest@1.0.0 registry',
    ]);
  });

  test('Swift: branches, short addresses, registries and folders', async () => {
    const pins = [
      {
        identity: 'branch',
        location: 'git@github.com:acme/branch.git',
        state: { branch: 'main', revision: commit },
      },
      { identity: 'acme.log', kind: 'registry', location: '', state: { version: '2.0.0' } },
      { identity: 'local', location: '/src/local', state: { branch: 'main', revision: commit } },
    ];
    expect(await read(swiftResolved, 'Package.resolved', JSON.stringify({ pins, version: 3 }))).toEqual([
      '1 branch@main git#3b1b',
      '1 acme.log@2.0.0 registry',
      '1 local@main path#3b1b /src/local',
    ]);
  });

  test('Paket: a repository as a whole', async () => {
    const text = `GIT\n  remote: https://github.com/acme/tool.git\n     (${commit})\n`;
    expect(await read(paketLock, 'paket.lock', text)).toEqual([
      '3 https://github.com/acme/tool.git@ git#3b1b prod',
    ]);
  });

  test('pixi: folders, and environments that are for development', async () => {
    const text = `version: 6
environments:
  default:
    packages:
      linux-64:
      - conda: https://conda.example.org/linux-64/left-1.2.0-h1_0.conda
      - pypi: .
  lint:
    packages:
      linux-64:
      - conda: https://conda.example.org/noarch/tool-3.1.0-py_0.conda
      - conda: https://conda.example.org/linux-64/left-1.2.0-h1_0.conda
  cuda:
    packages:
      linux-64:
      - conda: https://conda.example.org/noarch/gpu-1.0-py_0.conda
packages:
- conda: https://conda.example.org/linux-64/left-1.2.0-h1_0.conda
- conda: https://conda.example.org/noarch/tool-3.1.0-py_0.conda
- conda: https://conda.example.org/noarch/gpu-1.0-py_0.conda
- pypi: .
  name: here
  version: 0.1.0
  sha256: ${sum}
- kind: pypi
  name: there
  version: 0.2.0
  path: ./there
  sha256: ${sum}
`;
    expect(await read(condaLock, 'pixi.lock', text)).toEqual([
      '18 left@1.2.0 registry prod',
      '19 tool@3.1.0 registry dev',
      '20 gpu@1.0 registry',
      '21 here@0.1.0 workspace . prod',
      '25 there@0.2.0 workspace ./there',
    ]);
    const reading = await condaLock.read({ path: 'pixi.lock', text });
    // Of folders of the repository: they change with every commit.
    expect(factsOf(reading, 'package').flatMap(({ integrity }) => integrity)).toEqual([]);
  });

  test('pylock: packages of dependency groups only', async () => {
    const text = `lock-version = '1.0'
created-by = 'tool'
[[packages]]
name = 'left'
version = '1.0'
marker = "'dev' in dependency_groups or 'docs' in dependency_groups"
[[packages]]
name = 'right'
version = '1.0'
marker = "'fast' in extras or 'dev' in dependency_groups"
`;
    expect(await read(pylock, 'pylock.toml', text)).toEqual([
      '3 left@1.0 registry dev',
      '7 right@1.0 registry',
    ]);
  });

  test('Pipenv: no version at all', async () => {
    const text = '{"_meta": {"pipfile-spec": 6}, "default": {"left": {"version": "*"}}}';
    expect(await read(pipfileLock, 'Pipfile.lock', text)).toEqual(['1 left@ registry prod']);
  });

  test('shards: folders and hosts by key', async () => {
    const text =
      'version: 1.0\nshards:\n  own:\n    path: ../own\n    version: 0.1.0\n  gh:\n    github: acme/gh\n    version: 0.2.0\n';
    expect(await read(yamlLocks, 'shard.lock', text)).toEqual(['3 own@0.1.0 path ../own', '6 gh@0.2.0 git']);
  });

  test('Julia: folders', async () => {
    const text = 'manifest_format = "2.0"\n\n[[deps.Own]]\npath = "../Own"\nversion = "0.1.0"\n';
    expect(await read(tomlManifests, 'Manifest.toml', text)).toEqual(['3 Own@0.1.0 path ../Own']);
  });

  test('Carton: trial versions', async () => {
    const text =
      '# carton snapshot format: version 1.0\nDISTRIBUTIONS\n  Left-Pad-0.01-TRIAL\n  Right-v1.0.2\n';
    expect(await read(lineLocks, 'cpanfile.snapshot', text)).toEqual([
      '3 Left-Pad@0.01-TRIAL registry',
      '4 Right@v1.0.2 registry',
    ]);
  });

  test('Bundler: a section with several sources', async () => {
    const text = `GEM
  remote: https://gems.example.org/
  remote: https://private.example.org/
  specs:
    left (1.2.0)

GEM
  remote: https://gems.example.org/
  specs:
    right (1.0.0)

DEPENDENCIES
  left
  right
`;
    const reading = await gemfileLock.read({ path: 'Gemfile.lock', text });
    expect(factsOf(reading, 'package').map(({ name, source }) => [name, source.host])).toEqual([
      ['left', null],
      ['right', 'gems.example.org'],
    ]);
  });

  test('MSBuild: several packages in one item, and tools of every project', async () => {
    const text = `<Project>
  <ItemGroup>
    <PackageVersion Include="Left;Right" Version="1.0.0" />
    <GlobalPackageReference Include="Analyzer" Version="3.0.0" />
  </ItemGroup>
</Project>
`;
    expect(await read(msbuild, 'Directory.Packages.props', text)).toEqual([
      '3 Left@1.0.0 registry direct prod',
      '3 Right@1.0.0 registry direct prod',
      '4 Analyzer@3.0.0 registry direct dev',
    ]);
  });
});
