import { bunLock } from '../../src/formats/bun-lock/format.ts';
import { bunLockb } from '../../src/formats/bun-lockb/format.ts';
import { composerJson } from '../../src/formats/composer-json/format.ts';
import { composerLock } from '../../src/formats/composer-lock/format.ts';
import type { Format } from '../../src/formats/format.ts';
import { Unreadable } from '../../src/formats/format.ts';
import { gemfile } from '../../src/formats/gemfile/format.ts';
import { gemfileLock } from '../../src/formats/gemfile-lock/format.ts';
import { gradleBuild } from '../../src/formats/gradle-build/format.ts';
import { gradleCatalog } from '../../src/formats/gradle-catalog/format.ts';
import { gradleLock } from '../../src/formats/gradle-lock/format.ts';
import { gradleVerification } from '../../src/formats/gradle-verification/format.ts';
import { msbuild } from '../../src/formats/msbuild/format.ts';
import { nugetLock } from '../../src/formats/nuget-lock/format.ts';
import { paketLock } from '../../src/formats/paket-lock/format.ts';
import { pom } from '../../src/formats/pom/format.ts';
import { factsOf, packagesOf, requirementsOf } from '../support/package-facts.ts';
import { endless } from '../support/endless.ts';

const commit = '3b1bb80b302c2e552685dc8a029797ec832ea7c9';
const sum = 'a'.repeat(64);
const read = async (format: Format, text: string, path = 'x') => format.read({ path, text });

const gems = `GIT
  remote: https://github.com/acme/tool.git
  revision: ${commit}
  branch: main
  specs:
    tool (0.3.0)
      rails (>= 7)

GEM
  remote: https://u:p@gems.acme.example/
  specs:
    nokogiri (1.16.7-arm64-darwin)
    nokogiri (1.16.7-x86_64-linux)
    rails (7.1.4)
      nokogiri (~> 1.6)

PLATFORMS
  arm64-darwin
  x86_64-linux

DEPENDENCIES
  rails (~> 7.1)
  tool!

CHECKSUMS
  nokogiri (1.16.7-arm64-darwin) sha256=${sum}
  rails (7.1.4) sha256=${sum}

RUBY VERSION
   ruby 3.3.5p100

BUNDLED WITH
   2.5.18
`;
const composer = `{
    "packages": [
        {
            "name": "Acme/Log",
            "version": "v2.1.0",
            "source": { "type": "git", "url": "https://github.com/acme/log.git", "reference": "${commit}" },
            "dist": { "type": "zip", "url": "https://api.github.com/repos/acme/log/zipball/${commit}", "shasum": "" },
            "require": { "php": ">=8.1", "acme/mail": "^1" }
        },
        { "name": "acme/public", "version": "1.0.0", "source": { "type": "git", "url": "https://github.com/acme/public.git", "reference": "${commit}" }, "notification-url": "https://repo.acme.example/downloads/" },
        { "name": "acme/mail", "version": "1.4.2", "dist": { "type": "path", "url": "../mail" } }
    ],
    "packages-dev": [
        { "name": "acme/test", "version": "11.0.1", "dist": { "type": "zip", "url": "https://repo.acme.example/test.zip", "shasum": "abcd" } }
    ],
    "plugin-api-version": "2.6.0"
}
`;
const bun = `{
  "lockfileVersion": 1,
  "workspaces": {
    "": {
      "name": "shop",
      "dependencies": { "ms": "^2.1.3", },
      "devDependencies": {
        "tool": "github:acme/tool",
      },
    },
    "packages/api": { "name": "@shop/api", "dependencies": { "debug": "4", "shop": "workspace:*" } },
  },
  "trustedDependencies": ["tool"],
  "overrides": { "qs": "6.13.0" },
  "packages": {
    "@shop/api": ["@shop/api@workspace:packages/api"],

    "debug": ["debug@4.3.7", "", { "dependencies": { "ms": "2.0.0" } }, "sha512-AAAA=="],

    "ms": ["ms@2.1.3", "", {}, "sha512-BBBB=="],

    "tool": ["tool@github:acme/tool#3b1bb80", {}, "acme-tool-3b1bb80"],

    "debug/ms": ["ms@2.0.0", "https://npm.acme.example/ms/-/ms-2.0.0.tgz", {}, "sha512-CCCC=="],
  }
}
`;
const nuget = `{
  "version": 2,
  "dependencies": {
    "net8.0": {
      "Acme.Log": {
        "type": "Direct", "requested": "[2.1.0, )", "resolved": "2.1.0", "contentHash": "AAAA==",
        "dependencies": { "acme.core": "1.0.0" }
      },
      "Acme.Core": { "type": "Transitive", "resolved": "1.0.3", "contentHash": "BBBB==" },
      "shared": { "type": "Project" }
    }
  }
}
`;
const paket = `STORAGE: NONE
NUGET
  remote: https://nuget.acme.example/v3/index.json
    Acme.Log (2.1) - restriction: >= net6.0
      Acme.Core (>= 1.0)
    Acme.Core (1.0.3)

GROUP Build
NUGET
  remote: https://nuget.acme.example/v3/index.json
    Fake (5.1)
GITHUB
  remote: acme/tools
    src/Tool.fs (${commit})
`;

describe('lockfiles of further managers', () => {
  test.each<[string, Format, string, readonly string[]]>([
    [
      'bundler',
      gemfileLock,
      gems,
      [
        'tool 0.3.0 direct ? git:6',
        'nokogiri 1.16.7 transitive ? registry:12',
        'nokogiri 1.16.7 transitive ? registry:13',
        'rails 7.1.4 direct ? registry:14',
      ],
    ],
    [
      'composer',
      composerLock,
      composer,
      [
        'acme/log v2.1.0 ? prod git:4',
        'acme/public 1.0.0 ? prod registry:10',
        'acme/mail 1.4.2 ? prod path:11',
        'acme/test 11.0.1 ? dev tarball:14',
      ],
    ],
    [
      'bun',
      bunLock,
      bun,
      [
        '@shop/api - transitive ? workspace:16',
        'debug 4.3.7 direct prod registry:18',
        'ms 2.1.3 direct prod registry:20',
        'tool - direct dev git:22',
        'ms 2.0.0 transitive prod registry:24',
      ],
    ],
    [
      'NuGet',
      nugetLock,
      nuget,
      [
        'Acme.Log 2.1.0 direct ? registry:5',
        'Acme.Core 1.0.3 transitive ? registry:9',
        'shared - transitive ? workspace:10',
      ],
    ],
    [
      'Paket',
      paketLock,
      paket,
      [
        'Acme.Log 2.1 ? prod registry:4',
        'Acme.Core 1.0.3 ? prod registry:6',
        'Fake 5.1 ? dev registry:11',
        'acme/tools/src/Tool.fs - ? dev git:14',
      ],
    ],
    [
      'Gradle',
      gradleLock,
      '# comment\norg.acme:log:2.1=compileClasspath,runtimeClasspath\norg.acme:mock:1.0=testCompileClasspath\nempty=annotationProcessor\n',
      ['org.acme:log 2.1 ? prod registry:2', 'org.acme:mock 1.0 ? dev registry:3'],
    ],
  ])('%s', async (_, format, text, expected) => {
    expect(packagesOf(await read(format, text))).toEqual(expected);
    expect(packagesOf(await read(format, text.replaceAll('\n', '\r\n')))).toEqual(expected);
  });

  test('hashes, edges, places and runtimes', async () => {
    const [tool, darwin, , rails] = factsOf(await read(gemfileLock, gems), 'package');
    expect(tool?.source).toEqual({ type: 'git', host: 'github.com/acme/tool', commit });
    expect(darwin?.integrity).toEqual([`sha256.arm64-darwin:${sum}`]);
    expect(rails).toMatchObject({
      integrity: [`sha256:${sum}`],
      source: { host: 'gems.acme.example' },
      requires: ['nokogiri@1.16.7-arm64-darwin', 'nokogiri@1.16.7-x86_64-linux'],
    });
    expect(factsOf(await read(gemfileLock, gems), 'runtime')).toMatchObject([
      { name: 'ruby', version: '3.3.5', line: 30 },
      { name: 'bundler', version: '2.5.18' },
    ]);
    const [log, , , test] = factsOf(await read(composerLock, composer), 'package');
    expect(log).toMatchObject({ requires: ['acme/mail'], source: { host: 'github.com/acme/log', commit } });
    expect(test?.integrity).toEqual(['sha1:abcd']);
    const bunPackages = factsOf(await read(bunLock, bun), 'package');
    expect(bunPackages[1]).toMatchObject({ integrity: ['sha512-AAAA=='], requires: ['debug/ms'] });
    expect(bunPackages[3]).toMatchObject({ installScript: true });
    expect(bunPackages[4]?.source).toEqual({ type: 'registry', host: 'npm.acme.example' });
    expect(factsOf(await read(nugetLock, nuget), 'package')[0]).toMatchObject({
      integrity: ['sha512-AAAA=='],
      requires: ['net8.0/Acme.Core'],
    });
  });

  test("bun's and NuGet's copies of what is asked for", async () => {
    expect(requirementsOf(await read(bunLock, bun))).toEqual([
      ': prod ms ^2.1.3 -> ms',
      ': dev tool github:acme/tool -> tool',
      'packages/api: prod debug 4 -> debug',
      'packages/api: prod shop workspace:* -> none',
    ]);
    expect(requirementsOf(await read(nugetLock, nuget))).toEqual([
      ': prod Acme.Log [2.1.0, ) -> net8.0/Acme.Log',
    ]);
  });

  test('verification metadata holds hashes, and no choice', async () => {
    const text = `<?xml version="1.0"?>
<verification-metadata xmlns="https://schema.gradle.org/dependency-verification">
  <components>
    <component group="org.acme" name="log" version="2.1">
      <artifact name="log-2.1.jar"><sha256 value="${sum}"><also-trust value="bbbb"/></sha256></artifact>
    </component>
  </components>
</verification-metadata>
`;
    const reading = await read(gradleVerification, text);
    expect(factsOf(reading, 'lockfile')).toMatchObject([{ holds: 'checksums' }]);
    expect(factsOf(reading, 'package')).toMatchObject([
      { name: 'org.acme:log', version: '2.1', integrity: [`sha256:${sum}`, 'sha256:bbbb'], line: 4 },
    ]);
  });

  test('a binary lockfile is said to be one', async () => {
    await expect((async () => bunLockb.read({ path: 'bun.lockb', text: '#!/usr/bin/env bun' }))()).rejects.toMatchObject({ reason: 'unsupported-format' }); // prettier-ignore
  });

  const bad: readonly (readonly [string, Format, string, string])[] = [
    ['bundler, prose', gemfileLock, 'no lockfile\n', 'unparsable'],
    ['bundler, below nothing', gemfileLock, '    rails (7.1)\n', 'unparsable'],
    ['bundler, cut off', gemfileLock, 'GEM\n  specs:\n    rails (7.', 'unparsable'],
    ['composer, cut off', composerLock, '{"packages": [', 'unparsable'],
    ['composer, of another kind', composerLock, '{"a": 1}', 'unparsable'],
    ['bun, later', bunLock, '{"lockfileVersion": 7}', 'unsupported-version'],
    ['bun, cut off', bunLock, '{"lockfileVersion": 1, "packages": {', 'unparsable'],
    ['bun, deep', bunLock, '['.repeat(100_000), 'too-deep'],
    ['NuGet, later', nugetLock, '{"version": 3}', 'unsupported-version'],
    ['Paket, prose', paketLock, 'this is none\n', 'unparsable'],
    ['Gradle, prose', gradleLock, 'this is none\n', 'unparsable'],
    ['verification, cut off', gradleVerification, '<verification-metadata><components>', 'unparsable'],
    ['pom, deep', pom, '<a>'.repeat(10_000), 'too-deep'],
    ['pom, another root', pom, '<html/>', 'unparsable'],
    ['pom, empty', pom, '', 'unparsable'],
    ['pom, NUL', pom, '<project>\0</project>', 'unparsable'],
    ['project, cut off', msbuild, '<Project><ItemGroup', 'unparsable'],
  ];
  test.each(bad)('%s: a gap', async (_, format, text, reason) => {
    await expect(read(format, text)).rejects.toMatchObject({ reason });
  });

  test.each([
    gemfileLock,
    gemfile,
    composerLock,
    composerJson,
    bunLock,
    nugetLock,
    paketLock,
    gradleLock,
    gradleBuild,
    gradleCatalog,
    gradleVerification,
    pom,
    msbuild,
  ])('merge conflict in %#', async (format) => {
    // prettier-ignore
    const conflict = '<<<<<<< a\n{}\n=======\n{}\n>>>>>>> b\n';
    const error: unknown = await read(format, conflict).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Unreadable);
    expect(error).toMatchObject({ reason: 'merge-conflict' });
  });

  test('an entity bomb is refused', async () => {
    const bomb = '<!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><project>&b;</project>';
    await expect(read(pom, bomb)).rejects.toMatchObject({ reason: 'unparsable' });
  });

  test.each([gemfileLock, gemfile, paketLock, gradleLock, gradleBuild])(
    'a huge line in %#',
    async (format) => {
      const start = performance.now();
      await read(format, `${'a '.repeat(500_000)}\n`).catch((caught: unknown) => caught);
      expect(performance.now() - start).toBeLessThan(endless);
    },
  );
});

describe('manifests of further managers', () => {
  test.each<[string, Format, string, readonly string[]]>([
    [
      'Gemfile',
      gemfile,
      `source "https://gems.acme.example"\nruby "3.3.5"\ngem "rails", "~> 7.1", ">= 7.1.3"\ngem 'pg' # the driver\ngroup :development, :test do\n  gem "rspec-rails"\nend\ngem "puma", group: :production\ngem "debug", groups: [:development]\n`,
      [
        ': prod rails ~> 7.1, >= 7.1.3 -> none',
        ': prod pg  -> none',
        ': dev rspec-rails  -> none',
        ': prod puma  -> none',
        ': dev debug  -> none',
      ],
    ],
    [
      'composer.json',
      composerJson,
      '{"name": "acme/shop", "require": {"php": "^8.2", "ext-json": "*", "Acme/Log": "^2"}, "require-dev": {"acme/test": "^11"}}',
      [': prod acme/log ^2 -> none', ': dev acme/test ^11 -> none'],
    ],
    [
      'project',
      msbuild,
      `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><LogVersion>2.1.0</LogVersion></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Acme.Log" Version="$(LogVersion)" />
    <PackageReference Include="Acme.Core"><Version>1.0.3</Version></PackageReference>
    <PackageReference Include="Acme.Analyzers" PrivateAssets="all" />
    <PackageReference Include="Acme.Other" Version="$(Elsewhere)" />
  </ItemGroup>
</Project>`,
      [
        ': prod Acme.Log 2.1.0 -> none',
        ': prod Acme.Core 1.0.3 -> none',
        ': dev Acme.Analyzers  -> none',
        ': prod Acme.Other $(Elsewhere) -> none',
      ],
    ],
    [
      'version catalog',
      gradleCatalog,
      `[versions]\nlog = "2.1"\nrich = { strictly = "[1,2[", prefer = "1.7" }\n[libraries]\nlog = { module = "org.acme:log", version.ref = "log" }\nmail = { group = "org.acme", name = "mail", version.ref = "rich" }\nshort = "org.acme:short:1.0"\n[plugins]\nboot = { id = "org.acme.boot", version = "3.3.4" }\n`,
      [
        ': prod org.acme:log 2.1 -> none',
        ': prod org.acme:mail [1,2[ -> none',
        ': prod org.acme:short 1.0 -> none',
        ': dev org.acme.boot:org.acme.boot.gradle.plugin 3.3.4 -> none',
      ],
    ],
    [
      'build script',
      gradleBuild,
      `plugins {\n  id("org.acme.boot") version "3.3.4"\n}\nval logVersion = "2.1"\ndependencies {\n  implementation("org.acme:log:$logVersion")\n  implementation platform('org.acme:bom:1.0')\n  testImplementation "org.acme:mock:1.0"\n  // implementation("org.acme:old:1.0")\n  runtimeOnly group: 'org.acme', name: 'driver', version: '42.7'\n}\n`,
      [
        ': dev org.acme.boot:org.acme.boot.gradle.plugin 3.3.4 -> none',
        ': prod org.acme:log 2.1 -> none',
        ': prod org.acme:bom 1.0 -> none',
        ': dev org.acme:mock 1.0 -> none',
        ': prod org.acme:driver 42.7 -> none',
      ],
    ],
    [
      'pom',
      pom,
      `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><groupId>org.acme</groupId><artifactId>parent</artifactId><version>3.3.4</version></parent>
  <artifactId>shop</artifactId>
  <properties><java.version>21</java.version><log.version>\${base}.1</log.version><base>2</base></properties>
  <dependencies>
    <dependency><groupId>org.acme</groupId><artifactId>log</artifactId><version>\${log.version}</version></dependency>
    <dependency><groupId>\${project.groupId}</groupId><artifactId>mock</artifactId><scope>test</scope></dependency>
  </dependencies>
  <build><plugins><plugin><artifactId>maven-jar-plugin</artifactId><version>3.4</version></plugin></plugins></build>
</project>`,
      [
        ': prod org.acme:parent 3.3.4 -> none',
        ': prod org.acme:log 2.1 -> none',
        ': dev org.acme:mock  -> none',
        ': dev org.apache.maven.plugins:maven-jar-plugin 3.4 -> none',
      ],
    ],
  ])('%s', async (_, format, text, expected) => {
    expect(requirementsOf(await read(format, text))).toEqual(expected);
  });

  test('packages.config names what is installed', async () => {
    const text = '<packages>\n  <package id="Acme.Log" version="2.1.0" targetFramework="net48" />\n  <package id="Acme.Tool" version="1.0" developmentDependency="true" />\n</packages>'; // prettier-ignore
    expect(packagesOf(await read(msbuild, text, 'app/packages.config'))).toEqual([
      'Acme.Log 2.1.0 direct prod registry:2',
      'Acme.Tool 1.0 direct dev registry:3',
    ]);
  });
});
