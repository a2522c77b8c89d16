/** Parts of an OpenAPI description, and ways to go through them. */
export type Json = Readonly<Record<string, unknown>>;

export const prefix = '#/components/schemas/';
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every value anew, innermost first; `keyed` tells the key that it stands under. */
export function deeply(value: unknown, change: (node: Json, key: string) => unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => deeply(item, change, key));
  if (!isObject(value)) return value;
  return change(
    Object.fromEntries(Object.entries(value).map(([name, item]) => [name, deeply(item, change, name)])),
    key,
  );
}

const schemaMaps = ['properties', 'patternProperties', 'dependentSchemas', '$defs'];
const schemaLists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const schemaKeys = [
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
];

export function changeSchema(schema: unknown, change: (schema: Json) => Json): unknown {
  if (!isObject(schema)) return schema;
  const inner = (value: unknown): unknown => changeSchema(value, change);
  const entries = Object.entries(schema).map(([key, value]) => {
    if (schemaKeys.includes(key)) return [key, inner(value)];
    if (schemaLists.includes(key) && Array.isArray(value)) return [key, value.map(inner)];
    return [key, schemaMaps.includes(key) && isObject(value) ? mapValues(value, inner) : value];
  });
  return change(Object.fromEntries(entries) as Json);
}

export function mapValues(map: Json, change: (value: unknown, key: string) => unknown): Json {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}
