import { isObject, own, pointerParts } from '../../contracts/at.ts';
import { builtIn } from '../../contracts/graphql/model.ts';
import type {
  Block,
  DirectiveDefinition,
  FieldDefinition,
  InputDefinition,
  RootKind,
  SchemaPart,
  TypeDefinition,
  TypeKind,
} from '../../contracts/graphql/model.ts';
import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { conflictLine } from '../lines.ts';
import { parseDocument } from '../openapi/parse.ts';
import { positionsOf } from '../openapi/positions.ts';

const kinds: Readonly<Record<string, TypeKind>> = {
  OBJECT: 'object',
  INTERFACE: 'interface',
  INPUT_OBJECT: 'input',
  ENUM: 'enum',
  UNION: 'union',
  SCALAR: 'scalar',
};

const rootKeys: readonly (readonly [RootKind, string])[] = [
  ['query', 'queryType'],
  ['mutation', 'mutationType'],
  ['subscription', 'subscriptionType'],
];

/** Every schema has them, and schemas written as text do not say so. */
const everywhere = new Set(['skip', 'include', 'deprecated', 'specifiedBy', 'oneOf']);

/** Lists and exclamation marks around one type; nobody has as many. */
const deepest = 30;

/** The answer of a server about its schema, for stage 4: a whole schema in one file. */
export function readIntrospection({ path, text }: SourceFile): Reading {
  if (text.includes('\0')) throw new Unreadable('encoding', 'The file holds NUL bytes: it is no text');
  const conflict = conflictLine(text);
  if (conflict !== undefined)
    throw new Unreadable('merge-conflict', `Merge conflict markers at line ${conflict}`);
  const document = parseDocument(text);
  const isWrapped = own(document, 'data') !== undefined;
  const schema = own(isWrapped ? own(document, 'data') : document, '__schema');
  const types = objects(own(schema, 'types'));
  if (types.length === 0) throw new Unreadable('unparsable', 'An introspection result without types');
  const block: Block = {
    types: types.flatMap(typeOf),
    directives: objects(own(schema, 'directives')).flatMap(directiveOf),
    roots: rootKeys.flatMap(([kind, key]): [RootKind, string][] => {
      const name = nameIn(own(schema, key));
      return name === '' ? [] : [[kind, name]];
    }),
  };
  const part: SchemaPart = { path, blocks: [{ block, line: 1 }] };
  const at = positionsOf(text);
  const root = isWrapped ? '/data/__schema' : '/__schema';
  const lineOf = (pointer: string): number => at(`${root}${writtenAt(schema, pointer)}`);
  return {
    facts: [],
    contract: { dialect: 'graphql', version: 'introspection', document: { parts: [part] }, lineOf },
  };
}

function typeOf(node: unknown): readonly TypeDefinition[] {
  const kind = kinds[textAt(node, 'kind')];
  const name = nameIn(node);
  if (kind === undefined || name === '' || name.startsWith('__') || builtIn.has(name)) return [];
  return [
    {
      kind,
      name,
      line: 0,
      isExtension: false,
      isEntity: false,
      interfaces: objects(own(node, 'interfaces')).map(nameIn),
      fields: objects(own(node, kind === 'input' ? 'inputFields' : 'fields')).map(fieldOf),
      values: objects(own(node, 'enumValues')).map((value) => ({
        name: nameIn(value),
        line: 0,
        ...age(value),
      })),
      members: kind === 'union' ? objects(own(node, 'possibleTypes')).map(nameIn) : [],
    },
  ];
}

function fieldOf(node: unknown): FieldDefinition {
  return { ...inputOf(node), args: objects(own(node, 'args')).map(inputOf) };
}

function inputOf(node: unknown): InputDefinition {
  const preset = own(node, 'defaultValue');
  return {
    name: nameIn(node),
    line: 0,
    type: typeText(own(node, 'type')),
    ...(typeof preset === 'string' ? { default: preset } : {}),
    ...age(node),
  };
}

function directiveOf(node: unknown): readonly DirectiveDefinition[] {
  const name = nameIn(node);
  if (name === '' || everywhere.has(name)) return [];
  const locations = own(node, 'locations');
  const inOperations =
    /^(?:QUERY|MUTATION|SUBSCRIPTION|FIELD|FRAGMENT_DEFINITION|FRAGMENT_SPREAD|INLINE_FRAGMENT|VARIABLE_DEFINITION)$/;
  return [
    {
      name,
      line: 0,
      args: objects(own(node, 'args')).map(inputOf),
      isRepeatable: own(node, 'isRepeatable') === true,
      locations: (Array.isArray(locations) ? (locations as unknown[]) : []).filter(
        (each): each is string => typeof each === 'string' && inOperations.test(each),
      ),
    },
  ];
}

/** `[User!]!` */
function typeText(node: unknown, depth = 0): string {
  if (depth > deepest) throw new Unreadable('too-deep', 'Types are nested too deeply');
  const kind = own(node, 'kind');
  if (kind === 'NON_NULL') return `${typeText(own(node, 'ofType'), depth + 1)}!`;
  return kind === 'LIST' ? `[${typeText(own(node, 'ofType'), depth + 1)}]` : nameIn(node);
}

/** Where `/User/email/first` or `/@live` stands below the schema, as a JSON pointer. */
function writtenAt(schema: unknown, pointer: string): string {
  const [first = '', ...members] = pointerParts(pointer);
  const list = first.startsWith('@') ? 'directives' : 'types';
  let node = schema;
  let found = '';
  const enter = (lists: readonly string[], name: string): boolean =>
    lists.some((key) => {
      const all = own(node, key);
      const index = Array.isArray(all) ? all.findIndex((each) => nameIn(each) === name) : -1;
      if (index === -1) return false;
      node = (all as unknown[])[index];
      found += `/${key}/${index}`;
      return true;
    });
  if (!enter([list], first.replace(/^@/, ''))) return '';
  for (const member of members) if (!enter(['fields', 'inputFields', 'enumValues', 'args'], member)) break;
  // The line of its name, where editors show it, and not that of a brace.
  return `${found}/name`;
}

function objects(node: unknown): readonly unknown[] {
  return Array.isArray(node) ? node.filter(isObject) : [];
}

function textAt(node: unknown, key: string): string {
  const value = own(node, key);
  return typeof value === 'string' ? value : '';
}

function nameIn(node: unknown): string {
  return textAt(node, 'name');
}

function age(node: unknown): { readonly deprecated?: true } {
  return own(node, 'isDeprecated') === true ? { deprecated: true } : {};
}
