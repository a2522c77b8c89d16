import { generationsIn } from '../../src/contracts/clients/generations-in.ts';

const orval = `import { defineConfig } from 'orval';
export default defineConfig({
  petstore: {
    input: { target: '../api/openapi.yaml', validation: true },
    output: { mode: 'tags-split', target: './src/gen/api.ts', client: 'react-query' },
  },
  zod: { input: '../api/openapi.yaml', output: './src/gen/zod.ts' },
});
`;
const scripts = `{
  "scripts": {
    "gen": "openapi-typescript ../api/openapi.yaml -o src/schema.d.ts && prettier -w src",
    "sdk": "openapi-generator-cli generate -i ./openapi.json -g typescript-fetch -o ./sdk",
    "remote": "openapi-typescript https://api.example.org/openapi.json -o src/remote.d.ts"
  }
}
`;
const make = `gen:
	oapi-codegen -package api -o internal/api/api.gen.go api/openapi.yaml
	datamodel-codegen --input api/openapi.yaml \\
	  --output models.py
	echo openapi-typescript
`;

describe('what generators are told', () => {
  test.each<readonly [string, string, string, readonly string[]]>([
    [
      'orval',
      'web/orval.config.ts',
      orval,
      ['orval api/openapi.yaml web/src/gen/api.ts', 'orval api/openapi.yaml web/src/gen/zod.ts'],
    ],
    [
      'openapi-ts',
      'web/openapi-ts.config.ts',
      "export default { input: './spec.json', output: { format: 'prettier', path: 'src/client' } };\n",
      ['@hey-api/openapi-ts web/spec.json web/src/client'],
    ],
    [
      'RTK Query',
      'web/rtk.config.ts',
      "export default { schemaFile: './spec.json', apiFile: './empty.ts', outputFile: './src/api.ts' };\n",
      ['rtk-query-codegen web/spec.json web/src/api.ts'],
    ],
    [
      'graphql-codegen',
      'web/codegen.ts',
      "const config = { schema: '../schema.graphql', generates: { './src/gql/': { preset: 'client' } } };\n",
      ['graphql-codegen schema.graphql web/src/gql'],
    ],
    [
      'openapitools.json',
      'openapitools.json',
      '{ "generator-cli": { "generators": { "v1": { "inputSpec": "api/v1.yaml", "output": "clients/v1" } } } }',
      ['openapi-generator api/v1.yaml clients/v1'],
    ],
    [
      'scripts',
      'web/package.json',
      scripts,
      [
        'openapi-typescript api/openapi.yaml web/src/schema.d.ts',
        'openapi-generator web/openapi.json web/sdk',
      ],
    ],
    [
      'a Makefile',
      'Makefile',
      make,
      [
        'oapi-codegen api/openapi.yaml internal/api/api.gen.go',
        'datamodel-codegen api/openapi.yaml models.py',
      ],
    ],
    ['another configuration', 'vite.config.ts', "export default { input: './a.yaml', output: './b' };\n", []],
    [
      'more outputs than inputs',
      'orval.config.ts',
      "x({ a: { input: './a.yaml', output: './b.ts' }, c: { output: './c.ts' } })",
      [],
    ],
    ['nothing', 'package.json', '', []],
    ['a truncated file', 'orval.config.ts', "x({ input: './a.yaml', output: './", []],
    ['what leaves the repository', 'orval.config.ts', "x({ input: '../../a.yaml', output: './b.ts' })", []],
  ])('%s', (_name, path, text, expected) => {
    expect(
      generationsIn(path, text).map(({ tool, source, output }) => `${tool} ${source} ${output}`),
    ).toEqual(expected);
  });

  test.each([
    ['orval.config.ts', 'input: { '.repeat(20_000)],
    ['orval.config.ts', `output: [${' '.repeat(100_000)}`],
    ['Makefile', 'orval '.repeat(50_000)],
    ['Makefile', `orval ${'a '.repeat(50_000)}\n`.repeat(5)],
  ])('hostile text ends: %s %#', (path, text) => {
    expect(generationsIn(path, text)).toEqual([]);
  });
});
