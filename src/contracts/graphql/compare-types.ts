import { code, text } from '../../report/text.ts';
import type { Happening } from './report.ts';
import type { Schema, SchemaType } from './schema.ts';

/** Enumerations of what can go wrong grow all the time, and clients are told to expect it. */
const openEnd = /Errors?(?:Codes?|Types?|Kinds?)?(?:Enum)?$/;

/** Types that are gone or of another kind; members of enums and unions; interfaces. */
export function* compareTypes(before: Schema, after: Schema, isExcerpt: boolean): Iterable<Happening> {
  for (const type of before.types.values()) {
    const other = after.types.get(type.name);
    if (!other) yield* goneType(before, after, type, isExcerpt);
    else if (other.kind !== type.kind) yield kindChanged(type, other);
    else if (type !== other) yield* compareMembers(before, type, other, { after, isExcerpt });
  }
  for (const type of after.types.values()) if (!before.types.has(type.name)) yield newType(after, type);
}

function newType(after: Schema, type: SchemaType): Happening {
  const isRoot = after.rootKind(type.name) !== undefined;
  return {
    rule: isRoot || type.kind !== 'input' ? 'contract-response-changed' : 'contract-request-narrowed',
    kind: 'type-added',
    level: 'compatible',
    direction: null,
    type: type.name,
    coordinate: type.name,
    phrase: ['is new'],
    together: ['has', 'new types'],
    old: null,
    new: type.spot(),
    uses: null,
  };
}

/** A type that was named somewhere went with the place that named it, and that place tells of it. */
function* goneType(before: Schema, after: Schema, type: SchemaType, isExcerpt: boolean): Iterable<Happening> {
  const root = before.rootKind(type.name);
  const isRoot = root !== undefined;
  // Told with the type that has its place.
  if (isRoot && after.root(root)) return;
  const isReached = isRoot || isExcerpt || type.isEntity || type.interfaces.size > 0;
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
  type: SchemaType,
  other: SchemaType,
  { after, isExcerpt }: { readonly after: Schema; readonly isExcerpt: boolean },
): Iterable<Happening> {
  const references = before.references(type.name);
  const isSent = references.some(({ position }) => position === 'input');
  const isUnknown = isExcerpt && references.length === 0;
  const isReceived = isUnknown || references.some(({ position }) => position !== 'input');
  for (const [name, { deprecated }] of type.values) {
    if (other.values.has(name)) continue;
    yield {
      rule: isSent ? 'contract-request-narrowed' : 'contract-response-changed',
      kind: 'enum-value-removed',
      // Never to be received again: what handles it is idle, and typed clients no longer compile.
      level: deprecated || (!isSent && isReceived && !isUnknown) ? 'warn' : 'breaking',
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
    const known = type.values.get(name);
    if (known && known.deprecated !== other.values.get(name)?.deprecated)
      yield {
        rule: 'contract-response-changed',
        kind: 'enum-value-deprecation-changed',
        level: 'compatible',
        direction: 'response',
        type: type.name,
        coordinate: `${type.name}.${name}`,
        phrase: [known.deprecated ? 'is no longer deprecated' : 'is deprecated'],
        together: ['changed', 'deprecations'],
        old: type.spot(name),
        new: other.spot(name),
        uses: null,
      };
    if (known) continue;
    yield {
      rule: 'contract-response-changed',
      kind: 'enum-value-added',
      level: isReceived && !openEnd.test(type.name) ? 'warn' : 'compatible',
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
  for (const name of other.interfaces) {
    if (type.interfaces.has(name)) continue;
    // Whoever asks for the interface may get a type that was not among its answers, as with a union.
    const isAnswer = before.types.has(name) && before.references(name).length > 0;
    yield {
      ...shared,
      kind: 'interface-added',
      level: isAnswer ? 'warn' : 'compatible',
      coordinate: type.name,
      phrase: isAnswer
        ? text`now implements ${code(name)}, and clients may receive it there`
        : text`now implements ${code(name)}`,
      together: ['now implements', 'interfaces'],
      old: type.spot(),
      new: other.spot(),
      uses: null,
    };
  }
}
