import type { Fact, TemplateInput } from '../../system/facts.ts';
import { literalOf } from './hcl.ts';
import type { Block } from './hcl.ts';

/** `variable "x" { … }` */
export function readVariable(block: Block): readonly TemplateInput[] {
  const [name] = block.labels;
  if (name === undefined) return [];
  return [
    {
      kind: 'template-input',
      tool: 'terraform',
      line: block.line,
      name,
      required: !block.attributes.has('default'),
      ...(literalOf(block.attributes.get('sensitive')) === 'true' ? { sensitive: true } : {}),
      ...(literalOf(block.attributes.get('nullable')) === 'false' ? { nullable: false } : {}),
      ...(block.blocks.some(({ type }) => type === 'validation') ? { validated: true } : {}),
    },
  ];
}

/** Arguments of the language itself, not of the module. */
const meta = new Set(['source', 'version', 'count', 'for_each', 'providers', 'depends_on']);

/** `module "x" { source = "./modules/x" … }` */
export function readModuleCall(block: Block): readonly Fact[] {
  const [name] = block.labels;
  if (name === undefined) return [];
  const source = literalOf(block.attributes.get('source'));
  // Only `./` and `../` are folders; anything else is a registry, a host or an absolute path.
  const local = source !== undefined && /^\.{1,2}(?:\/|$)/.test(source);
  return [
    { kind: 'module-call', line: block.line, name, source: local ? source : null },
    ...[...block.attributes.values()].flatMap(({ key, line }): readonly Fact[] =>
      meta.has(key) ? [] : [{ kind: 'template-argument', tool: 'terraform', name: key, line, call: name }],
    ),
  ];
}

/** `terraform { backend "s3" {} }`, `terraform { cloud {} }`, `provider "aws" { region = … }` */
export function readRoot(block: Block): readonly Fact[] {
  const { line, blocks, attributes } = block;
  if (block.type === 'provider')
    return attributes.size > 0 || blocks.length > 0
      ? [{ kind: 'template-root', tool: 'terraform', line, remote: false }]
      : [];
  const backend = blocks.find(({ type }) => type === 'backend' || type === 'cloud');
  if (!backend) return [];
  const remote = backend.type === 'cloud' || backend.labels[0] === 'remote';
  return [{ kind: 'template-root', tool: 'terraform', line: backend.line, remote }];
}
