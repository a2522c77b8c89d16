import { Kind, print } from 'graphql';
import type {
  ConstDirectiveNode,
  ConstValueNode,
  DefinitionNode,
  DocumentNode,
  FieldDefinitionNode,
  InputValueDefinitionNode,
  NameNode,
  TypeNode,
} from 'graphql';
import type {
  Block,
  DirectiveDefinition,
  FieldDefinition,
  InputDefinition,
  RootKind,
  TypeDefinition,
  TypeKind,
} from '../../contracts/graphql/model.ts';

const kinds: Readonly<Record<string, TypeKind>> = {
  ObjectType: 'object',
  InterfaceType: 'interface',
  InputObjectType: 'input',
  EnumType: 'enum',
  UnionType: 'union',
  ScalarType: 'scalar',
};

const rootKinds = { query: 'query', mutation: 'mutation', subscription: 'subscription' } as const;

const inOperations = new Set(
  'QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT VARIABLE_DEFINITION'.split(
    ' ',
  ),
);

/** What the definitions of a document say; operations and fragments are left out. */
export function blockOf({ definitions }: DocumentNode): Block {
  const types: TypeDefinition[] = [];
  const directives: DirectiveDefinition[] = [];
  const roots: [RootKind, string][] = [];
  for (const node of definitions) {
    if (node.kind === Kind.DIRECTIVE_DEFINITION) directives.push(directiveOf(node));
    else if (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION)
      for (const { operation, type } of node.operationTypes ?? [])
        roots.push([rootKinds[operation], type.name.value]);
    else {
      const type = typeOf(node);
      if (type) types.push(type);
    }
  }
  return { types, directives, roots };
}

function typeOf(node: DefinitionNode): TypeDefinition | undefined {
  const [, name = '', ending] = /^(.*)(Definition|Extension)$/.exec(node.kind) ?? [];
  const kind = kinds[name];
  if (kind === undefined || !('name' in node) || !node.name) return undefined;
  return {
    kind,
    ...named(node.name),
    isExtension: ending === 'Extension',
    interfaces: 'interfaces' in node ? (node.interfaces ?? []).map((each) => each.name.value) : [],
    fields: 'fields' in node ? (node.fields ?? []).map(fieldOf) : [],
    values:
      'values' in node
        ? (node.values ?? []).map((value) => ({ ...named(value.name), ...deprecation(value) }))
        : [],
    members: 'types' in node ? (node.types ?? []).map((each) => each.name.value) : [],
    isEntity: (node.directives ?? []).some((directive) => directive.name.value === 'key'),
    ...((node.directives ?? []).some((directive) => directive.name.value === 'oneOf')
      ? { isOneOf: true as const }
      : {}),
  };
}

function fieldOf(node: FieldDefinitionNode | InputValueDefinitionNode): FieldDefinition {
  return { ...inputOf(node), args: 'arguments' in node ? (node.arguments ?? []).map(inputOf) : [] };
}

function inputOf(node: FieldDefinitionNode | InputValueDefinitionNode): InputDefinition {
  const value = 'defaultValue' in node ? node.defaultValue : undefined;
  return {
    ...named(node.name),
    type: typeText(node.type),
    ...(value ? { default: print(inOrder(value)) } : {}),
    ...deprecation(node),
  };
}

function directiveOf(
  node: Extract<DefinitionNode, { kind: Kind.DIRECTIVE_DEFINITION }>,
): DirectiveDefinition {
  return {
    ...named(node.name),
    args: (node.arguments ?? []).map(inputOf),
    isRepeatable: node.repeatable,
    locations: node.locations.map(({ value }) => value).filter((value) => inOperations.has(value)),
  };
}

function named(name: NameNode): { readonly name: string; readonly line: number } {
  return { name: name.value, line: (name.loc?.startToken.line ?? 1) - 1 };
}

function deprecation({ directives }: { readonly directives?: readonly ConstDirectiveNode[] | undefined }): {
  readonly deprecated?: true;
} {
  return directives?.some(({ name }) => name.value === 'deprecated') ? { deprecated: true } : {};
}

function typeText(node: TypeNode): string {
  if (node.kind === Kind.NAMED_TYPE) return node.name.value;
  return node.kind === Kind.LIST_TYPE ? `[${typeText(node.type)}]` : `${typeText(node.type)}!`;
}

/** The fields of an object in a default may stand in any order. */
function inOrder(value: ConstValueNode): ConstValueNode {
  if (value.kind === Kind.LIST) return { ...value, values: value.values.map(inOrder) };
  if (value.kind !== Kind.OBJECT) return value;
  const fields = value.fields.map((field) => ({ ...field, value: inOrder(field.value) }));
  return { ...value, fields: fields.sort((a, b) => (a.name.value < b.name.value ? -1 : 1)) };
}
