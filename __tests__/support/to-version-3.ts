import { changeSchema, deeply, isObject, mapValues, prefix } from './description-parts.ts';
import type { Json } from './description-parts.ts';

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
