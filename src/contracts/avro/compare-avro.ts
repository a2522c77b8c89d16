import { code, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { child, children, items, own } from '../at.ts';
import type { At } from '../at.ts';
import type { ContractChange, Level, Spot } from '../change.ts';
import { conclude } from '../conclude.ts';
import type { ContractComparison, ContractSource } from '../openapi/compare-contracts.ts';
import { AvroNames } from './avro-names.ts';
import { AvroResolution } from './avro-resolution.ts';
import type { AvroMismatch } from './avro-resolution.ts';

/** `backward`: the new schema reads what the old one wrote. `forward`: the old one reads what the new one writes. */
type Way = 'backward' | 'forward';

interface Told {
  readonly way: Way;
  readonly mismatch: AvroMismatch;
  /** the message of a protocol whose request or response it is */
  readonly message: string | null;
}

/**
 * What changed between two versions of an Avro schema or protocol. A schema does not say whether its readers or its
 * writers are upgraded first, so that what only one way of it breaks is a question; the messages of a protocol do.
 */
export function compareAvro(old: ContractSource, next: ContractSource): ContractComparison {
  const names = {
    old: new AvroNames(old.path, old.contract.document),
    next: new AvroNames(next.path, next.contract.document),
  };
  const isProtocol = old.contract.version === 'protocol' && next.contract.version === 'protocol';
  const told = isProtocol ? ofProtocols(names) : ofSchemas(names);
  return conclude([...(isProtocol ? removedMessages(names) : []), ...merged(told)], [], []);
}

interface Sides {
  readonly old: AvroNames;
  readonly next: AvroNames;
}

function ofSchemas({ old, next }: Sides): readonly Told[] {
  const ways: readonly (readonly [Way, AvroNames, AvroNames])[] = [
    ['backward', next, old],
    ['forward', old, next],
  ];
  return ways.flatMap(([way, reader, writer]) => {
    const resolution = new AvroResolution(reader, writer);
    if (isListOfDefinitions(reader.root.node) && isListOfDefinitions(writer.root.node))
      namesakes(reader, writer, resolution);
    else resolution.compare(reader.root, writer.root, ['', ''], 'schema');
    return resolution.mismatches.map((mismatch) => ({ way, mismatch, message: null }));
  });
}

/** A whole document that is a list of named types is a list of definitions and no union: each has its namesake. */
function isListOfDefinitions(node: unknown): boolean {
  return Array.isArray(node) && node.every((item) => own(item, 'name') !== undefined);
}

function namesakes(reader: AvroNames, writer: AvroNames, resolution: AvroResolution): void {
  const written = new Map([...writer.all()].map((type) => [type.name ?? '', type]));
  for (const type of reader.all()) {
    const other = written.get(type.name ?? '');
    if (other) resolution.types({ reader: type, writer: other }, type.name ?? 'schema');
  }
}

/** A client writes a request and reads the response; the server is upgraded first. */
function ofProtocols({ old, next }: Sides): readonly Told[] {
  const before = new Map(children(child(old.root, 'messages')));
  return [...children(child(next.root, 'messages'))].flatMap(([name, message]) => {
    const known = before.get(name);
    if (!known) return [];
    const backward = new AvroResolution(next, old);
    for (const parameter of items(child(message, 'request'))) {
      const other = items(child(known, 'request')).find(
        (at) => own(at.node, 'name') === own(parameter.node, 'name'),
      );
      const subject = `${name}.${String(own(parameter.node, 'name'))}`;
      if (other) {
        backward.compare(
          child(parameter, 'type'),
          child(other, 'type'),
          [next.namespace, old.namespace],
          subject,
        );
      } else if (own(parameter.node, 'default') === undefined) {
        backward.mismatches.push({
          kind: 'field-missing',
          subject,
          reader: parameter,
          writer: known,
          readerSays: '',
          writerSays: '',
        });
      }
    }
    const forward = new AvroResolution(old, next);
    forward.compare(
      child(known, 'response'),
      child(message, 'response'),
      [old.namespace, next.namespace],
      name,
    );
    return [
      ...backward.mismatches.map((mismatch) => ({ way: 'backward' as const, mismatch, message: name })),
      ...forward.mismatches.map((mismatch) => ({ way: 'forward' as const, mismatch, message: name })),
    ];
  });
}

function removedMessages({ old, next }: Sides): readonly ContractChange[] {
  const now = new Set([...children(child(next.root, 'messages'))].map(([name]) => name));
  return [...children(child(old.root, 'messages'))]
    .filter(([name]) => !now.has(name))
    .map(([name, at]) => ({
      rule: 'contract-operation-removed',
      kind: 'message-removed',
      level: 'breaking',
      direction: null,
      subject: name,
      title: text`The message ${code(name)} was removed`,
      old: spotOf(at),
      new: null,
      pointer: at.pointer,
      operation: null,
      operations: [],
    }));
}

/** What is wrong both ways is one change. */
function merged(told: readonly Told[]): readonly ContractChange[] {
  const groups = new Map<string, Told[]>();
  for (const one of told) {
    const { kind, subject } = one.mismatch;
    const key =
      kind === 'type-changed' || kind === 'name-changed' || kind === 'size-changed'
        ? `${kind} ${subject}`
        : `${kind} ${subject} ${one.way}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [changeOf(first, new Set(group.map(({ way }) => way)))] : [];
  });
}

function changeOf({ way, mismatch, message }: Told, ways: ReadonlySet<Way>): ContractChange {
  const { reader, writer } = mismatch;
  const [now, before] = way === 'backward' ? [reader, writer] : [writer, reader];
  const level: Level = message === null ? 'warn' : 'breaking';
  return {
    rule: ways.has('backward') ? 'contract-request-narrowed' : 'contract-response-changed',
    kind: `avro-${mismatch.kind}`,
    level,
    direction: message === null ? null : way === 'backward' ? 'request' : 'response',
    subject: mismatch.subject,
    title: titleOf(mismatch, way, ways.size > 1),
    ...(message === null ? { reason: reasonOf(ways) } : {}),
    old: spotOf(before),
    new: spotOf(now),
    pointer: now.pointer,
    operation: null,
    operations: [],
  };
}

function reasonOf(ways: ReadonlySet<Way>): string {
  if (ways.size > 1) return 'Neither the new schema reads old data, nor the old schema new data';
  return ways.has('backward')
    ? 'Readers with the new schema cannot read all data that was written with the old one'
    : 'Readers that still have the old schema cannot read all new data';
}

function titleOf({ kind, subject, readerSays, writerSays }: AvroMismatch, way: Way, both: boolean): Text {
  const what = code(subject);
  const [old, now] = way === 'backward' ? [writerSays, readerSays] : [readerSays, writerSays];
  switch (kind) {
    case 'field-missing':
      return way === 'backward'
        ? text`${what} was added without a default`
        : text`${what} was removed, and had no default`;
    case 'name-changed':
      return text`${what} was ${code(old)} and is ${code(now)}, without an alias`;
    case 'symbol-unknown':
      return way === 'backward' ? text`${what} has no ${code(old)} any more` : text`${what} got ${code(now)}`;
    case 'branch-unknown':
      return way === 'backward'
        ? text`${what} can no longer be ${code(old)}`
        : text`${what} can now be ${code(now)}`;
    case 'size-changed':
      return text`The size of ${what} went from ${code(old)} to ${code(now)}`;
    case 'decimal-changed':
      return text`The precision or scale of ${what} changed`;
    case 'type-changed':
      return both || old !== now
        ? text`${what} was ${code(old)} and is ${code(now)}`
        : text`The type of ${what} changed`;
  }
}

function spotOf({ path, pointer }: At): Spot {
  return { path, pointer };
}
