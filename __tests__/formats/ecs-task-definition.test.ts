import { ecsTaskDefinition } from '../../src/formats/ecs-task-definition/format.ts';
import { readTaskDefinition } from '../../src/formats/ecs-task-definition/read.ts';
import { Unreadable } from '../../src/formats/format.ts';
import type { Fact, FactKind, FactOf } from '../../src/system/facts.ts';

const read = (text: string, path = 'deploy/task-definition.json'): readonly Fact[] =>
  readTaskDefinition({ path, text }).facts;

function of<K extends FactKind>(kind: K, facts: readonly Fact[]): readonly FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
}

const definition = `{
  "family": "shop",
  "containerDefinitions": [
    {
      "name": "api",
      "image": "<IMAGE1_NAME>",
      "environment": [
        { "name": "MODE", "value": "live" },
        { "name": "ZONE", "value": "\${ZONE}" }
      ],
      "environmentFiles": [{ "value": "arn:aws:s3:::b/x.env", "type": "s3" }],
      "secrets": [
        { "name": "DB", "valueFrom": "arn:aws:secretsmanager:eu-west-1:1:secret:prod/db-AbCdEf:password::" },
        { "name": "KEY", "valueFrom": "/prod/key" }
      ],
      "dependsOn": [{ "containerName": "proxy", "condition": "HEALTHY" }],
      "portMappings": [{ "containerPort": 8080, "hostPort": 80 }],
      "command": ["npm", "run", "start"]
    },
    { "name": "proxy", "image": "nginx:1.27", "healthCheck": { "command": ["NONE"] } }
  ]
}`;

test('containers are units with all that is said about them', () => {
  const facts = read(definition);
  expect(of('unit', facts)).toEqual([
    { kind: 'unit', line: 4, name: 'shop/api', type: 'ecs-container', open: ['environmentFiles'] },
    { kind: 'unit', line: 20, name: 'shop/proxy', type: 'ecs-container' },
  ]);
  expect(of('declaration', facts).map(({ line, name, from }) => [line, name, from])).toEqual([
    [8, 'MODE', undefined],
    [9, 'ZONE', 'variable'],
    [13, 'DB', 'secret'],
    [14, 'KEY', 'secret'],
  ]);
  expect(of('store-entry', facts).map(({ store, entry, variable }) => [store, entry, variable])).toEqual([
    ['aws-secrets-manager', 'prod/db', 'DB'],
    ['aws-ssm', '/prod/key', 'KEY'],
  ]);
  expect(of('edge', facts)).toMatchObject([{ from: 'shop/api', to: 'shop/proxy', condition: 'healthy' }]);
  expect(of('port', facts).map(({ role, port }) => [role, port])).toEqual([
    ['listen', 8080],
    ['publish', 8080],
  ]);
  expect(of('health-check', facts)).toMatchObject([{ unit: 'shop/proxy', disabled: true }]);
  expect(of('invocation', facts)).toMatchObject([{ name: 'start', unit: 'shop/api' }]);
});

test('a list of containers as a template', () => {
  const text = '[{ "name": "web", "image": "${image}", "memory": ${memory}, "essential": true }]';
  expect(ecsTaskDefinition.recognises?.(text)).toBe(true);
  expect(of('unit', read(text, 'web.json.tpl'))).toMatchObject([{ name: 'web/web' }]);
});

test.each([
  ['package.json', '{"name": "x", "image": "y"}'],
  ['list of pictures', '[{"image": "a.png"}]'],
])('%s is none', (_, text) => {
  expect(ecsTaskDefinition.recognises?.(text)).toBe(false);
});

test.each([
  ['truncated', definition.slice(0, 300)],
  ['malformed', '{"containerDefinitions": [}'],
  ['conflict', `<<<<<<< a\n${definition}\n=======\n{}\n>>>>>>> b\n`],
  ['deep', `{"containerDefinitions": ${'['.repeat(5000)}`],
  ['NUL', '{"containerDefinitions": [\0]}'],
])('%s is a gap', (_, text) => {
  expect(() => read(text)).toThrow(Unreadable);
});

test.each([
  ['CRLF', definition.replaceAll('\n', '\r\n')],
  ['huge line', JSON.stringify({ containerDefinitions: [{ name: 'a'.repeat(500_000) }] })],
])('%s gives facts', (_, text) => {
  expect(read(text).length).toBeGreaterThan(0);
});
