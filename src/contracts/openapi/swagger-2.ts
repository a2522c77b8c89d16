import { child, own, stringAt, stringsOf } from '../at.ts';
import type { At } from '../at.ts';
import { anything } from '../schema/shape.ts';
import type { Parts } from '../schema/shape.ts';
import { typeBits } from '../schema/types.ts';
import type { ApiOperation, Body, Content, OperationPlace, Parameter } from './model.ts';
import { readLifecycle } from '../lifecycle.ts';
import { isReservedHeader, mediaTypeOf } from './fields.ts';
import type { OperationReader } from './operation-reader.ts';

type Payloads = Pick<ApiOperation, 'parameters' | 'responses'> & { readonly body?: Body };

/** What Swagger 2.0 says otherwise than OpenAPI 3: bodies and forms among the parameters, types beside names. */
export function readSwagger2(
  reader: OperationReader,
  place: OperationPlace,
  declared: readonly At[],
): Payloads {
  const whereOf = (at: At): string => stringAt(at, 'in') ?? '';
  const bodies = declared.filter((at) => whereOf(at) === 'body');
  const fields = declared.filter((at) => whereOf(at) === 'formData');
  const plain = declared.filter((at) => !['body', 'formData'].includes(whereOf(at)));
  const body = bodies[0] ? bodyOf(reader, place, bodies[0]) : formOf(reader, place, fields);
  return {
    parameters: plain.flatMap((at) => parameterOf(reader, at)),
    ...(body ? { body } : {}),
    responses: reader.responsesOf(place.at).map(([status, at]) => ({
      at,
      status,
      content:
        own(at.node, 'schema') === undefined ? [] : contentOf(reader, place, 'produces', child(at, 'schema')),
      headers: reader.headers(at, styleOf, (header) => reader.shaper.parts(header)),
      links: [],
    })),
  };
}

function parameterOf(reader: OperationReader, at: At): readonly Parameter[] {
  const where = stringAt(at, 'in') ?? '';
  const name = stringAt(at, 'name') ?? '';
  if (isReservedHeader(where, name)) return [];
  return [
    {
      at,
      name,
      in: where,
      required: own(at.node, 'required') === true || where === 'path',
      lifecycle: readLifecycle(at),
      style: styleOf(at, where),
      takesEmpty: where === 'query' && own(at.node, 'allowEmptyValue') === true,
      schema: reader.shaper.parts(at),
      content: [],
    },
  ];
}

/** The names of OpenAPI 3 for what a collection format means. */
const styles: Readonly<Record<string, string>> = {
  multi: 'form exploded',
  ssv: 'spaceDelimited',
  tsv: 'tabDelimited',
  pipes: 'pipeDelimited',
};

function styleOf(at: At, where: string): string {
  const format = stringAt(at, 'collectionFormat') ?? 'csv';
  const style = styles[format] ?? (where === 'query' || where === 'formData' ? 'form' : 'simple');
  const inner = child(at, 'items');
  return stringAt(inner, 'type') === 'array' ? `${style} of lists, ${styleOf(inner, '')}` : style;
}

function bodyOf(reader: OperationReader, place: OperationPlace, at: At): Body {
  const required = own(at.node, 'required') === true;
  return { at, required, content: contentOf(reader, place, 'consumes', child(at, 'schema')) };
}

function contentOf(
  reader: OperationReader,
  place: OperationPlace,
  key: 'consumes' | 'produces',
  schema: At,
): readonly Content[] {
  const parts = reader.shaper.parts(schema);
  return mediaTypes(reader, place, key, ['application/json']).map((mediaType) => ({
    at: schema,
    mediaType,
    schema: parts,
  }));
}

function mediaTypes(
  reader: OperationReader,
  place: OperationPlace,
  key: 'consumes' | 'produces',
  otherwise: readonly string[],
): readonly string[] {
  const listed = own(place.at.node, key) ?? own(reader.documents.root.node, key);
  const types = stringsOf(listed).map(mediaTypeOf);
  return types.length > 0 ? [...new Set(types)] : otherwise;
}

/** A form is an object whose properties are the fields. */
function formOf(reader: OperationReader, place: OperationPlace, fields: readonly At[]): Body | undefined {
  const [first] = fields;
  if (!first) return undefined;
  const isUpload = fields.some((at) => own(at.node, 'type') === 'file');
  const required = fields.filter((at) => own(at.node, 'required') === true);
  const at: At = child(place.at, 'parameters');
  const nameOf = (field: At): string => stringAt(field, 'name') ?? '';
  const schema: Parts = {
    id: `form ${place.name}`,
    parts: [],
    made: {
      ...anything,
      sources: [at.node === undefined ? first : at],
      types: typeBits.object,
      properties: new Map(fields.map((field) => [nameOf(field), reader.shaper.parts(field)])),
      required: new Set(required.map(nameOf)),
    },
  };
  const types = mediaTypes(reader, place, 'consumes', [
    isUpload ? 'multipart/form-data' : 'application/x-www-form-urlencoded',
  ]).filter((type) => type === 'multipart/form-data' || type === 'application/x-www-form-urlencoded');
  const content = (types.length > 0 ? types : ['multipart/form-data']).map((mediaType) => ({
    at,
    mediaType,
    schema,
    styles: new Map(fields.map((field) => [nameOf(field), styleOf(field, 'formData')])),
  }));
  return { at, required: required.length > 0, content };
}
