import type { MigrationTool } from '../../system/facts.ts';
import type { SyntaxNode } from '../tree-sitter/syntax.ts';

/** The parts of a migration that lead forward: bodies of `up`, `change` or `upgrade`, the list of `operations`. */
export function forwardParts(root: SyntaxNode, tool: MigrationTool): readonly SyntaxNode[] {
  if (tool === 'rails') return named(root, ['method'], /^(?:up|change)$/);
  if (tool === 'laravel') return named(root, ['method_declaration'], /^up$/);
  if (tool === 'alembic') return named(root, ['function_definition'], /^upgrade(?:_\w+)?$/);
  if (tool === 'django') {
    return root
      .descendantsOfType('assignment')
      .flatMap((node) =>
        node?.childForFieldName('left')?.text === 'operations' ? (node.childForFieldName('right') ?? []) : [],
      );
  }
  const functions = named(root, ['method_definition', 'function_declaration'], /^up$/);
  if (functions.length > 0) return functions;
  return [
    ...valued(root, 'pair', 'key', 'value'),
    ...valued(root, 'assignment_expression', 'left', 'right'),
    ...valued(root, 'variable_declarator', 'name', 'value'),
    ...valued(root, 'public_field_definition', 'name', 'value'),
  ];
}

function named(root: SyntaxNode, types: string[], name: RegExp): readonly SyntaxNode[] {
  return root
    .descendantsOfType(types)
    .flatMap((node) =>
      node && name.test(node.childForFieldName('name')?.text ?? '')
        ? (node.childForFieldName('body') ?? node)
        : [],
    );
}

/** `up: async (knex) => …`, `exports.up = function …` */
function valued(root: SyntaxNode, type: string, key: string, value: string): readonly SyntaxNode[] {
  return root
    .descendantsOfType(type)
    .flatMap((node) =>
      node && /^(?:(?:module\.)?exports\.)?["']?up["']?$/.test(node.childForFieldName(key)?.text ?? '')
        ? (node.childForFieldName(value) ?? [])
        : [],
    );
}
