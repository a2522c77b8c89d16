type Json = Readonly<Record<string, unknown>>;

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

const prefix = '#/components/schemas/';
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every value anew, innermost first; `keyed` tells the key that it stands under. */
function deeply(value: unknown, change: (node: Json, key: string) => unknown, key = ''): unknown {
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

function changeSchema(schema: unknown, change: (schema: Json) => Json): unknown {
  if (!isObject(schema)) return schema;
  const inner = (value: unknown): unknown => changeSchema(value, change);
  const entries = Object.entries(schema).map(([key, value]) => {
    if (schemaKeys.includes(key)) return [key, inner(value)];
    if (schemaLists.includes(key) && Array.isArray(value)) return [key, value.map(inner)];
    return [key, schemaMaps.includes(key) && isObject(value) ? mapValues(value, inner) : value];
  });
  return change(Object.fromEntries(entries) as Json);
}

function mapValues(map: Json, change: (value: unknown, key: string) => unknown): Json {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
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

/** A Swagger 2.0 description as OpenAPI 3.0. */
export function toVersion3(document: Json): Json {
  const { swagger: _, definitions, parameters, responses, securityDefinitions, basePath, host: __, schemes: ___, consumes, produces, paths, ...rest } = document; // prettier-ignore
  const shared = isObject(parameters) ? parameters : {};
  const types = (key: unknown, otherwise: unknown): readonly string[] =>
    (Array.isArray(key) ? key : Array.isArray(otherwise) ? otherwise : ['application/json']) as string[];
  const pathItems = mapValues((paths ?? {}) as Json, (item) =>
    mapValues(item as Json, (part, key) => {
      if (key === 'parameters' && Array.isArray(part)) return part.map((one) => parameterOf3(one, shared));
      if (!isObject(part)) return part;
      return operationOf3(part, shared, types(part['consumes'], consumes), types(part['produces'], produces));
    }),
  );
  const made = {
    ...rest,
    openapi: '3.0.3',
    ...(typeof basePath === 'string' ? { servers: [{ url: basePath }] } : {}),
    paths: pathItems,
    components: {
      schemas: isObject(definitions) ? mapValues(definitions, schemaOf3) : {},
      responses: isObject(responses)
        ? mapValues(responses, (response) => responseOf3(response, types(undefined, produces)))
        : {},
      securitySchemes: isObject(securityDefinitions) ? mapValues(securityDefinitions, schemeOf3) : {},
    },
  };
  return deeply(made, (node) => {
    const reference = node['$ref'];
    return typeof reference === 'string'
      ? {
          ...node,
          $ref: reference
            .replace('#/definitions/', prefix)
            .replace('#/responses/', '#/components/responses/'),
        }
      : node;
  }) as Json;
}

function operationOf3(
  operation: Json,
  shared: Json,
  consumes: readonly string[],
  produces: readonly string[],
): Json {
  const { parameters, responses, consumes: _, produces: __, ...rest } = operation;
  const all = (Array.isArray(parameters) ? (parameters as unknown[]) : []).map((one) =>
    followed(one, shared),
  );
  const [body] = all.filter((one) => one['in'] === 'body');
  const fields = all.filter((one) => one['in'] === 'formData');
  const contentOf = (mediaTypes: readonly string[], schema: unknown): Json =>
    Object.fromEntries(mediaTypes.map((type) => [type, { schema }])) as Json;
  const isUpload = fields.some((one) => one['type'] === 'file');
  const forms = consumes.filter((type) => /form-data|urlencoded/.test(type));
  const formTypes =
    forms.length > 0 ? forms : [isUpload ? 'multipart/form-data' : 'application/x-www-form-urlencoded'];
  const requestBody = body
    ? { required: body['required'] === true, content: contentOf(consumes, schemaOf3(body['schema'])) }
    : fields.length > 0
      ? {
          required: fields.some((one) => one['required'] === true),
          content: contentOf(formTypes, formOf3(fields)),
        }
      : undefined;
  return {
    ...rest,
    parameters: all
      .filter((one) => one['in'] !== 'body' && one['in'] !== 'formData')
      .map((one) => parameterOf3(one, shared)),
    ...(requestBody && { requestBody }),
    responses: isObject(responses) ? mapValues(responses, (one) => responseOf3(one, produces)) : {},
  };
}

function followed(parameter: unknown, shared: Json): Json {
  const reference = isObject(parameter) ? parameter['$ref'] : undefined;
  const target = typeof reference === 'string' ? shared[reference.slice('#/parameters/'.length)] : parameter;
  return isObject(target) ? target : {};
}

function formOf3(fields: readonly Json[]): Json {
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map(({ name, in: _, required: __, ...schema }) => [name, schemaOf3(schema)]),
    ) as Json,
    required: fields.filter((one) => one['required'] === true).map((one) => one['name']),
  };
}

const parameterKeys = [
  'name',
  'in',
  'required',
  'description',
  'deprecated',
  'allowEmptyValue',
  'collectionFormat',
];

function parameterOf3(parameter: unknown, shared: Json): Json {
  const entries = Object.entries(followed(parameter, shared));
  const own = Object.fromEntries(
    entries.filter(([key]) => parameterKeys.includes(key) || key.startsWith('x-')),
  );
  const { collectionFormat, ...kept } = own as Json;
  const schema = Object.fromEntries(entries.filter(([key]) => !(key in own))) as Json;
  const isQuery = kept['in'] === 'query';
  const explode = collectionFormat === 'multi';
  const style =
    collectionFormat === 'pipes' ? 'pipeDelimited' : collectionFormat === 'ssv' ? 'spaceDelimited' : 'form';
  return {
    ...kept,
    ...(schema['type'] === 'array' && isQuery ? { style, explode } : {}),
    schema: schemaOf3(schema),
  };
}

function responseOf3(response: unknown, produces: readonly string[]): unknown {
  if (!isObject(response) || '$ref' in response) return response;
  const { schema, headers, ...rest } = response;
  const content = Object.fromEntries(produces.map((type) => [type, { schema: schemaOf3(schema) }])) as Json;
  const headerOf = (header: unknown): unknown => ({ schema: schemaOf3(header) });
  return {
    ...rest,
    ...(schema === undefined ? {} : { content }),
    ...(isObject(headers) ? { headers: mapValues(headers, headerOf) } : {}),
  };
}

function schemeOf3(scheme: unknown): unknown {
  if (!isObject(scheme)) return scheme;
  if (scheme['type'] === 'basic') return { type: 'http', scheme: 'basic' };
  if (scheme['type'] !== 'oauth2') return scheme;
  const { flow, authorizationUrl, tokenUrl, scopes, ...rest } = scheme;
  const names: Json = { accessCode: 'authorizationCode', application: 'clientCredentials' };
  return {
    ...rest,
    flows: { [String(names[String(flow)] ?? flow)]: { authorizationUrl, tokenUrl, scopes } },
  };
}

function schemaOf3(schema: unknown): unknown {
  return changeSchema(schema, (node) => {
    const { 'x-nullable': nullable, discriminator, type, ...rest } = node;
    return {
      ...rest,
      ...(nullable === undefined ? {} : { nullable }),
      ...(typeof discriminator === 'string' ? { discriminator: { propertyName: discriminator } } : {}),
      ...(type === 'file' ? { type: 'string', format: 'binary' } : type === undefined ? {} : { type }),
    };
  });
}
