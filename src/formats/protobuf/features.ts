import type { Options } from './statements.ts';

/**
 * What an edition lets a file choose, for itself and what is in it, and the older syntaxes fix:
 * https://protobuf.dev/editions/features/. Values as written: `IMPLICIT`, `DELIMITED`.
 */
export interface Features {
  readonly presence?: string | undefined;
  readonly encoding?: string | undefined;
  readonly enums?: string | undefined;
  readonly json?: string | undefined;
  readonly utf8?: string | undefined;
}

const names = {
  presence: 'field_presence',
  encoding: 'message_encoding',
  enums: 'enum_type',
  json: 'json_format',
  utf8: 'utf8_validation',
} as const;

/** The features of a place: its own, else those of what it stands in. */
export function featuresIn(options: Options, outer: Features): Features {
  const own = Object.entries(names).flatMap(([key, name]) => {
    const value = options.get(`features.${name}`);
    return value === undefined ? [] : [[key, value]];
  });
  return own.length === 0 ? outer : { ...outer, ...(Object.fromEntries(own) as Features) };
}

/** A number that is no value of the enum is not one: kept apart by whoever reads it. */
export function isClosed(syntax: string, { enums }: Features): boolean {
  return syntax === 'proto2' || enums === 'CLOSED';
}

/** JSON of it is made as well as it can be, and names may clash. */
export function hasLooseJson(syntax: string, { json }: Features): boolean {
  return syntax === 'proto2' || json === 'LEGACY_BEST_EFFORT';
}
