import { looksLikeOpenApi, openapi, openapiFile } from '../../src/formats/openapi/format.ts';
import { readContract, readOpenApi } from '../../src/formats/openapi/read.ts';
import { referencedFiles } from '../../src/formats/openapi/references.ts';
import { Unreadable } from '../../src/formats/format.ts';

const yaml = `# Orders, for partners
"openapi": 3.0.3
info:
  title: Orders   # not a key: value
  description: |
    paths:
      /fake:
        get: {}
    # not a comment
paths:
  /orders:
    parameters:
    - name: page
      in: query
      schema: {type: integer}

    get:
      operationId: listOrders
      responses:
        '200':
          description: >-
            one
            two: three
          content:
            application/json:
              schema:
                oneOf:
                  - $ref: '#/components/schemas/Order'
                  -   type: object
                      properties:
                        "a b": &text
                          type: string
                        other: *text
    'post':
      responses: { 201: { description: ok } }
components:
  schemas:
    Order: {type: object}
`;

const json = `{
  "swagger": "2.0",
  "info": { "title": "A \\"quoted\\" } name", "version": "1" },
  "paths": {
    "/a~b/{id}": {
      "get": { "operationId": "x", "responses": {} },
      "parameters": [
        { "name": "id", "in": "path" }, { "name": "q",
          "in": "query" }
      ],
      "delete": {
        "responses": { "204": { "description": "gone" } }
      }
    }
  }
}
`;

function reading(text: string, path = 'openapi.yaml'): ReturnType<typeof readOpenApi> {
  return readOpenApi({ path, text });
}

/** Why a text cannot be read. */
function refusal(text: string, path = 'openapi.yaml'): readonly [string, string] {
  try {
    reading(text, path);
  } catch (error) {
    if (error instanceof Unreadable) return [error.reason, error.message];
    throw error;
  }
  throw new Error('was read');
}

describe('which files are OpenAPI descriptions', () => {
  test.each([
    ['openapi: 3.1.0\npaths: {}', true],
    ['info: {}\npaths: {}\nswagger: "2.0"', true],
    ["'openapi': '3.0.0'", true],
    ['{"info":{},"paths":{},"openapi":"3.0.1"}', true],
    ['{\n  "swagger": "2.0",\n  "definitions": {}, "components": {} }', true],
    ['kind: CustomResourceDefinition\nspec:\n  openapi: 3.0.0', false],
    ['{"dependencies":{"swagger":"2.0.1"}}', false],
    ['{"name":"x","openapi":{"paths":1}}', false],
    ['Text about openapi: 3.0', false],
  ])('%j: %p', (text, expected) => {
    expect(looksLikeOpenApi(text)).toBe(expected);
  });

  test('by name', () => {
    expect(openapi.matches('a/b.YML')).toBe(true);
    expect(openapi.matches('a/b.toml')).toBe(false);
    expect(['openapi.json', 'x/swagger.yaml', 'openapi-v2.yml'].every(openapiFile.matches)).toBe(true);
    expect(['openapitools.json', 'openapi-service.yaml', 'swagger-ui.json'].some(openapiFile.matches)).toBe(
      false,
    );
  });

  test('a file of that name that describes nothing', () => {
    expect(reading('{"name": "x"}', 'openapi.json')).toEqual({ facts: [] });
  });
});

describe('operations and lines', () => {
  test('YAML', () => {
    const { facts, contract, gaps } = reading(yaml);
    expect(facts).toEqual([
      { kind: 'operation', line: 17, method: 'GET', path: '/orders', operationId: 'listOrders' },
      { kind: 'operation', line: 34, method: 'POST', path: '/orders' },
    ]);
    expect(contract?.version).toBe('3.0.3');
    expect(gaps).toBeUndefined();
  });

  test.each([
    ['', 1],
    ['/openapi', 2],
    ['/info/description', 5],
    ['/paths/~1fake', 10],
    ['/paths/~1orders', 11],
    ['/paths/~1orders/parameters/0', 13],
    ['/paths/~1orders/parameters/0/in', 14],
    ['/paths/~1orders/parameters/0/schema/type', 15],
    ['/paths/~1orders/get/responses/200/content/application~1json', 25],
    ['/paths/~1orders/get/responses/200/content/application~1json/schema/oneOf/0/$ref', 28],
    ['/paths/~1orders/get/responses/200/content/application~1json/schema/oneOf/1/type', 29],
    ['/paths/~1orders/get/responses/200/content/application~1json/schema/oneOf/1/properties/a b/type', 32],
    ['/paths/~1orders/get/responses/200/content/application~1json/schema/oneOf/1/properties/other/type', 33],
    ['/paths/~1orders/post/responses/201', 35],
    ['/components/schemas/Order/type', 38],
    ['/components/schemas/Missing', 37],
  ])('YAML %s: %p', (pointer, line) => {
    expect(readContract({ path: 'openapi.yaml', text: yaml }).lineOf(pointer)).toBe(line);
    const crlf = yaml.replaceAll('\n', '\r\n');
    expect(readContract({ path: 'openapi.yaml', text: crlf }).lineOf(pointer)).toBe(line);
  });

  test.each([
    ['/info/title', 3],
    ['/paths/~1a~0b~1{id}', 5],
    ['/paths/~1a~0b~1{id}/get/responses', 6],
    ['/paths/~1a~0b~1{id}/parameters/1', 8],
    ['/paths/~1a~0b~1{id}/parameters/1/in', 9],
    ['/paths/~1a~0b~1{id}/delete/responses/204/description', 12],
    ['/paths/~1a~0b~1{id}/put', 5],
  ])('JSON %s: %p', (pointer, line) => {
    expect(readContract({ path: 'swagger.json', text: json }).lineOf(pointer)).toBe(line);
  });

  test('JSON in one line, and JSON called YAML', () => {
    const flat = JSON.stringify(JSON.parse(json));
    const { facts, contract } = reading(flat, 'swagger.yaml');
    expect(facts).toEqual([
      { kind: 'operation', line: 1, method: 'GET', path: '/a~b/{id}', operationId: 'x' },
      { kind: 'operation', line: 1, method: 'DELETE', path: '/a~b/{id}' },
    ]);
    expect(contract?.lineOf('/paths/~1a~0b~1{id}/delete')).toBe(1);
  });

  test('brackets that close where their key begins', () => {
    const list = 'openapi: 3.0.0\npaths: {\n  "/a": {get: {}}\n  }\ncomponents:\n  schemas:\n';
    const loose = `${list}    A:\n      enum: [\n        a,\n      ]\n      example: {\n        "b": 1\n      }\n`;
    const { document, lineOf } = readContract({ path: 'openapi.yaml', text: loose });
    expect(document).toMatchObject({
      paths: { '/a': {} },
      components: { schemas: { A: { enum: ['a'], example: { b: 1 } } } },
    });
    expect(lineOf('/components/schemas/A/example')).toBe(11);
    expect(() => readContract({ path: 'openapi.yaml', text: `${loose}      c: [\n      a]\n` })).toThrow(
      'Invalid YAML at line 10',
    );
  });

  test('versions as numbers', () => {
    expect(reading('swagger: 2.0\npaths: {}').contract?.version).toBe('2.0');
    expect(reading('openapi: 3.1\npaths: {}').contract?.version).toBe('3.1');
  });
});

describe('what cannot be read', () => {
  const deep = `openapi: 3.0.0\npaths: ${'['.repeat(5000)}${']'.repeat(5000)}\n`;
  const deepJson = `{"openapi":"3.0.0","paths":${'['.repeat(200_000)}`;
  const bomb = `openapi: 3.0.0\npaths: {}\na0: &a0 [x, x]\n${Array.from({ length: 40 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]`).join('\n')}\n`;

  test.each([
    ['truncated JSON', '{"openapi":"3.0.0","paths":{"/a":{"get":', 'unparsable', 'Invalid JSON at line 1'],
    ['malformed YAML', 'openapi: 3.0.0\npaths: [1\ninfo: x: y', 'unparsable', 'Invalid YAML at line 3'],
    ['NUL bytes', 'openapi: 3.0.0\npaths:\u0000 {}', 'unparsable', 'Invalid YAML at line 2'],
    [
      'conflict markers',
      'openapi: 3.0.0\n<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n',
      'merge-conflict',
      'Merge conflict markers at line 2',
    ],
    ['deep YAML', deep, 'too-deep', 'YAML is nested too deeply'],
    ['deep JSON, cut off', deepJson, 'unparsable', 'Invalid JSON at line 1'],
    ['an alias bomb', bomb, 'too-large', 'YAML aliases stand for too many values'],
    ['an alias in itself', 'openapi: 3.0.0\npaths: &a {b: *a}', 'too-deep', expect.any(String)],
    [
      'an old version',
      'swagger: "1.2"\npaths: {}',
      'unsupported-version',
      'Neither Swagger 2.0 nor OpenAPI 3',
    ],
    ['a list', '- openapi: 3.0.0', 'unparsable', 'Not a mapping at the top level'],
    ['several documents', 'openapi: 3.0.0\n---\nopenapi: 3.0.0\n', 'unparsable', 'Invalid YAML'],
  ])('%s', (_, text, reason, detail) => {
    expect(refusal(text)).toEqual([reason, detail]);
  });

  test('a message holds nothing of the text', () => {
    const [, detail] = refusal('{"openapi":"3.0.0","secret":"s3cr3t" "paths":{}}');
    expect(detail).not.toMatch(/s3cr3t/);
  });

  test('one huge line', () => {
    const paths = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`/p${index}`, { get: {} }]),
    );
    const { facts } = reading(JSON.stringify({ openapi: '3.0.0', paths }), 'openapi.json');
    expect(facts).toHaveLength(20_000);
  });

  test('references', () => {
    const text = `openapi: 3.0.0
paths:
  /a: { $ref: "paths/a.yaml#/x" }
  /b: { $ref: "https://example.org/b.yaml" }
  /c: { $ref: "../../../c.yaml" }
components:
  schemas:
    A: { $ref: "#/components/schemas/B" }
    C: { type: object, properties: { $ref: { type: string } } }
    D: { type: object, example: { $ref: "./example.yaml" } }
`;
    const { gaps, contract } = reading(text, 'api/openapi.yaml');
    expect(gaps).toEqual([
      { reason: 'reference-refused', detail: '2 references point out of the commit; they are not followed' },
      { reason: 'reference-dangling', detail: '1 reference points at nothing in this file' },
    ]);
    expect(referencedFiles('api/openapi.yaml', contract?.document)).toEqual(['api/paths/a.yaml']);
  });
});
