import { scalars } from '../../contracts/protobuf/model.ts';
import type { Label } from '../../contracts/protobuf/model.ts';
import type { Features } from './features.ts';
import type { Options } from './statements.ts';

/** The default of a field; none where it is what a field without one has. */
export function presetOf(type: string, written: string | undefined): string | undefined {
  const isZero =
    type === 'bool' ? written === 'false' : scalars.has(type) && /^-?0*(?:\.0*)?$/.test(written ?? '');
  return isZero ? undefined : written;
}

/** What changes the code of a field and none of its messages. */
export function codeOptions(type: string, options: Options, { utf8 }: Features): readonly string[] {
  const own = ['jstype', 'ctype', 'features.(pb.cpp).string_type', 'features.(pb.java).utf8_validation'];
  const written = own.flatMap((name) => {
    const value = options.get(name);
    return value === undefined || /^(?:JS_NORMAL|STRING)$/.test(value) ? [] : [`${name}=${value}`];
  });
  return type === 'string' && utf8 === 'NONE' ? [...written, 'utf8_validation=NONE'] : written;
}

/** As the compilers make it: `user_id` is `userId`. */
export function camelCase(name: string): string {
  return name.replace(/_+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase()).replace(/_+$/, '');
}

/** What decides about the presence of a field. */
export interface Written {
  /** the label before it */
  readonly written: string | undefined;
  /** of a map */
  readonly key?: string | undefined;
  readonly oneof: string | undefined;
  /** as the edition's features say */
  readonly presence: string | undefined;
}

/** What the label of a field means, and its absence. */
export function labelOf(syntax: string, { written, key, oneof, presence }: Written): Label {
  if (key !== undefined) return 'map';
  if (written === 'repeated' || written === 'required' || written === 'optional') return written;
  if (oneof !== undefined) return 'optional';
  if (/^\d/.test(syntax)) {
    if (presence === 'LEGACY_REQUIRED') return 'required';
    return presence === 'IMPLICIT' ? 'implicit' : 'optional';
  }
  return syntax === 'proto3' ? 'implicit' : 'optional';
}
