import { escapePointer, isObject, own, stringsOf } from '../at.ts';
import type { JsonObject } from '../at.ts';
import type { ContractPart } from './contract-shape.ts';

/** Values and prose: what stands there is no schema. */
const values = new Set(['example', 'examples', 'default', 'enum', 'const', 'tags', 'info', 'servers']);

const deepest = 60;

/** Operations, schemas and properties of an OpenAPI document, or of a file that is a part of one. */
export function openapiParts(path: string, document: unknown): readonly ContractPart[] {
  const found: ContractPart[] = [];
  const schemas = [own(own(document, 'components'), 'schemas'), own(document, 'definitions')];
  for (const [name, node] of schemas.flatMap((each) => (isObject(each) ? Object.entries(each) : [])))
    if (isSchema(node))
      found.push({ kind: 'type', name, key: `${path}#${name}`, signature: typeSignature(node) });
  collect(path, document, found, 0);
  return found;
}

function collect(key: string, node: unknown, found: ContractPart[], depth: number): void {
  if (depth > deepest) return;
  if (Array.isArray(node)) {
    node.forEach((item, index) => collect(`${key}/${index}`, item, found, depth + 1));
    return;
  }
  if (!isObject(node)) return;
  const id = node['operationId'];
  if (typeof id === 'string' && isObject(node['responses']))
    found.push({ kind: 'operation', name: id, key, signature: operationSignature(node) });
  const properties = node['properties'];
  const isMap = isObject(properties) && Object.values(properties).every(isObject);
  if (isMap) {
    const required = new Set(stringsOf(node['required']));
    for (const [name, property] of Object.entries(properties)) {
      const signature = `${required.has(name) ? '!' : '?'}${signatureOf(property, 0)}`;
      found.push({ kind: 'field', name, key: `${key}.${name}`, signature });
    }
  }
  for (const [name, inner] of Object.entries(node)) {
    if (values.has(name) || name.startsWith('x-')) continue;
    // Keys under `properties` are names, not keywords.
    if (isMap && name === 'properties')
      for (const [field, property] of Object.entries(properties))
        collect(`${key}.${escapePointer(field)}`, property, found, depth + 1);
    else collect(`${key}/${escapePointer(name)}`, inner, found, depth + 1);
  }
}

function isSchema(node: unknown): boolean {
  return (
    isObject(node) &&
    ['type', 'properties', 'allOf', 'oneOf', 'anyOf', 'enum', '$ref', 'items'].some((key) =>
      Object.hasOwn(node, key),
    )
  );
}

/** Where a schema stands says nothing about it. */
function typeSignature(node: unknown): string {
  return own(node, '$ref') === undefined ? signatureOf(node, 0) : '';
}

/** What a generated type is made of: neither limits nor prose. */
function signatureOf(node: unknown, depth: number): string {
  if (!isObject(node) || depth > 8) return '';
  const reference = node['$ref'];
  if (typeof reference === 'string') return reference.slice(reference.lastIndexOf('/') + 1);
  const types = (typeof node['type'] === 'string' ? [node['type']] : stringsOf(node['type'])).toSorted();
  const nullable = node['nullable'] === true && !types.includes('null') ? ['null'] : [];
  const branches = ['allOf', 'oneOf', 'anyOf'].flatMap((key) => {
    const list = node[key];
    return Array.isArray(list) ? [list.map((each) => signatureOf(each, depth + 1)).join('|')] : [];
  });
  const inner = ['items', 'additionalProperties'].map((key) => signatureOf(node[key], depth + 1));
  const names = stringsOf(node['enum']).toSorted();
  return [[...types, ...nullable].toSorted().join('|'), ...branches, ...inner, names.join('|')]
    .filter((piece) => piece !== '')
    .join(' ');
}

function operationSignature(operation: JsonObject): string {
  const list: unknown[] = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
  const parameters = list.map((parameter) =>
    [
      String(own(parameter, '$ref') ?? own(parameter, 'name')),
      own(parameter, 'required') === true ? '!' : '',
      signatureOf(own(parameter, 'schema') ?? parameter, 0),
    ].join(' '),
  );
  const body = contentSignature(operation['requestBody']);
  const responses = operation['responses'];
  const answers = isObject(responses)
    ? Object.entries(responses).flatMap(([status, response]) =>
        status.startsWith('2') ? [`${status} ${contentSignature(response)}`] : [],
      )
    : [];
  return [parameters.toSorted().join(', '), body, ...answers.toSorted()].join('; ');
}

function contentSignature(holder: unknown): string {
  const content = own(holder, 'content');
  const schemas = isObject(content)
    ? Object.values(content).map((media) => own(media, 'schema'))
    : [own(holder, 'schema')];
  return schemas.map((schema) => signatureOf(schema, 0)).join(' ');
}
