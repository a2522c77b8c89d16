import type { Fact, TemplateInput } from '../../system/facts.ts';
import { awsEntry, named } from '../aws-entry.ts';
import { readContainers } from '../ecs-task-definition/containers.ts';
import type { Reading, SourceFile } from '../format.ts';
import { readJson } from '../json.ts';
import { entries, get, textOf } from '../node.ts';
import type { MapEntry, Node } from '../node.ts';
import { readYaml } from '../yaml.ts';
import { readFunction } from './function.ts';
import { cloudFormationLanguage, textIn } from './values.ts';

/** Parameters, functions, task definitions, and entries of stores. */
export function readCloudFormation({ path, text }: SourceFile): Reading {
  const json = path.endsWith('.json') || /^\s*\{/.test(text);
  const facts = (json ? [readJson(text)] : readYaml(text)).flatMap((root) => {
    const globals = get(root, 'Globals', 'Function');
    return [
      ...[...entries(get(root, 'Parameters'))].flatMap(readParameter),
      ...[...entries(get(root, 'Resources'))].flatMap((resource) => readResource(resource, globals)),
    ];
  });
  return { facts: facts.toSorted((a, b) => a.line - b.line) };
}

function readParameter({ key, line, node }: MapEntry): readonly Fact[] {
  if (node.kind !== 'map') return [];
  const preset = get(node, 'Default');
  const input: TemplateInput = {
    kind: 'template-input',
    tool: 'cloudformation',
    line,
    name: key,
    required: !preset,
    ...(textOf(get(node, 'NoEcho')) === 'true' ? { sensitive: true } : {}),
    ...(get(node, 'AllowedPattern') || get(node, 'AllowedValues') ? { validated: true } : {}),
  };
  // The default of such a parameter is the name of an entry.
  const looked = /^AWS::SSM::Parameter::(?:Value|Name)\b/.test(textOf(get(node, 'Type')) ?? '');
  const entry = looked ? awsEntry(textOf(preset) ?? '') : null;
  if (!entry || /^\/?aws\//.test(entry.entry)) return [input];
  return [input, { kind: 'store-entry', line, role: 'needed', ...entry }];
}

function readResource(resource: MapEntry, globals: Node | undefined): readonly Fact[] {
  const properties = get(resource.node, 'Properties');
  switch (textOf(get(resource.node, 'Type')) ?? '') {
    case 'AWS::Serverless::Function':
      return readFunction(resource, globals);
    case 'AWS::Lambda::Function':
      return readFunction(resource, undefined);
    case 'AWS::ECS::TaskDefinition':
      return readContainers(get(properties, 'ContainerDefinitions'), {
        name: resource.key,
        language: cloudFormationLanguage,
      });
    case 'AWS::SSM::Parameter':
      return created('aws-ssm', get(properties, 'Name'));
    case 'AWS::SecretsManager::Secret':
      return created('aws-secrets-manager', get(properties, 'Name'));
    default:
      return [];
  }
}

function created(store: 'aws-ssm' | 'aws-secrets-manager', name: Node | undefined): readonly Fact[] {
  const entry = named(store, textIn(name)?.text ?? '');
  return name && entry ? [{ kind: 'store-entry', line: name.line, role: 'created', ...entry }] : [];
}
