import { cloudformation } from '../../src/formats/cloudformation/format.ts';
import { readCloudFormation } from '../../src/formats/cloudformation/read.ts';
import { Unreadable } from '../../src/formats/format.ts';
import type { Fact, FactKind, FactOf } from '../../src/system/facts.ts';

const read = (text: string, path = 'template.yaml'): readonly Fact[] =>
  readCloudFormation({ path, text }).facts;

function of<K extends FactKind>(kind: K, facts: readonly Fact[]): readonly FactOf<K>[] {
  return facts.filter((fact): fact is FactOf<K> => fact.kind === kind);
}

const sam = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String }
  Size: { Type: Number, Default: 3 }
  Key: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /shop/key }
Globals:
  Function:
    Runtime: python3.12
    Environment:
      Variables:
        MODE: live
        STAGE: !Ref Stage
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: api/
      Handler: app.handler
      Environment:
        Variables:
          MODE: test
          URL: !Sub http://api:9000/\${Stage}
          PASSWORD: '{{resolve:secretsmanager:prod/db:SecretString:password}}'
          TABLE: { 'Fn::GetAtt': [Table, Arn] }
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: web
          Image: !Sub \${Account}.dkr.ecr.eu-west-1.amazonaws.com/web:1
          Environment:
            - { Name: PORT, Value: '8080' }
          Secrets:
            - { Name: TOKEN, ValueFrom: !Sub 'arn:aws:ssm:\${AWS::Region}:1:parameter/shop/token' }
            - { Name: OWN, ValueFrom: !Ref Own }
          PortMappings: [{ ContainerPort: 8080 }]
  Own:
    Type: AWS::SecretsManager::Secret
    Properties: { Name: shop/own }
`;

test('functions with what SAM adds to all of them, containers, parameters', () => {
  const facts = read(sam);
  expect(of('unit', facts).map(({ name, type, code, open }) => ({ name, type, code, open }))).toEqual([
    { name: 'Api', type: 'function', code: 'api/', open: undefined },
    { name: 'Task/web', type: 'ecs-container', code: undefined, open: undefined },
  ]);
  expect(
    of('declaration', facts).map(
      ({ line, unit = '*', name, value, from = '' }) =>
        `${line} ${unit} ${name} ${value?.type ?? ''}<${from}`,
    ),
  ).toEqual([
    '13 Api STAGE <variable',
    '22 Api MODE text<',
    '23 Api URL url<variable',
    '24 Api PASSWORD <secret',
    '25 Api TABLE <expression',
    '33 Task/web PORT number<',
    '35 Task/web TOKEN <secret',
    '36 Task/web OWN <secret',
  ]);
  expect(of('template-input', facts).map(({ name, required }) => [name, required])).toEqual([
    ['Stage', true],
    ['Size', false],
    ['Key', false],
  ]);
  expect(of('store-entry', facts).map(({ role, store, entry }) => `${role} ${store} ${entry}`)).toEqual([
    'needed aws-ssm /shop/key',
    'needed aws-secrets-manager prod/db',
    'needed aws-ssm /shop/token',
    'created aws-secrets-manager shop/own',
  ]);
  expect(of('image', facts)).toMatchObject([{ unit: 'Task/web', tag: '1', variable: true }]);
});

test('JSON says the same', () => {
  const text = JSON.stringify({
    Resources: {
      F: {
        Type: 'AWS::Lambda::Function',
        Properties: { Environment: { Variables: { A: 'x', B: { Ref: 'P' } } } },
      },
    },
  });
  expect(of('declaration', read(text, 'x.json')).map(({ name, from = '' }) => [name, from])).toEqual([
    ['A', ''],
    ['B', 'variable'],
  ]);
});

test.each([
  [sam, true],
  ['{"Resources": {"A": {\n"Type": "AWS::S3::Bucket"}}}', true],
  ['apiVersion: v1\nkind: ConfigMap\n', false],
  ['Resources: all of them\n', false],
])('is one or not', (text, expected) => {
  expect(cloudformation.recognises?.(text)).toBe(expected);
});

test.each([
  ['truncated', 'Resources:\n  A:\n    Type: AWS::Lambda::Function\n    Prop'],
  ['conflict', '<<<<<<< a\nResources: x\n=======\nResources: y\n>>>>>>> b\n'],
  ['malformed', 'Resources: [x\nOutputs: }'],
  ['deep', `Resources: ${'['.repeat(2000)}`],
  ['NUL', 'Resources:\n  \0: {[\n'],
])('%s is a gap', (_, text) => {
  expect(() => read(text)).toThrow(Unreadable);
});

test.each([
  ['CRLF', 'Resources:\r\n  A:\r\n    Type: AWS::Lambda::Function\r\n'],
  ['huge line', `Resources: { A: "${'a'.repeat(500_000)}" }\n`],
])('%s gives facts', (_, text) => {
  expect(Array.isArray(read(text))).toBe(true);
});
