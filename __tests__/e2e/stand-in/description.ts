import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/**
 * GitHub's own description of its REST API, cut to the operations in use by
 * `scripts/cut-github-description.mjs`. Says whether a request is one GitHub would
 * take and whether an answer is one GitHub would give.
 */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** what is wrong with the query or the path, in GitHub's terms; empty when nothing is */
  readonly checkParameters: (query: URLSearchParams) => readonly string[];
  readonly checkBody: (body: unknown) => readonly string[];
  /** of an answer that we are about to give */
  readonly checkAnswer: (status: number, body: unknown) => readonly string[];
}

type Json = Readonly<Record<string, unknown>>;
interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly schema: Json;
}
interface OperationObject {
  readonly operationId: string;
  readonly parameters?: readonly unknown[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
  readonly responses: Readonly<Record<string, unknown>>;
}

const slice = JSON.parse(readFileSync(new URL('../github-api.json', import.meta.url), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

// OpenAPI 3.0 has keywords that are not JSON Schema's; they say nothing about validity here.
const ajv = new Ajv2020({ strict: false, allErrors: true, coerceTypes: false });
const parameterAjv = new Ajv2020({ strict: false, coerceTypes: true });
for (const instance of [ajv, parameterAjv]) (addFormats as unknown as (instance: Ajv2020) => void)(instance);
ajv.addSchema(withNulls({ $id: 'github', components: slice.components }) as Json);

/** The operation that a request asks for, null when GitHub (or our slice of it) has none. */
export function findOperation(method: string, path: string): Operation | null {
  for (const [template, methods] of Object.entries(slice.paths)) {
    const operation = methods[method.toLowerCase()];
    const parameters = operation && matchPath(template, path);
    if (operation && parameters) return describe(operation, method, template, parameters);
  }
  return null;
}

function matchPath(template: string, path: string): Record<string, string> | null {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
    if (name === undefined ? part !== value : value === '') return null;
    if (name !== undefined) parameters[name] = decodeURIComponent(value);
  }
  return parameters;
}

/** The header that leads to the next page is described, and what stands in it is GitHub's own matter. */
function isPaged({ responses }: OperationObject): boolean {
  const { headers } = (responses['200'] ?? {}) as { readonly headers?: Record<string, unknown> };
  return headers?.['Link'] !== undefined;
}

function describe(
  operation: OperationObject,
  method: string,
  template: string,
  parameters: Readonly<Record<string, string>>,
): Operation {
  const declared = (operation.parameters ?? []).map(
    (parameter) => resolve(parameter) as unknown as Parameter,
  );
  return {
    id: operation.operationId,
    method,
    template,
    parameters,
    checkParameters(query) {
      const unknown = [...query.keys()].filter(
        (name) =>
          !declared.some((parameter) => parameter.in === 'query' && parameter.name === name) &&
          !(name === 'page' && isPaged(operation)),
      );
      const wrong = declared.flatMap((parameter) => {
        const value = parameter.in === 'path' ? parameters[parameter.name] : query.get(parameter.name);
        if (value === null || value === undefined) {
          return parameter.required === true ? [`${parameter.name} is missing`] : [];
        }
        const check = parameterAjv.compile({ type: 'object', properties: { value: parameter.schema } });
        return check({ value }) ? [] : [`${parameter.name}: ${parameterAjv.errorsText(check.errors)}`];
      });
      return [...unknown.map((name) => `${name} is not a parameter of ${operation.operationId}`), ...wrong];
    },
    checkBody(body) {
      const schema = operation.requestBody?.content['application/json']?.schema;
      if (!schema) return body === undefined ? [] : [`${operation.operationId} takes no body`];
      return problems(compile(schema), body);
    },
    checkAnswer(status, body) {
      const response = operation.responses[String(status)];
      // 401, 403, 5xx and the like are given by all of GitHub and seldom listed per operation.
      if (response === undefined)
        return status < 400 ? [`${operation.operationId} never answers ${status}`] : [];
      const { content } = resolve(response) as { content?: Record<string, { schema?: Json }> };
      const schema = content?.['application/json']?.schema;
      return schema ? problems(compile(schema), body) : [];
    },
  };
}

function resolve(value: unknown): Json {
  const { $ref } = value as { readonly $ref?: string };
  if ($ref === undefined) return value as Json;
  const [, , kind = '', name = ''] = $ref.split('/');
  return slice.components[kind]?.[name] as Json;
}

const compiled = new WeakMap<object, ValidateFunction>();

function compile(schema: Json): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const validate = ajv.compile(withNulls(schema) as Json);
  compiled.set(schema, validate);
  return validate;
}

function problems(validate: ValidateFunction, value: unknown): readonly string[] {
  return validate(value) ? [] : [ajv.errorsText(validate.errors)];
}

/** `nullable: true` of OpenAPI 3.0 in the words of JSON Schema, and references into the slice. */
function withNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNulls);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] =>
    key === '$ref' && typeof inner === 'string'
      ? [key, inner.replace(/^#/, 'github#')]
      : [key, withNulls(inner)],
  );
  const { nullable, ...schema } = Object.fromEntries(entries);
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}
