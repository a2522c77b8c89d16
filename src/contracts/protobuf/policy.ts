/**
 * How much of a `.proto` file is promised, strictest first. `FILE`: generated code, file by file. `PACKAGE`: generated
 * code, package by package. `WIRE_JSON`: both encodings. `WIRE`: the binary encoding alone.
 * https://buf.build/docs/breaking/rules/
 */
export const protobufCategories = ['FILE', 'PACKAGE', 'WIRE_JSON', 'WIRE'] as const;
export type ProtobufCategory = (typeof protobufCategories)[number];

/** What is promised of one `.proto` file. */
export interface ProtobufPolicy {
  readonly category: ProtobufCategory;
  /** somebody said so; a module that merely has a name of a registry is asked about */
  readonly isChosen: boolean;
  /** rules of Buf that do not hold for the file */
  readonly except: ReadonlySet<string>;
}

export const usualPolicy: ProtobufPolicy = { category: 'WIRE_JSON', isChosen: false, except: new Set() };

/** Policy of a `.proto` file by its path at base. */
export type ProtobufPolicies = (path: string) => ProtobufPolicy;

/** The rules of Buf that tell a change, by its kind. */
const bufRules: Readonly<Record<string, readonly string[]>> = {
  'field-removed': ['FIELD_NO_DELETE'],
  'field-removed-without-reserve': ['FIELD_NO_DELETE', 'FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED'],
  'field-renamed': ['FIELD_SAME_NAME'],
  'field-source-type-changed': ['FIELD_SAME_TYPE'],
  'field-presence-changed': ['FIELD_SAME_CARDINALITY'],
  'field-type-changed': ['FIELD_SAME_TYPE', 'FIELD_WIRE_JSON_COMPATIBLE_TYPE', 'FIELD_WIRE_COMPATIBLE_TYPE'],
  'field-json-type-changed': ['FIELD_SAME_TYPE', 'FIELD_WIRE_JSON_COMPATIBLE_TYPE'],
  'field-cardinality-changed': [
    'FIELD_SAME_CARDINALITY',
    'FIELD_SAME_LABEL',
    'FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY',
    'FIELD_WIRE_COMPATIBLE_CARDINALITY',
  ],
  'field-json-name-changed': ['FIELD_SAME_JSON_NAME', 'FIELD_SAME_NAME'],
  'field-oneof-changed': ['FIELD_SAME_ONEOF'],
  'field-default-changed': ['FIELD_SAME_DEFAULT'],
  'field-required-changed': ['MESSAGE_SAME_REQUIRED_FIELDS'],
  'required-field-added': ['MESSAGE_SAME_REQUIRED_FIELDS'],
  'required-field-removed': ['MESSAGE_SAME_REQUIRED_FIELDS'],
  'reserved-removed': ['RESERVED_MESSAGE_NO_DELETE', 'RESERVED_ENUM_NO_DELETE'],
  'reserved-name-removed': ['RESERVED_MESSAGE_NO_DELETE', 'RESERVED_ENUM_NO_DELETE'],
  'field-name-not-reserved': ['FIELD_NO_DELETE_UNLESS_NAME_RESERVED'],
  'enum-value-name-not-reserved': ['ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED'],
  'enum-json-format-changed': ['ENUM_SAME_JSON_FORMAT'],
  'message-json-format-changed': ['MESSAGE_SAME_JSON_FORMAT'],
  'enum-closedness-changed': ['ENUM_SAME_TYPE'],
  'method-idempotency-changed': ['RPC_SAME_IDEMPOTENCY_LEVEL'],
  'extension-removed': ['EXTENSION_NO_DELETE', 'PACKAGE_EXTENSION_NO_DELETE'],
  'extension-renamed': ['FIELD_SAME_NAME'],
  'extension-range-removed': ['EXTENSION_MESSAGE_NO_DELETE'],
  'accessor-removed': ['MESSAGE_NO_REMOVE_STANDARD_DESCRIPTOR_ACCESSOR'],
  'field-code-changed': [
    'FIELD_SAME_JSTYPE',
    'FIELD_SAME_CPP_STRING_TYPE',
    'FIELD_SAME_UTF8_VALIDATION',
    'FIELD_SAME_JAVA_UTF8_VALIDATION',
  ],
  'enum-value-removed': ['ENUM_VALUE_NO_DELETE'],
  'enum-value-removed-without-reserve': [
    'ENUM_VALUE_NO_DELETE',
    'ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED',
  ],
  'enum-value-renamed': ['ENUM_VALUE_SAME_NAME'],
  'message-removed': ['MESSAGE_NO_DELETE', 'PACKAGE_MESSAGE_NO_DELETE'],
  'enum-removed': ['ENUM_NO_DELETE', 'PACKAGE_ENUM_NO_DELETE'],
  'service-removed': ['SERVICE_NO_DELETE', 'PACKAGE_SERVICE_NO_DELETE'],
  'service-moved': ['SERVICE_NO_DELETE'],
  'method-removed': ['RPC_NO_DELETE'],
  'oneof-removed': ['ONEOF_NO_DELETE'],
  'method-request-changed': ['RPC_SAME_REQUEST_TYPE'],
  'method-response-changed': ['RPC_SAME_RESPONSE_TYPE'],
  'method-streaming-changed': ['RPC_SAME_CLIENT_STREAMING', 'RPC_SAME_SERVER_STREAMING'],
  'package-changed': ['FILE_SAME_PACKAGE'],
};

/** Kinds that the binary encoding does not notice. */
const jsonAlone = new Set([
  'field-json-type-changed',
  'field-json-name-changed',
  'field-name-not-reserved',
  'enum-value-renamed',
  'enum-value-name-not-reserved',
  'enum-json-format-changed',
  'message-json-format-changed',
  'extension-renamed',
]);

/** Kinds too weak to ask somebody who promised nothing. */
const promisedAlone = new Set([
  'field-name-not-reserved',
  'enum-value-name-not-reserved',
  'reserved-name-removed',
  'enum-json-format-changed',
  'message-json-format-changed',
]);

/** Whether a change of this kind is one under a policy. Options of files have kinds like `go_package-changed`. */
export function isTold({ category, except, isChosen }: ProtobufPolicy, kind: string): boolean {
  if (!isChosen && promisedAlone.has(kind)) return false;
  if (category === 'WIRE' && jsonAlone.has(kind)) return false;
  const option = /^(\w+)-option-changed$/.exec(kind)?.[1];
  const rules = option === undefined ? (bufRules[kind] ?? []) : [`FILE_SAME_${option.toUpperCase()}`];
  return !rules.some((rule) => except.has(rule));
}
