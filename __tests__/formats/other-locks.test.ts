import { bazelLock } from '../../src/formats/bazel-lock/format.ts';
import { cocoapodsLock } from '../../src/formats/cocoapods-lock/format.ts';
import { conanLock } from '../../src/formats/conan-lock/format.ts';
import { condaLock } from '../../src/formats/conda-lock/format.ts';
import { denoLock } from '../../src/formats/deno-lock/format.ts';
import { dependencyFormats } from '../../src/formats/dependency-formats.ts';
import { flakeLock } from '../../src/formats/flake-lock/format.ts';
import type { Format } from '../../src/formats/format.ts';
import { Unreadable } from '../../src/formats/format.ts';
import { helmLock } from '../../src/formats/helm-lock/format.ts';
import { lineLocks } from '../../src/formats/line-locks/format.ts';
import { mixLock } from '../../src/formats/mix-lock/format.ts';
import { pubspecLock } from '../../src/formats/pubspec-lock/format.ts';
import { renvLock } from '../../src/formats/renv-lock/format.ts';
import { swiftResolved } from '../../src/formats/swift-resolved/format.ts';
import { terraformLock } from '../../src/formats/terraform-lock/format.ts';
import { tomlManifests } from '../../src/formats/toml-manifests/format.ts';
import { yamlLocks } from '../../src/formats/yaml-locks/format.ts';
import { factsOf, packagesOf } from '../support/package-facts.ts';
import { endless } from '../support/endless.ts';

const commit = '3b1bb80b302c2e552685dc8a029797ec832ea7c9';
const sum = 'a'.repeat(64);
const read = async (format: Format, path: string, text: string) => format.read({ path, text });

/** Each with a second of its packages' hashes where the format has any. */
const written: readonly (readonly [Format, string, string, readonly string[], (readonly string[])?])[] = [
  [
    mixLock,
    'mix.lock',
    `%{\n  "plug": {:hex, :plug, "1.16.1", "${'b'.repeat(64)}", [:mix], [{:mime, "~> 1.0", [hex: :mime]}], "hexpm", "${sum}"},\n  "tool": {:git, "https://github.com/acme/tool.git", "${commit}", [branch: "main"]},\n}\n`,
    ['plug 1.16.1 ? ? registry:2', 'tool - ? ? git:3'],
    [`sha256:${sum}`],
  ],
  [
    mixLock,
    'rebar.lock',
    `{"1.2.0",\n[{<<"cowboy">>,{pkg,<<"cowboy">>,<<"2.12.0">>},0},\n {<<"tool">>,\n  {git,"https://github.com/acme/tool.git",\n       {ref,"${commit}"}},\n  0}]}.\n[\n{pkg_hash,[\n {<<"cowboy">>, <<"${'B'.repeat(64)}">>}]},\n{pkg_hash_ext,[\n {<<"cowboy">>, <<"${'A'.repeat(64)}">>}]}\n].\n`,
    ['cowboy 2.12.0 direct ? registry:2', 'tool - direct ? git:3'],
    [`sha256:${sum}`],
  ],
  [
    denoLock,
    'deno.lock',
    `{\n  "version": "4",\n  "specifiers": { "jsr:@std/path@1": "1.0.6", "npm:chalk@^5": "5.3.0" },\n  "jsr": { "@std/path@1.0.6": { "integrity": "${sum}" } },\n  "npm": {\n    "chalk@5.3.0": { "integrity": "sha512-AAAA==" }\n  },\n  "workspace": { "dependencies": ["jsr:@std/path@1"] }\n}\n`,
    ['jsr:@std/path 1.0.6 direct prod registry:4', 'chalk 5.3.0 transitive ? registry:6'],
    [`sha256:${sum}`],
  ],
  [
    cocoapodsLock,
    'Podfile.lock',
    `PODS:\n  - Log (2.1.0):\n    - Core (~> 1.0)\n  - Core (1.0.3)\n  - Tool (0.1.0)\n\nDEPENDENCIES:\n  - Log (~> 2.1)\n  - "Tool (from \`https://github.com/acme/tool.git\`)"\n\nEXTERNAL SOURCES:\n  Tool:\n    :git: https://github.com/acme/tool.git\n\nCHECKOUT OPTIONS:\n  Tool:\n    :commit: ${commit}\n    :git: https://github.com/acme/tool.git\n\nSPEC CHECKSUMS:\n  Log: abcd\n\nCOCOAPODS: 1.15.2\n`,
    ['Log 2.1.0 direct ? registry:2', 'Core 1.0.3 transitive ? registry:4', 'Tool 0.1.0 direct ? git:5'],
    ['sha1:abcd'],
  ],
  [
    swiftResolved,
    'Package.resolved',
    `{\n  "pins": [\n    { "identity": "log", "location": "https://github.com/acme/log.git", "state": { "revision": "${commit}", "version": "1.6.1" } }\n  ],\n  "version": 2\n}\n`,
    ['log 1.6.1 ? ? git:3'],
  ],
  [
    swiftResolved,
    'Package.resolved',
    `{"object": {"pins": [{"package": "Log", "repositoryURL": "https://github.com/acme/log.git", "state": {"revision": "${commit}", "version": "1.6.1"}}]}, "version": 1}`,
    ['Log 1.6.1 ? ? git:1'],
  ],
  [
    pubspecLock,
    'pubspec.lock',
    `packages:\n  log:\n    dependency: "direct main"\n    description:\n      name: log\n      sha256: "${sum}"\n      url: "https://pub.acme.example"\n    source: hosted\n    version: "1.2.0"\n  core:\n    dependency: transitive\n    source: sdk\n    version: "0.0.0"\n`,
    ['log 1.2.0 direct prod registry:2', 'core 0.0.0 transitive ? unknown:10'],
    [`sha256:${sum}`],
  ],
  [
    terraformLock,
    '.terraform.lock.hcl',
    `# made by a tool\nprovider "registry.acme.example/acme/cloud" {\n  version     = "5.70.0"\n  constraints = "~> 5.0"\n  hashes = [\n    "h1:AAAA=",\n    "zh:${sum}",\n  ]\n}\n`,
    ['acme/cloud 5.70.0 direct ? registry:2'],
    [`zh:${sum}`],
  ],
  [
    helmLock,
    'Chart.lock',
    `dependencies:\n- name: postgresql\n  repository: oci://charts.acme.example/acme\n  version: 15.5.38\ndigest: sha256:${sum}\n`,
    ['postgresql 15.5.38 direct prod registry:2'],
  ],
  [
    flakeLock,
    'flake.lock',
    `{\n  "nodes": {\n    "nixpkgs": { "locked": { "owner": "acme", "repo": "nixpkgs", "rev": "${commit}", "type": "github", "narHash": "sha256-AAAA=" } },\n    "root": { "inputs": { "nixpkgs": "nixpkgs" } }\n  },\n  "root": "root",\n  "version": 7\n}\n`,
    [`nixpkgs ${commit} direct ? git:3`],
    ['sha256-AAAA='],
  ],
  [
    conanLock,
    'conan.lock',
    '{"version": "0.5", "requires": ["zlib/1.3.1#abc%170.1"], "build_requires": ["ninja/1.12.1"]}',
    ['zlib 1.3.1 ? prod registry:1', 'ninja 1.12.1 ? dev registry:1'],
  ],
  [
    conanLock,
    'conan.lock',
    '{"graph_lock": {"nodes": {"0": {"path": "conanfile.txt"}, "1": {"ref": "zlib/1.2.13#0"}}}, "version": "0.4"}',
    ['zlib 1.2.13 ? ? registry:1'],
  ],
  [
    renvLock,
    'renv.lock',
    `{\n  "R": { "Version": "4.4.1" },\n  "Packages": {\n    "markdown": { "Package": "markdown", "Version": "1.13", "Source": "Repository", "Hash": "abcd" },\n    "tool": { "Package": "tool", "Version": "0.1", "Source": "GitHub", "RemoteType": "github", "RemoteUsername": "acme", "RemoteRepo": "tool", "RemoteSha": "${commit}" }\n  }\n}\n`,
    ['markdown 1.13 ? ? registry:4', 'tool 0.1 ? ? git:5'],
  ],
  [
    condaLock,
    'conda-lock.yml',
    `version: 1\npackage:\n- name: numpy\n  version: 2.1.1\n  manager: conda\n  platform: linux-64\n  url: https://conda.acme.example/forge/linux-64/numpy-2.1.1-h1_0.conda\n  hash:\n    sha256: ${sum}\n  category: main\n`,
    ['numpy 2.1.1 ? prod registry:3'],
    [`sha256.linux-64.numpy-2.1.1-h1_0.conda:${sum}`],
  ],
  [
    condaLock,
    'pixi.lock',
    `version: 6\nenvironments: {}\npackages:\n- conda: https://conda.acme.example/forge/noarch/tzdata-2024b-hc8b5060_0.conda\n  sha256: ${sum}\n- pypi: https://files.acme.example/rich-13.9.2.whl\n  name: rich\n  version: 13.9.2\n  sha256: ${sum}\n`,
    ['tzdata 2024b ? ? registry:4', 'rich 13.9.2 ? ? registry:6'],
    [`sha256.noarch.tzdata-2024b-hc8b5060_0.conda:${sum}`],
  ],
  [
    yamlLocks,
    'buf.lock',
    `version: v2\ndeps:\n  - name: buf.acme.example/acme/apis\n    commit: abcd\n    digest: b5:${sum}\n`,
    ['buf.acme.example/acme/apis abcd ? ? registry:3'],
    [`b5:${sum}`],
  ],
  [
    yamlLocks,
    'shard.lock',
    `version: 2.0\nshards:\n  kemal:\n    git: https://github.com/acme/kemal.git\n    version: 1.5.0+git.commit.${commit}\n`,
    ['kemal 1.5.0 ? ? git:3'],
  ],
  [
    yamlLocks,
    'stack.yaml.lock',
    `packages:\n- completed:\n    hackage: text-2.1.1@sha256:${sum},9999\n    pantry-tree:\n      sha256: ${sum}\n  original:\n    hackage: text-2.1.1\nsnapshots: []\n`,
    ['text 2.1.1 direct ? registry:2'],
  ],
  [
    lineLocks,
    'cabal.project.freeze',
    'active-repositories: hackage.example:merge\nconstraints: any.aeson ==2.2.3.0,\n             aeson +ordered-keymap,\n             any.text ==2.1.1\n',
    ['aeson 2.2.3.0 ? ? registry:2', 'text 2.1.1 ? ? registry:4'],
  ],
  [
    lineLocks,
    'cpanfile.snapshot',
    '# carton snapshot format: version 1.0\nDISTRIBUTIONS\n  Try-Tiny-0.31\n    pathname: E/ET/Try-Tiny-0.31.tar.gz\n    requirements:\n      perl 5.006\n',
    ['Try-Tiny 0.31 ? ? registry:3'],
  ],
  [
    bazelLock,
    'MODULE.bazel.lock',
    `{\n  "lockFileVersion": 11,\n  "registryFileHashes": {\n    "https://bcr.acme.example/modules/rules_go/0.50.1/MODULE.bazel": "bbbb",\n    "https://bcr.acme.example/modules/rules_go/0.50.1/source.json": "${sum}"\n  }\n}\n`,
    ['rules_go 0.50.1 ? ? registry:5'],
    [`sha256:${sum}`],
  ],
  [
    tomlManifests,
    'manifest.toml',
    `packages = [\n  { name = "gleam_json", version = "1.0.1", build_tools = ["gleam"], requirements = [], source = "hex", outer_checksum = "${'A'.repeat(64)}" },\n  { name = "tool", version = "0.1.0", source = "git", repo = "https://github.com/acme/tool", commit = "${commit}" },\n]\n\n[requirements]\ngleam_json = { version = "~> 1.0" }\n`,
    ['gleam_json 1.0.1 direct ? registry:2', 'tool 0.1.0 transitive ? git:3'],
    [`sha256:${sum}`],
  ],
  [
    tomlManifests,
    'Manifest.toml',
    `julia_version = "1.11.0"\nmanifest_format = "2.0"\n\n[[deps.JSON]]\ndeps = ["Dates"]\ngit-tree-sha1 = "abcd"\nuuid = "682c06a0"\nversion = "0.21.4"\n\n[[deps.Dates]]\nuuid = "ade2ca70"\n`,
    ['JSON 0.21.4 ? ? registry:4'],
    ['sha1:abcd'],
  ],
];

const cases = written.map(([format, path, text, expected, hashes = []]) => ({ format, id: format.id, path, text, expected, hashes })); // prettier-ignore

describe('lockfiles of the other ecosystems', () => {
  test.each(cases)('$id $path', async ({ format, path, text, expected, hashes }) => {
    expect(format.matches(`services/api/${path}`)).toBe(true);
    expect(format.recognises?.(text) ?? true).toBe(true);
    const reading = await read(format, path, text);
    expect(packagesOf(reading)).toEqual(expected);
    expect(factsOf(reading, 'package')[0]?.integrity).toEqual(hashes);
    expect(factsOf(reading, 'lockfile')).toHaveLength(1);
    expect(packagesOf(await read(format, path, text.replaceAll('\n', '\r\n')))).toEqual(expected);
  });

  test.each(cases)('bad input: $id $path', async ({ format, path, text }) => {
    const conflict = `<<<<<<< a\n${text}\n=======\n${text}\n>>>>>>> b\n`;
    await expect(read(format, path, conflict)).rejects.toMatchObject({ reason: 'merge-conflict' });
    await expect(read(format, path, `${text}\0`)).rejects.toBeInstanceOf(Unreadable);
    const start = performance.now();
    for (const hostile of [
      text.slice(0, text.length / 2),
      '['.repeat(20_000),
      `"${'x '.repeat(200_000)}`,
      '',
    ]) {
      const error: unknown = await read(format, path, hostile).catch((caught: unknown) => caught);
      expect(error instanceof Error && !(error instanceof Unreadable)).toBe(false);
    }
    expect(performance.now() - start).toBeLessThan(endless);
  });

  test('a version that is not known is refused', async () => {
    for (const [format, text] of [
      [denoLock, '{"version": "99"}'],
      [swiftResolved, '{"version": 99}'],
      [flakeLock, '{"version": 99}'],
      [conanLock, '{"version": "9.9"}'],
      [condaLock, 'version: 99\n'],
      [bazelLock, '{}'],
    ] as const) {
      await expect(read(format, 'x', text)).rejects.toMatchObject({ reason: 'unsupported-version' });
    }
  });

  test('ids are unique and every format has a limit that fits', () => {
    const ids = dependencyFormats.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
