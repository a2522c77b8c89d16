import type { At } from '../at.ts';
import type { Lifecycle } from '../lifecycle.ts';
import type { Parts } from '../schema/shape.ts';

export const methods = [
  ...(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const),
];

/** An operation that is known to be there and was not read yet. */
export interface OperationPlace {
  /** as people name it: `GET /users/{id}`, `webhook POST orderPaid` */
  readonly name: string;
  readonly method: string;
  /** template of the path, name of a webhook, or the expression of a callback */
  readonly path: string;
  readonly at: At;
  readonly pathItem: At;
  /** paths of the servers that it can be reached at */
  readonly prefixes: readonly string[];
}

/** One operation in a form that Swagger 2.0 and OpenAPI 3.x share. */
export interface ApiOperation extends OperationPlace {
  /** names of the path's parameters, in order */
  readonly templateNames: readonly string[];
  readonly operationId?: string;
  readonly lifecycle: Lifecycle;
  readonly parameters: readonly Parameter[];
  readonly body?: Body;
  readonly responses: readonly ApiResponse[];
  readonly security: Security;
  readonly callbacks: readonly OperationPlace[];
}

export interface Parameter {
  readonly at: At;
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly lifecycle: Lifecycle;
  /** how lists and objects are written: style, explode, allowReserved */
  readonly style: string;
  /** `?name=` will do, whatever the schema says */
  readonly takesEmpty: boolean;
  readonly schema: Parts;
  /** of a parameter that holds a document of its own */
  readonly content: readonly Content[];
}

export interface Content {
  readonly at: At;
  /** lower case, parameters in order */
  readonly mediaType: string;
  readonly schema: Parts;
  /** Swagger 2.0: how the fields of a form are written */
  readonly styles?: ReadonlyMap<string, string>;
}

export interface Body {
  readonly at: At;
  readonly required: boolean;
  readonly content: readonly Content[];
}

export interface ApiResponse {
  readonly at: At;
  /** `200`, `2XX`, `default` */
  readonly status: string;
  readonly content: readonly Content[];
  readonly headers: readonly Header[];
  readonly links: readonly Link[];
}

/** What may be called next. */
export interface Link {
  readonly at: At;
  readonly name: string;
}

export interface Header {
  readonly at: At;
  readonly name: string;
  readonly required: boolean;
  readonly style: string;
  readonly schema: Parts;
}

/** Alternatives, each a set of schemes; one that is empty is open to everybody. */
export interface Security {
  readonly at: At;
  readonly alternatives: readonly ReadonlyMap<string, Requirement>[];
}

/** One scheme of an alternative: what it is, and the scopes it needs. */
export interface Requirement {
  /** equal for equal schemes, whatever they are called */
  readonly definition: string;
  /** OAuth 2: ways to get a token, any of which will do */
  readonly flows: readonly string[];
  readonly at: At | undefined;
  readonly scopes: ReadonlySet<string>;
}
