import { own, pointerParts } from '../at.ts';
import type { Spot } from '../change.ts';
import { lookUp } from '../documents.ts';

/** What people call a place in a contract: `User.email`, `POST /users request.email`, `GET /users parameter limit`. */
export function nameSpot(spot: Spot, document: unknown): string {
  const parts = pointerParts(spot.pointer);
  const { name, rest } = startOf(spot, parts, document);
  return name + rest.reduce((path, part, index) => path + step(rest, part, index), '');
}

interface Start {
  readonly name: string;
  readonly rest: readonly string[];
}

function startOf(spot: Spot, parts: readonly string[], document: unknown): Start {
  const [first = '', second = '', third = ''] = parts;
  if (first === 'components' && parts.length >= 3) {
    const isSchema = second === 'schemas';
    return { name: isSchema ? third : `${singular(second)} ${third}`, rest: payload(parts.slice(3)) };
  }
  if (
    ['definitions', '$defs', 'parameters', 'responses', 'securityDefinitions'].includes(first) &&
    second !== ''
  ) {
    const isSchema = first === 'definitions' || first === '$defs';
    return { name: isSchema ? second : `${singular(first)} ${second}`, rest: payload(parts.slice(2)) };
  }
  if (first === 'paths' || first === 'webhooks') return operationStart(parts, document);
  const file = spot.path.slice(spot.path.lastIndexOf('/') + 1).replace(/\.(?:json|ya?ml)$/, '');
  return { name: file, rest: parts };
}

function singular(kind: string): string {
  const words: Readonly<Record<string, string>> = {
    requestBodies: 'request body',
    securitySchemes: 'security scheme',
    securityDefinitions: 'security scheme',
    pathItems: 'path',
  };
  return words[kind] ?? kind.replace(/s$/, '');
}

function operationStart(parts: readonly string[], document: unknown): Start {
  const [root = '', path = '', method = '', what = '', which = ''] = parts;
  const prefix = root === 'webhooks' ? 'webhook ' : '';
  if (method === 'parameters') return parameterStart(`${prefix}${path}`, parts, 3, document);
  const name = `${prefix}${method.toUpperCase()} ${path}`.trim();
  if (what === 'requestBody') return { name: `${name} request`, rest: payload(parts.slice(4)) };
  if (what === 'responses') return { name: `${name} ${which} response`, rest: payload(parts.slice(5)) };
  if (what === 'parameters' && which !== '') return parameterStart(name, parts, 4, document);
  return { name, rest: parts.slice(3).filter((part) => part !== 'operationId') };
}

function parameterStart(owner: string, parts: readonly string[], index: number, document: unknown): Start {
  const pointer = `/${parts
    .slice(0, index + 1)
    .map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'))
    .join('/')}`;
  const node = lookUp(document, pointer);
  const name = own(node, 'name');
  const isBody = own(node, 'in') === 'body';
  const words = isBody ? 'request' : `parameter ${typeof name === 'string' ? name : (parts[index] ?? '')}`;
  return { name: `${owner} ${words}`, rest: payload(parts.slice(index + 1)) };
}

/** Leaves out what stands between a message and its schema. */
function payload(parts: readonly string[]): readonly string[] {
  let rest = parts;
  if (rest[0] === 'headers' && rest[1] !== undefined) return [rest[0], ...rest.slice(1)];
  if (rest[0] === 'content') rest = rest.slice(2);
  return rest[0] === 'schema' ? rest.slice(1) : rest;
}

const silent = new Set(['properties', 'allOf', 'schema', 'content', 'patternProperties', 'dependentSchemas']);
const keywords = new Set(
  (
    'type nullable enum const required format pattern default anyOf oneOf ' +
    'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength minItems maxItems uniqueItems ' +
    'minProperties maxProperties discriminator not if contains minContains maxContains propertyNames dependentRequired ' +
    'x-extensible-enum unevaluatedProperties unevaluatedItems contentEncoding contentMediaType contentSchema then else ' +
    'deprecated x-sunset x-stability-level'
  ).split(' '),
);

function step(rest: readonly string[], part: string, index: number): string {
  const before = rest[index - 1];
  const isName = before === 'properties' || before === 'patternProperties' || before === 'dependentSchemas';
  if (isName && rest[index - 2] !== 'properties') return `.${part}`;
  if (isName) return `.${part}`;
  if (before === 'headers') return ` header ${part}`;
  if (silent.has(part) || part === 'headers') return '';
  if (before !== undefined && ['anyOf', 'oneOf', 'allOf', 'prefixItems'].includes(before)) {
    return before === 'prefixItems' ? `[${part}]` : '';
  }
  if (part === 'items' || part === 'prefixItems') return part === 'items' ? '[]' : '';
  if (part === 'additionalProperties') return index === rest.length - 1 ? '' : '.*';
  return keywords.has(part) ? '' : `.${part}`;
}
