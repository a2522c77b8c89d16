import { child, children, isObject, items, own, stringAt } from '../at.ts';
import type { At } from '../at.ts';
import type { Documents } from '../documents.ts';
import { anyParts } from '../schema/shape.ts';
import type { Shaper } from '../schema/shaper.ts';
import { listCallbacks } from './list-operations.ts';
import type { ApiOperation, ApiResponse, Content, Header, Link, OperationPlace, Parameter } from './model.ts';
import { readLifecycle } from '../lifecycle.ts';
import { isReservedHeader, mediaTypeOf } from './fields.ts';
import { templateNames } from './paths.ts';
import { readSecurity } from './security.ts';
import { readSwagger2 } from './swagger-2.ts';

/** Reads operations of one side into the form that all versions share. */
export class OperationReader {
  readonly documents: Documents;
  readonly shaper: Shaper;
  readonly #isSwagger2: boolean;

  constructor(documents: Documents, shaper: Shaper, isSwagger2: boolean) {
    this.documents = documents;
    this.shaper = shaper;
    this.#isSwagger2 = isSwagger2;
  }

  read(place: OperationPlace): ApiOperation {
    const { documents } = this;
    const declared = this.#declaredParameters(place);
    const payloads = this.#isSwagger2
      ? readSwagger2(this, place, declared)
      : {
          parameters: declared.flatMap((at) => this.#parameter(at)),
          ...this.#body(place.at),
          responses: this.#responses(place.at),
        };
    const operationId = stringAt(place.at, 'operationId');
    return {
      ...place,
      templateNames: templateNames(place.path),
      ...(operationId === undefined ? {} : { operationId }),
      lifecycle: readLifecycle(place.at),
      ...payloads,
      security: readSecurity(documents, place.at),
      callbacks: listCallbacks(documents, place.at),
    };
  }

  /** Responses by status, references followed. */
  responsesOf(operation: At): readonly (readonly [string, At])[] {
    return [...children(child(operation, 'responses'))].flatMap(([status, response]) => {
      const at = status.startsWith('x-') ? undefined : this.documents.follow(response);
      return at ? [[status.toUpperCase() === 'DEFAULT' ? 'default' : status.toUpperCase(), at] as const] : [];
    });
  }

  /** Parameters of the operation over those of its path; the same name at the same place counts once. */
  #declaredParameters(place: OperationPlace): readonly At[] {
    const found = new Map<string, At>();
    for (const holder of [place.pathItem, place.at]) {
      for (const item of items(child(holder, 'parameters'))) {
        const at = this.documents.follow(item);
        if (at) found.set(`${stringAt(at, 'in') ?? ''} ${stringAt(at, 'name') ?? ''}`, at);
      }
    }
    return [...found.values()];
  }

  #parameter(at: At): readonly Parameter[] {
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
        schema: this.shaper.parts(child(at, 'schema')),
        content: this.content(child(at, 'content')),
      },
    ];
  }

  #body(operation: At): { readonly body?: ApiOperation['body'] & object } {
    const at = isObject(own(operation.node, 'requestBody'))
      ? this.documents.follow(child(operation, 'requestBody'))
      : undefined;
    if (!at) return {};
    const required = own(at.node, 'required') === true;
    return { body: { at, required, content: this.content(child(at, 'content')) } };
  }

  #responses(operation: At): readonly ApiResponse[] {
    return this.responsesOf(operation).map(([status, at]) => ({
      at,
      status,
      content: this.content(child(at, 'content')),
      headers: this.headers(at, styleOf, (header) => this.#headerSchema(header)),
      links: this.#links(at),
    }));
  }

  #links(response: At): readonly Link[] {
    return [...children(child(response, 'links'))].flatMap(([name, link]) => {
      const at = this.documents.follow(link);
      return at ? [{ at, name }] : [];
    });
  }

  #headerSchema(header: At): ReturnType<Shaper['parts']> {
    // The only media type of a header that holds a document of its own.
    const [media] = [...children(child(header, 'content'))];
    const schema = child(media?.[1] ?? header, 'schema');
    return schema.node === undefined ? anyParts : this.shaper.parts(schema);
  }

  headers(
    response: At,
    style: (header: At, where: string) => string,
    schemaOf: (header: At) => Header['schema'],
  ): readonly Header[] {
    return [...children(child(response, 'headers'))].flatMap(([name, header]) => {
      const at = this.documents.follow(header);
      if (!at || name.toLowerCase() === 'content-type') return [];
      const required = own(at.node, 'required') === true;
      return [{ at, name, required, style: style(at, 'header'), schema: schemaOf(at) }];
    });
  }

  content(at: At): readonly Content[] {
    return [...children(at)].map(([type, media]) => {
      const list = child(media, 'itemSchema');
      const schema = list.node === undefined ? child(media, 'schema') : list;
      return { at: media, mediaType: mediaTypeOf(type), schema: this.shaper.parts(schema) };
    });
  }
}

/** How a list or object is written into a parameter, defaults filled in. */
function styleOf(at: At, where: string): string {
  const style = stringAt(at, 'style') ?? (where === 'query' || where === 'cookie' ? 'form' : 'simple');
  const explode = own(at.node, 'explode') ?? style === 'form';
  const reserved = own(at.node, 'allowReserved') === true ? ' reserved' : '';
  return `${style}${explode === true ? ' exploded' : ''}${reserved}`;
}
