import type { ContractDocument } from '../../formats/format.ts';
import { isSchemaDocument } from '../graphql/model.ts';
import type { SchemaDocument } from '../graphql/model.ts';
import type { ProtoFile } from '../protobuf/model.ts';
import { openapiParts } from './openapi-parts.ts';

export type PartKind = 'operation' | 'type' | 'field';

/** One thing of a contract that a generated client has a name for. */
export interface ContractPart {
  readonly kind: PartKind;
  /** as the contract writes it, without what it stands in */
  readonly name: string;
  /** what makes it the same one on both sides */
  readonly key: string;
  /** what a generator would write differently when it differs: types, not prose */
  readonly signature: string;
}

/** The parts of one contract, spread over several documents where it is. Of dialects that clients are generated from. */
export function contractParts(documents: ReadonlyMap<string, ContractDocument>): readonly ContractPart[] {
  return [...documents].flatMap(([path, { dialect, document }]) => {
    if (dialect === 'openapi') return openapiParts(path, document);
    if (dialect === 'graphql' && isSchemaDocument(document)) return graphqlParts(document);
    return dialect === 'protobuf' ? protobufParts(document as ProtoFile) : [];
  });
}

function graphqlParts({ parts }: SchemaDocument): readonly ContractPart[] {
  const types = parts.flatMap(({ blocks }) => blocks.flatMap(({ block }) => block.types));
  return types.flatMap((type): readonly ContractPart[] => [
    { kind: 'type', name: type.name, key: type.name, signature: type.members.toSorted().join('|') },
    ...type.fields.map((field): ContractPart => {
      const args = field.args.map(({ name, type: of }) => `${name}:${of}`).toSorted();
      const key = `${type.name}.${field.name}`;
      return { kind: 'field', name: field.name, key, signature: `${field.type}(${args.join()})` };
    }),
    ...type.values.map(({ name }): ContractPart => ({
      kind: 'field',
      name,
      key: `${type.name}.${name}`,
      signature: '',
    })),
  ]);
}

function protobufParts({ messages, enums, services }: ProtoFile): readonly ContractPart[] {
  return [
    ...Object.entries(messages).flatMap(([name, { fields }]): readonly ContractPart[] => [
      named('type', name, name, ''),
      ...Object.values(fields).map(({ name: field, type, label, key = '', number }) =>
        named('field', field, `${name}.${field}`, [label, key, type, number].join(' ')),
      ),
    ]),
    ...Object.entries(enums).flatMap(([name, { values }]): readonly ContractPart[] => [
      named('type', name, name, ''),
      ...Object.entries(values).flatMap(([number, { names }]) =>
        names.map((value) => named('field', value, `${name}.${value}`, number)),
      ),
    ]),
    ...Object.entries(services).flatMap(([name, { methods }]) =>
      Object.entries(methods).map(([method, { request, response, clientStreaming, serverStreaming }]) =>
        named(
          'operation',
          method,
          `${name}/${method}`,
          [request, response, clientStreaming, serverStreaming].join(' '),
        ),
      ),
    ),
  ];
}

function named(kind: PartKind, name: string, key: string, signature: string): ContractPart {
  return { kind, name: name.slice(name.lastIndexOf('.') + 1), key, signature };
}
