import { changeSchema, deeply, isObject, mapValues, prefix } from './description-parts.ts';
import type { Json } from './description-parts.ts';

/** Ways to write an OpenAPI 3.0 description otherwise without saying anything else. */
export const rewrites: Readonly<Record<string, (document: Json) => Rewritten>> = {
  'names of components': (document) => ({ document: renameComponents(document) }),
  'names of path parameters': (document) => ({ document: renamePathParameters(document) }),
  'words and extensions': (document) => ({ document: mapSchemas(addWords(document), addWords) }),
  'schemas in place': (document) => ({ document: inlineSchemas(document) }),
  'schemas in components': (document) => ({ document: extractSchemas(document) }),
  'schemas in files of their own': splitSchemas,
  'OpenAPI 3.1': (document) => ({ document: toVersion31(document) }),
  'allOf of one': (document) => ({ document: mapSchemas(document, wrapped) }),
};

export interface Rewritten {
  readonly document: Json;
  /** other files, by their path from the root of the commit */
  readonly files?: Json;
}

/** All schemas anew, innermost first: those of components, and what stands under a key `schema`. */
function mapSchemas(document: Json, change: (schema: Json) => Json): Json {
  const paths = withSchemas(document['paths'], change);
  const components = isObject(document['components'])
    ? mapValues(document['components'], (part, key) =>
        key === 'schemas' && isObject(part)
          ? mapValues(part, (schema) => changeSchema(schema, change))
          : withSchemas(part, change),
      )
    : undefined;
  return { ...document, paths, ...(components && { components }) };
}

function withSchemas(value: unknown, change: (schema: Json) => Json): unknown {
  if (Array.isArray(value)) return value.map((item) => withSchemas(item, change));
  if (!isObject(value)) return value;
  return mapValues(value, (item, key) =>
    key === 'schema'
      ? changeSchema(item, change)
      : ['example', 'examples'].includes(key)
        ? item
        : withSchemas(item, change),
  );
}

function referenceOf(node: unknown): string | undefined {
  const reference = isObject(node) ? node['$ref'] : undefined;
  return typeof reference === 'string' && reference.startsWith(prefix)
    ? reference.slice(prefix.length)
    : undefined;
}

function schemasOf(document: Json): Json {
  const components = document['components'];
  const schemas = isObject(components) ? components['schemas'] : undefined;
  return isObject(schemas) ? schemas : {};
}

function withComponents(document: Json, schemas: Json): Json {
  const components = document['components'];
  return { ...document, components: { ...(isObject(components) ? components : {}), schemas } };
}

function renameComponents(document: Json): Json {
  const renamed = deeply(document, (node) => {
    const name = referenceOf(node);
    const discriminator = node['discriminator'];
    const mapping = isObject(discriminator) ? discriminator['mapping'] : undefined;
    return {
      ...node,
      ...(name === undefined ? {} : { $ref: `${prefix}Other${name}` }),
      ...(isObject(discriminator) && isObject(mapping)
        ? {
            discriminator: {
              ...discriminator,
              mapping: mapValues(mapping, (to) => String(to).replace(prefix, `${prefix}Other`)),
            },
          }
        : {}),
    };
  }) as Json;
  const schemas = Object.entries(schemasOf(renamed)).map(([name, schema]) => [`Other${name}`, schema]);
  return withComponents(renamed, Object.fromEntries(schemas) as Json);
}

function renamePathParameters(document: Json): Json {
  const paths = document['paths'] as Json;
  const inPath = (node: Json): Json =>
    node['in'] === 'path' ? { ...node, name: `other_${String(node['name'])}` } : node;
  const renamed = Object.entries(paths).map(([path, item]) => [path.replaceAll('{', '{other_'), item]);
  return deeply({ ...document, paths: Object.fromEntries(renamed) as Json }, inPath) as Json;
}

function addWords(node: Json): Json {
  if ('$ref' in node) return node;
  return { ...node, description: 'Other words', 'x-other': { required: ['a'], enum: [1] } };
}

function wrapped(schema: Json): Json {
  if (!('$ref' in schema)) return schema;
  return { allOf: [schema], description: 'Words beside a reference' };
}

/** References that do not lead back to themselves, written out. */
function inlineSchemas(document: Json): Json {
  const schemas = schemasOf(document);
  const expand = (value: unknown, open: readonly string[]): unknown =>
    changeSchema(value, (node) => {
      const name = referenceOf(node);
      if (name === undefined || open.includes(name) || open.length > 3 || !isObject(schemas[name]))
        return node;
      if ('discriminator' in schemas[name]) return node;
      return expand(schemas[name], [...open, name]) as Json;
    });
  const inPaths = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inPaths);
    if (!isObject(value)) return value;
    return mapValues(value, (item, key) => (key === 'schema' ? expand(item, []) : inPaths(item)));
  };
  return { ...document, paths: inPaths(document['paths']) };
}

/** Every object that is written in place becomes a component. */
function extractSchemas(document: Json): Json {
  const made: Record<string, unknown> = {};
  const extracted = mapSchemas(document, (schema) => {
    if (!('properties' in schema) || schema['readOnly'] === true || schema['writeOnly'] === true)
      return schema;
    const name = `Made${Object.keys(made).length}`;
    made[name] = schema;
    return { $ref: prefix + name };
  });
  return withComponents(extracted, { ...schemasOf(extracted), ...made });
}

function splitSchemas(document: Json): Rewritten {
  const fileOf = (name: string): string => `${name.replace(/\W/g, (sign) => `_${sign.charCodeAt(0)}_`)}.json`;
  const move = (value: unknown, folder: string): unknown =>
    deeply(value, (node) => {
      const name = referenceOf(node);
      if (name !== undefined) return { ...node, $ref: folder + fileOf(name) };
      const reference = node['$ref'];
      const isLocal = folder === '' && typeof reference === 'string' && reference.startsWith('#');
      return isLocal ? { ...node, $ref: `../openapi.json${reference}` } : node;
    });
  const schemas = schemasOf(document);
  const files = Object.entries(schemas).map(([name, schema]) => [
    `api/schemas/${fileOf(name)}`,
    move(schema, ''),
  ]);
  const { schemas: _, ...components } = (document['components'] ?? {}) as Json;
  const rest = move({ ...document, components }, 'schemas/') as Json;
  return { document: rest, files: { ...(Object.fromEntries(files) as Json), 'api/openapi.json': rest } };
}

/** What 3.0 says with flags, 3.1 says with types and numbers. */
function toVersion31(document: Json): Json {
  return { ...mapSchemas(document, schemaOf31), openapi: '3.1.0' };
}

function schemaOf31(schema: Json): Json {
  if ('$ref' in schema) return { $ref: schema['$ref'] };
  const { nullable, example, exclusiveMinimum, exclusiveMaximum, minimum, maximum, format, ...rest } = schema;
  const made: Record<string, unknown> = { ...rest };
  if (example !== undefined) made['examples'] = [example];
  if (exclusiveMinimum === true) made['exclusiveMinimum'] = minimum;
  else if (minimum !== undefined) made['minimum'] = minimum;
  if (exclusiveMaximum === true) made['exclusiveMaximum'] = maximum;
  else if (maximum !== undefined) made['maximum'] = maximum;
  if (format === 'binary') made['contentMediaType'] = 'application/octet-stream';
  else if (format === 'byte') made['contentEncoding'] = 'base64';
  else if (format !== undefined) made['format'] = format;
  const listed = made['enum'];
  if (Array.isArray(listed) && listed.length === 1 && nullable !== true) {
    made['const'] = listed[0] as unknown;
    delete made['enum'];
  }
  if (nullable !== true) return made;
  if (typeof made['type'] !== 'string' || 'allOf' in made) return { anyOf: [made, { type: 'null' }] };
  if (Array.isArray(listed) && !listed.includes(null)) made['enum'] = [...(listed as unknown[]), null];
  return { ...made, type: [made['type'], 'null'] };
}
