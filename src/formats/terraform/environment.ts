import type { Declaration, Fact } from '../../system/facts.ts';
import {
  readEnvironmentList,
  readSecretList,
  secretFacts,
  supplied,
} from '../ecs-task-definition/environment.ts';
import type { UnitVariables } from '../ecs-task-definition/environment.ts';
import type { MapEntry, MapNode, Node } from '../node.ts';
import { isVariableName } from '../supplied-value.ts';
import { isOpen } from './collections.ts';
import { attributeOf, literalOf } from './hcl.ts';
import type { Block } from './hcl.ts';
import { terraformLanguage } from './values.ts';

/** Attributes that are an environment as a map, whatever resource they stand in. */
const maps =
  /^(?:environment_variables|secure_environment_variables|build_environment_variables|env_variables|env_vars|app_settings|config_vars|sensitive_config_vars|runtime_environment_variables|lambda_environment_variables|map_environment|container_environment_map)$/;
const secretMaps = /^(?:runtime_environment_secrets|map_secrets|secret_environment_variables)$/;
const lists = /^(?:environment|env|container_environment|task_environment)$/;
const secretLists = /^(?:secrets|container_secrets|task_secrets)$/;

/** Blocks that are one variable each. */
const single =
  /^(?:env|environment_variable|environment_variables|env_variable|secret_environment_variables)$/;

/** The environment that a resource or module call states, wherever in it that stands. */
export function readEnvironments(block: Block, unit: string): UnitVariables {
  const facts: Fact[] = [];
  const open: string[] = [];
  const add = (more: UnitVariables): void => {
    facts.push(...more.facts);
    open.push(...more.open);
  };
  visit(block, unit, add, '');
  return { facts, open };
}

function visit(block: Block, unit: string, add: (more: UnitVariables) => void, around: string): void {
  for (const entry of block.attributes.values()) add(attribute(entry, unit, around));
  for (const inner of block.blocks) {
    // The pipeline's own environment, and what only a build sees.
    if (/^(?:build|build_config|provisioner|lifecycle)$/.test(inner.type)) continue;
    if (inner.type === 'dynamic') {
      if (single.test(inner.labels[0] ?? '')) add(repeated(inner, unit));
    } else if (single.test(inner.type) && (inner.attributes.has('name') || inner.attributes.has('key')))
      add({ facts: oneVariable(inner, inner.line, unit), open: [] });
    else visit(inner, unit, add, inner.type);
  }
}

function attribute(entry: MapEntry, unit: string, around: string): UnitVariables {
  const { key, node } = entry;
  const isMap = maps.test(key) || (key === 'variables' && around === 'environment');
  if (isMap && (node.kind === 'map' || isReference(node))) return readMap(node, unit, key);
  if (secretMaps.test(key) && node.kind === 'map') return readSecretMap(node, unit);
  if (lists.test(key) && isListOfVariables(node)) return readEnvironmentList(node, unit, terraformLanguage);
  if (secretLists.test(key) && isListOfVariables(node)) return readSecretList(node, unit, terraformLanguage);
  // What a module makes of a map of that name is not known; names in capitals are variables.
  if (lists.test(key) && node.kind === 'map' && hasVariableNames(node)) return readMap(node, unit, key);
  return { facts: [], open: [] };
}

function isReference(node: Node): boolean {
  return node.kind === 'scalar' && node.tag !== undefined;
}

function isListOfVariables(node: Node): boolean {
  return node.kind === 'list' && node.items.some((item) => item.kind === 'map' && item.entries.has('name'));
}

function hasVariableNames(node: MapNode): boolean {
  return node.entries.size > 0 && [...node.entries.keys()].every((key) => /^[A-Z][A-Z0-9_]*$/.test(key));
}

function readMap(node: Node, unit: string, what: string): UnitVariables {
  const open = isOpen(node) ? [`${what} of an expression`] : [];
  if (node.kind !== 'map') return { facts: [], open };
  const facts = [...node.entries.values()].flatMap(({ key, line, node: value }): readonly Declaration[] =>
    isVariableName(key) ? [{ ...supplied(key, line, unit), ...terraformLanguage.valueOf(value) }] : [],
  );
  return { facts, open };
}

function readSecretMap(node: MapNode, unit: string): UnitVariables {
  const facts = [...node.entries.values()].flatMap(({ key, line, node: value }) =>
    isVariableName(key) ? secretFacts(key, line, unit, terraformLanguage.entryOf(value)) : [],
  );
  return { facts, open: node.tag === undefined ? [] : ['secrets of an expression'] };
}

const secretSources = ['secret_key_ref', 'secret_ref'];

/** `env { name = "X" … }`: a value, a secret's key, a field. */
function oneVariable(block: Block, line: number, unit: string): readonly Fact[] {
  const name = literalOf(block.attributes.get('name') ?? block.attributes.get('key'));
  if (!isVariableName(name)) return [];
  const common = supplied(name, line, unit);
  const value = block.attributes.get('value');
  if (value) return [{ ...common, ...terraformLanguage.valueOf(value.node) }];
  const source = block.blocks.find(({ type }) => /^value_(?:from|source)$/.test(type));
  const kind = source?.blocks[0]?.type ?? '';
  if (secretSources.includes(kind)) return [{ ...common, from: 'secret', ...referenceOf(source, kind) }];
  // Container Apps and Cloud Functions name the secret beside the variable.
  if (block.attributes.has('secret_name') || block.attributes.has('secret'))
    return [{ ...common, from: 'secret' }];
  if (kind === 'config_map_key_ref') return [{ ...common, from: 'config-map', ...referenceOf(source, kind) }];
  return [{ ...common, from: kind === '' ? 'expression' : 'field' }];
}

function referenceOf(source: Block | undefined, kind: string): Pick<Declaration, 'reference'> {
  const object = source && literalOf(attributeOf(source, kind, 'name'));
  const key = source && literalOf(attributeOf(source, kind, 'key'));
  return object === undefined || key === undefined
    ? {}
    : {
        reference: {
          object,
          key,
          optional: literalOf(attributeOf(source as Block, kind, 'optional')) === 'true',
        },
      };
}

/** `dynamic "env" { for_each = { A = … } content { name = env.key } }` */
function repeated(block: Block, unit: string): UnitVariables {
  const over = block.attributes.get('for_each')?.node;
  const content = block.blocks.find(({ type }) => type === 'content');
  const name = content?.attributes.get('name')?.node;
  const iterator = literalOf(block.attributes.get('iterator')) ?? block.labels[0] ?? '';
  const byKey = name?.kind === 'scalar' && name.text === `${iterator}.key`;
  if (over?.kind !== 'map' || !byKey) return { facts: [], open: [`dynamic ${block.labels[0] ?? ''}`] };
  const secret = content?.attributes.has('value') !== true;
  const facts = [...over.entries.values()].flatMap(({ key, line, node }): readonly Declaration[] =>
    isVariableName(key)
      ? [{ ...supplied(key, line, unit), ...(secret ? { from: 'secret' } : terraformLanguage.valueOf(node)) }]
      : [],
  );
  return { facts, open: over.tag === undefined ? [] : [`dynamic ${block.labels[0] ?? ''}`] };
}
