import type { Fact, Unit } from '../../system/facts.ts';
import { readContainers } from '../ecs-task-definition/containers.ts';
import { looksLikeContainers } from '../ecs-task-definition/fields.ts';
import { attributeOf, literalOf } from './hcl.ts';
import type { Block } from './hcl.ts';
import { readEnvironments } from './environment.ts';
import { terraformLanguage } from './values.ts';

/** Resources that run code as a function; the rest of what has an environment runs containers. */
const functions = /^(?:aws_lambda_function|google_cloudfunctions2?_function|azurerm_\w*function_app|module)/;
const archives = ['filename', 'source_dir', 'source_path', 'zip_deploy_file'];

/** What a resource or module call runs, with its environment. */
export function readUnits(block: Block): readonly Fact[] {
  const name = block.type === 'module' ? `module.${block.labels[0] ?? ''}` : block.labels.join('.');
  const list = block.attributes.get('container_definitions')?.node;
  if (list?.kind === 'list' && looksLikeContainers(list))
    return readContainers(list, { name, language: terraformLanguage });
  const { facts, open } = readEnvironments(block, name);
  if (facts.length === 0 && open.length === 0 && list === undefined) return [];
  const why = [
    ...open,
    ...(list === undefined ? [] : ['container_definitions of an expression']),
    ...(block.type === 'module' ? [`module ${block.labels[0] ?? ''}`] : []),
  ];
  const unit: Unit = {
    kind: 'unit',
    line: block.line,
    name,
    type: functions.test(block.labels[0] ?? '') ? 'function' : 'ecs-container',
    ...codeOf(block),
    ...(why.length > 0 ? { open: [...new Set(why)] } : {}),
  };
  return [unit, ...facts, ...handlerOf(block, name)];
}

function codeOf(block: Block): Pick<Unit, 'code'> {
  for (const key of archives) {
    const entry = block.attributes.get(key);
    const node = entry?.node;
    const text = node?.kind === 'scalar' ? node.text.replace(/^\$\{path\.module\}\//, './') : '';
    if (node && text !== '' && node.tag !== '!expression') return { code: text };
  }
  return {};
}

/** `handler` and `runtime` of a function. */
function handlerOf(block: Block, unit: string): readonly Fact[] {
  const handler = attributeOf(block, 'handler') ?? attributeOf(block, 'entry_point');
  const text = literalOf(handler);
  if (!handler || text === undefined) return [];
  const { line } = handler;
  return [{ kind: 'command', line, unit, role: 'command', argv: [text], shell: false, text }];
}
