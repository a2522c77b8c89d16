import { code, text } from '../../report/text.ts';
import type { Happening } from './report.ts';
import type { Schema, SchemaType } from './schema.ts';

/** Enumerations of what can go wrong grow all the time, and clients are told to expect it. */
const openEnd = /Errors?(?:Codes?|Types?|Kinds?)?(?:Enum)?$/;

/** Types that are gone or of another kind; members of enums and unions; interfaces. */
export function* compareTypes(before: Schema, after: Schema): Iterable<Happening> {
  for (const type of before.types.values()) {
    const other = after.types.get(type.name);
    if (!other) yield* goneType(before, after, type);
    else if (other.kind !== type.kind) yield kindChanged(type, other);
    else if (type !== other) yield* compareMembers(before, after, type, other);
  }
}

/** A type that was named somewhere went with the place that named it, and that place tells of it. */
function* goneType(before: Schema, after: Schema, type: SchemaType): Iterable<Happening> {
  const isRoot = before.rootKind(type.name) !== undefined;
  const isReached = isRoot || type.isEntity || type.interfaces.size > 0;
  if (after.references(type.name).length > 0 || !isReached) return;
  if (!isRoot && before.references(type.name).length > 0) return;
  yield {
    rule: isRoot ? 'contract-operation-removed' : 'contract-response-changed',
    kind: 'type-removed',
    level: 'breaking',
    direction: isRoot ? null : 'response',
    type: type.name,
    coordinate: type.name,
    phrase: isRoot ? text`is gone with its ${type.fields.size} fields` : ['is gone'],
    together: ['lost', 'types'],
    old: type.spot(),
    new: null,
    uses: [type.name, ...[...type.fields.keys()].map((field) => `${type.name}.${field}`)],
  };
}

function kindChanged(type: SchemaType, other: SchemaType): Happening {
  const isInput = type.kind === 'input';
  return {
    rule: isInput ? 'contract-request-narrowed' : 'contract-response-changed',
    kind: 'type-kind-changed',
    level: 'breaking',
    direction: isInput ? 'request' : 'response',
    type: type.name,
    coordinate: type.name,
    phrase: [`is now ${kindName(other)} instead of ${kindName(type)}`],
    together: ['changed', 'kinds'],
    old: type.spot(),
    new: other.spot(),
    uses: null,
  };
}

function kindName({ kind }: SchemaType): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

function* compareMembers(
  before: Schema,
  after: Schema,
  type: SchemaType,
  other: SchemaType,
): Iterable<Happening> {
  const isSent = before.references(type.name).some(({ position }) => position === 'input');
  const isReceived = before.references(type.name).some(({ position }) => position !== 'input');
  for (const [name, { deprecated }] of type.values) {
    if (other.values.has(name)) continue;
    yield {
      rule: isSent ? 'contract-request-narrowed' : 'contract-response-changed',
      kind: 'enum-value-removed',
      // Never to be received again: what handles it is idle, and typed clients no longer compile.
      level: deprecated || (!isSent && isReceived) ? 'warn' : 'breaking',
      direction: isSent ? 'request' : 'response',
      type: type.name,
      coordinate: `${type.name}.${name}`,
      phrase: [deprecated ? 'is gone; it was deprecated' : 'is gone'],
      together: ['no longer has', 'values'],
      old: type.spot(name),
      new: null,
    };
  }
  for (const name of other.values.keys()) {
    if (type.values.has(name)) continue;
    yield {
      rule: 'contract-response-changed',
      kind: 'enum-value-added',
      level: isReceived && !isSent && !openEnd.test(type.name) ? 'warn' : 'compatible',
      direction: 'response',
      type: type.name,
      coordinate: `${type.name}.${name}`,
      phrase: ['is new, and clients may receive it'],
      together: ['has', 'new values'],
      old: null,
      new: other.spot(name),
      uses: null,
    };
  }
  const shared = { rule: 'contract-response-changed', direction: 'response', type: type.name } as const;
  for (const name of type.members) {
    if (other.members.has(name)) continue;
    yield {
      ...shared,
      kind: 'union-member-removed',
      level: 'breaking',
      coordinate: `${type.name}.${name}`,
      phrase: ['is no longer a member of the union'],
      together: ['lost', 'members'],
      old: type.spot(),
      new: other.spot(),
      uses: after.types.has(name) ? null : [name],
    };
  }
  for (const name of other.members) {
    if (type.members.has(name)) continue;
    yield {
      ...shared,
      kind: 'union-member-added',
      level: isReceived ? 'warn' : 'compatible',
      coordinate: `${type.name}.${name}`,
      phrase: ['is a new member of the union, and clients may receive it'],
      together: ['has', 'new members'],
      old: type.spot(),
      new: other.spot(),
      uses: null,
    };
  }
  for (const name of type.interfaces) {
    if (other.interfaces.has(name)) continue;
    yield {
      ...shared,
      kind: 'interface-removed',
      level: 'breaking',
      coordinate: type.name,
      phrase: text`no longer implements ${code(name)}`,
      together: ['no longer implements', 'interfaces'],
      old: type.spot(),
      new: other.spot(),
      uses: null,
    };
  }
}
