import { denoJson } from '../../src/formats/deno-json/format.ts';
import type { Format } from '../../src/formats/format.ts';
import { Unreadable } from '../../src/formats/format.ts';
import { helmChart } from '../../src/formats/helm-chart/format.ts';
import { mixExs } from '../../src/formats/mix-exs/format.ts';
import { yamlManifests } from '../../src/formats/yaml-manifests/format.ts';
import { factsOf } from '../support/package-facts.ts';
import { endless } from '../support/endless.ts';

const read = async (format: Format, path: string, text: string) => format.read({ path, text });

async function asks(format: Format, path: string, text: string): Promise<readonly string[]> {
  return factsOf(await read(format, path, text), 'requirement').map(
    ({ ecosystem, name, specifier, group, line }) => `${line} ${ecosystem} ${name} ${specifier} ${group}`,
  );
}

const pubspec = `name: shop
version: 1.2.0
environment:
  sdk: '>=3.2.0 <4.0.0'
dependencies:
  flutter:
    sdk: flutter
  http: ^1.2.0
  any_version:
  tool:
    git:
      url: https://git.example.org/tool.git
      ref: main
  local:
    path: ../local
dev_dependencies:
  test: ^1.24.0
dependency_overrides:
  http: 1.2.1
`;

const shard = `name: shop
version: 0.1.0
crystal: ">= 1.9"
dependencies:
  kemal:
    github: kemalcr/kemal
    version: ~> 1.4
  tool:
    git: https://git.example.org/tool.git
    branch: main
development_dependencies:
  ameba:
    github: crystal-ameba/ameba
`;

const environment = `name: science
channels: [conda-forge]
dependencies:
  - python=3.11
  - numpy=1.26.4=py311h1
  - conda-forge::pandas>=2.1,<3
  - scipy
  - pip
  - pip:
      - Requests[socks]==2.31.0
      - -r more.txt
`;

const deno = `{
  // comments are allowed
  "name": "@shop/api",
  "imports": {
    "chalk": "npm:chalk@^5.3.0",
    "chalk/": "npm:/chalk@^5.3.0/",
    "@std/path": "jsr:@std/path@1",
    "lib": "./lib.ts",
    "old": "https://deno.land/std@0.200.0/path/mod.ts"
  },
  "tasks": { "dev": "deno run main.ts", "build": { "command": "deno compile main.ts" } },
  "workspace": ["./packages/a"],
}
`;

const mix = `defmodule Shop.MixProject do
  use Mix.Project

  def project do
    [app: :shop, version: "0.1.0", elixir: "~> 1.15", deps: deps(), preferred: {:ignored, "1.0"}]
  end

  defp deps do
    [
      {:phoenix, "~> 1.7.10"},
      # {:gone, "~> 1.0"},
      {:credo, "~> 1.7", only: [:dev, :test], runtime: false},
      {:renamed, ">= 0.0.0", hex: :real_name},
      {:heroicons,
       github: "tailwindlabs/heroicons",
       tag: "v2.1.1",
       app: false},
      extra_dep()
    ]
  end

  defp extra_dep do
    if System.get_env("LOCAL"), do: {:extra, path: "../extra"}, else: {:extra, "~> 2.0"}
  end

  defp aliases do
    [{:setup, "nothing"}]
  end
end
`;

test('Dart', async () => {
  expect(await asks(yamlManifests, 'pubspec.yaml', pubspec)).toEqual([
    '8 pub http ^1.2.0 prod',
    '9 pub any_version any prod',
    '10 pub tool git+https://git.example.org/tool.git#main prod',
    '14 pub local path:../local prod',
    '17 pub test ^1.24.0 dev',
  ]);
  const reading = await read(yamlManifests, 'pubspec.yaml', pubspec);
  expect(factsOf(reading, 'runtime')).toMatchObject([{ name: 'dart', version: '>=3.2.0 <4.0.0', line: 4 }]);
  expect(factsOf(reading, 'override')).toMatchObject([{ name: 'http', specifier: '1.2.1', line: 19 }]);
  expect(factsOf(reading, 'manifest')).toMatchObject([{ name: 'shop', version: '1.2.0' }]);
});

test('Crystal', async () => {
  expect(await asks(yamlManifests, 'shard.yml', shard)).toEqual([
    '5 shards kemal ~> 1.4 prod',
    '8 shards tool #main prod',
    '12 shards ameba  dev',
  ]);
});

test('conda', async () => {
  expect(await asks(yamlManifests, 'environment.yml', environment)).toEqual([
    '5 conda numpy =1.26.4 prod',
    '6 conda pandas >=2.1,<3 prod',
    '7 conda scipy  prod',
    '8 conda pip  prod',
    '10 pypi requests ==2.31.0 prod',
  ]);
  const reading = await read(yamlManifests, 'environment.yml', environment);
  expect(factsOf(reading, 'runtime')).toMatchObject([{ name: 'python', version: '3.11', line: 4 }]);
});

test('Deno', async () => {
  expect(await asks(denoJson, 'deno.jsonc', deno)).toEqual([
    '5 npm chalk ^5.3.0 prod',
    '7 npm jsr:@std/path 1 prod',
  ]);
  const reading = await read(denoJson, 'deno.json', deno);
  expect(factsOf(reading, 'script').map(({ name, line }) => [name, line])).toEqual([
    ['dev', 11],
    ['build', 11],
  ]);
  expect(factsOf(reading, 'manifest')).toMatchObject([{ name: '@shop/api', workspaces: ['packages/a'] }]);
});

test('Elixir', async () => {
  expect(await asks(mixExs, 'mix.exs', mix)).toEqual([
    '10 hex phoenix ~> 1.7.10 prod',
    '12 hex credo ~> 1.7 dev',
    '13 hex real_name >= 0.0.0 prod',
    '14 hex heroicons github:tailwindlabs/heroicons#v2.1.1 prod',
    '23 hex extra file:../extra prod',
    '23 hex extra ~> 2.0 prod',
  ]);
});

test('Helm', async () => {
  const chart = `apiVersion: v2
name: shop
dependencies:
  - name: postgresql
    version: ~15.2.0
    repository: https://charts.example.org
  - name: common
    version: 1.0.0
    repository: file://../common
`;
  expect(await asks(helmChart, 'chart/Chart.yaml', chart)).toEqual(['5 helm postgresql ~15.2.0 prod']);
});

const files: readonly (readonly [Format, string, string])[] = [
  [yamlManifests, 'pubspec.yaml', pubspec],
  [yamlManifests, 'shard.yml', shard],
  [yamlManifests, 'environment.yaml', environment],
  [denoJson, 'deno.json', deno],
  [mixExs, 'mix.exs', mix],
];

describe.each(files)('%#: %p', (format, path, text) => {
  test('is known by its name', () => {
    expect(format.matches(`services/${path}`)).toBe(true);
    expect(format.matches(`services/${path}.bak`)).toBe(false);
  });

  test('line ends of another kind are no difference', async () => {
    expect(await asks(format, path, text.replaceAll('\n', '\r\n'))).toEqual(await asks(format, path, text));
  });

  test.each([
    ['merge-conflict', `<<<<<<< HEAD\n${text}=======\n>>>>>>> theirs\n`],
    ['encoding', `${text}\0`],
  ])('%s is a gap', async (reason, bad) => {
    await expect(read(format, path, bad)).rejects.toMatchObject({ reason });
  });

  test('a huge line takes no time, deep nesting no stack', async () => {
    const start = performance.now();
    for (const bad of [`${text}x: ${'{:a, "'.repeat(100_000)}`, '['.repeat(20_000), '', '{']) {
      await read(format, path, bad).catch((error: unknown) => {
        if (!(error instanceof Unreadable)) throw error;
      });
    }
    expect(performance.now() - start).toBeLessThan(endless);
  });
});
