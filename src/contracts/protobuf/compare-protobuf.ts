import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import { escapePointer } from '../at.ts';
import type { ContractChange, ContractRuleId, Level } from '../change.ts';
import { conclude } from '../conclude.ts';
import type { CompareOptions, ContractComparison, ContractSource } from '../openapi/compare-contracts.ts';
import { compareEnums } from './compare-enums.ts';
import { compareFields } from './compare-fields.ts';
import { compareSource } from './compare-source.ts';
import { compareExtensions } from './compare-extensions.ts';
import { isTold, usualPolicy } from './policy.ts';
import type { ProtobufPolicy } from './policy.ts';
import { isSameType, ProtoTypes } from './types.ts';

/** What is said of one place; paths of pointers are unescaped. */
export interface Said {
  readonly rule?: ContractRuleId;
  readonly kind: string;
  readonly level: Level;
  readonly subject: string;
  readonly title: Text;
  readonly reason?: string;
  readonly old: readonly (string | number)[] | null;
  readonly new: readonly (string | number)[] | null;
}

/** Where a definition stands on either side: it may have moved to another file. */
export interface Files {
  readonly old: string;
  readonly new: string;
}

export type Say = (files: Files, said: Said) => void;

export const onlyJson = 'Only its JSON form changes; the binary form stays the same';

/**
 * What changed between two versions of a `.proto` file on the wire and in JSON, by the rules of updating messages:
 * https://protobuf.dev/programming-guides/proto3/#updating. What changes generated code alone is told where the policy
 * promises that, too.
 */
export function compareProtobuf(
  old: ContractSource,
  next: ContractSource,
  { protobuf: policy = usualPolicy }: CompareOptions = {},
): ContractComparison {
  const [before, after] = [new ProtoTypes(old), new ProtoTypes(next)];
  const changes: ContractChange[] = [];
  const say: Say = (files, said) => changes.push(changeOf(files, said));
  const here: Files = { old: old.path, new: next.path };
  comparePackages({ before, after }, here, policy, say);
  const renamed = (name: string): string => nameAt(name, before.file.package, after.file.package);
  for (const [name, message] of Object.entries(before.file.messages)) {
    const found = after.messages.get(renamed(name)) ?? after.messages.get(name);
    if (!found) continue;
    const names = { old: name, new: after.messages.has(renamed(name)) ? renamed(name) : name };
    compareFields({ types: before, message }, { types: after, message: found.definition }, names, (said) =>
      say({ old: old.path, new: found.path }, said),
    );
  }
  for (const [name, definition] of Object.entries(before.file.enums)) {
    const target = after.enums.has(renamed(name)) ? renamed(name) : name;
    const found = after.enums.get(target);
    if (found)
      compareEnums(definition, found.definition, { old: name, new: target }, (said) =>
        say({ old: old.path, new: found.path }, said),
      );
  }
  compareServices({ before, after }, here, renamed, say);
  compareExtensions({ before, after }, here, renamed, say);
  const source: ContractChange[] = [];
  if (policy.category === 'FILE' || policy.category === 'PACKAGE')
    compareSource({ before, after }, here, renamed, policy, (files, said) =>
      source.push(changeOf(files, said)),
    );
  const told = oncePerPlace(changes, source).filter(({ kind }) => isTold(policy, kind));
  // Who promises a category wants each of its rules kept; else it is asked what was meant.
  const levelled = policy.isChosen ? told.map(asPromised) : told;
  return conclude(folded(levelled), [], []);
}

function asPromised(change: ContractChange): ContractChange {
  return change.level === 'warn' ? { ...change, level: 'breaking' } : change;
}

/** What is said of a place that breaks messages says enough; a question about it yields to what breaks code. */
function oncePerPlace(
  wire: readonly ContractChange[],
  source: readonly ContractChange[],
): readonly ContractChange[] {
  const weight = ({ level }: ContractChange): number => (level === 'breaking' ? 1 : 0);
  const placeOf = ({ old, subject }: ContractChange): string => `${old?.pointer ?? ''} ${subject}`;
  const best = new Map<string, number>();
  for (const change of wire)
    best.set(placeOf(change), Math.max(best.get(placeOf(change)) ?? 0, weight(change)));
  const more = source.filter((change) => weight(change) > (best.get(placeOf(change)) ?? -1));
  const taken = new Set(more.map(placeOf));
  return [...wire.filter((change) => !taken.has(placeOf(change))), ...more];
}

/** Questions of one kind about one file that are asked one by one; more of them are one question. */
const mostApart = 3;

function folded(changes: readonly ContractChange[]): readonly ContractChange[] {
  const questions = new Map<string, ContractChange[]>();
  for (const change of changes) {
    if (change.level !== 'warn') continue;
    questions.set(change.kind, [...(questions.get(change.kind) ?? []), change]);
  }
  return changes.flatMap((change) => {
    const alike = change.level === 'warn' ? (questions.get(change.kind) ?? []) : [];
    if (alike.length <= mostApart) return [change];
    return alike[0] === change ? [together(alike, change)] : [];
  });
}

const folds: Readonly<Record<string, string>> = {
  'field-json-name-changed': 'have another name in JSON',
  'field-json-type-changed': 'have another type in JSON',
  'field-removed-without-reserve': 'were removed, and their numbers are not reserved',
  'field-oneof-changed': 'moved into or out of a oneof',
  'field-default-changed': 'have another default',
  'enum-value-removed-without-reserve': 'were removed, and their numbers are not reserved',
  'enum-value-renamed': 'have another name, which JSON uses',
  'reserved-removed': 'reserve fewer numbers',
  'reserved-name-removed': 'reserve fewer names',
  'field-name-not-reserved': 'were removed, and their names are not reserved',
  'enum-value-name-not-reserved': 'were removed, and their names are not reserved',
  'field-code-changed': 'have other options for generated code',
  'message-removed': 'are no longer in this file',
  'enum-removed': 'are no longer in this file',
  'field-removed': 'were removed',
  'enum-value-removed': 'were removed',
  'field-renamed': 'have another name',
  'field-source-type-changed': 'have another type in generated code',
  'field-presence-changed': 'tell otherwise whether they were set',
};

function together(alike: readonly ContractChange[], first: ContractChange): ContractChange {
  const subjects = alike.map(({ subject }) => subject);
  return { ...first, title: text`${list(subjects, 4)} ${[folds[first.kind] ?? 'changed']}` };
}

/** Both versions of a file with what they know of other files. */
export interface Sides {
  readonly before: ProtoTypes;
  readonly after: ProtoTypes;
}

function nameAt(name: string, old: string, next: string): string {
  if (old === next || (old !== '' && !name.startsWith(`${old}.`))) return name;
  const rest = old === '' ? name : name.slice(old.length + 1);
  return next === '' ? rest : `${next}.${rest}`;
}

function comparePackages(
  { before: { file: old }, after: { file: next } }: Sides,
  files: Files,
  policy: ProtobufPolicy,
  say: Say,
): void {
  if (old.package === next.package) return;
  if (Object.keys(old.services).length === 0) {
    // Messages know nothing of their package, until they are packed in one of any type.
    if (policy.isChosen)
      say(files, {
        kind: 'package-changed',
        level: 'warn',
        subject: old.package,
        title: text`The package ${code(old.package)} is now ${code(next.package)}`,
        old: ['package'],
        new: ['package'],
      });
    return;
  }
  say(files, {
    kind: 'package-changed',
    level: 'breaking',
    subject: old.package,
    title: text`The package ${code(old.package)} is now ${code(next.package)}, and with it the path of each of its methods`,
    old: ['package'],
    new: ['package'],
  });
}

function compareServices(
  { before, after }: Sides,
  files: Files,
  renamed: (name: string) => string,
  say: Say,
): void {
  for (const [name, { methods }] of Object.entries(before.file.services)) {
    const target = after.services.has(renamed(name)) ? renamed(name) : name;
    const found = after.services.get(target);
    if (!found) {
      const title = text`The service ${code(name)} was removed`;
      const gone = { kind: 'service-removed', level: 'breaking', subject: name, title } as const;
      say(files, { ...gone, rule: 'contract-operation-removed', old: ['services', name], new: null });
      continue;
    }
    const there: Files = { old: files.old, new: found.path };
    for (const [method, old] of Object.entries(methods)) {
      const subject = `${name}/${method}`;
      const next = found.definition.methods[method];
      const [was, is] = [
        ['services', name, 'methods', method],
        ['services', target, 'methods', method],
      ] as const;
      if (!next) {
        const gone = { kind: 'method-removed', level: 'breaking', subject } as const;
        say(there, {
          ...gone,
          rule: 'contract-operation-removed',
          title: text`${code(subject)} was removed`,
          old: was,
          new: null,
        });
        continue;
      }
      const breaking = { level: 'breaking', subject, old: was, new: is } as const;
      for (const end of ['request', 'response'] as const) {
        const types = {
          old: before.resolve(old[end], before.file.package),
          new: after.resolve(next[end], after.file.package),
        };
        if (isSameType(before, after, types)) continue;
        const title = text`The ${[end]} of ${code(subject)} was ${code(types.old)} and is ${code(types.new)}`;
        say(there, { ...breaking, kind: `method-${end}-changed`, title });
      }
      const streams =
        old.clientStreaming !== next.clientStreaming || old.serverStreaming !== next.serverStreaming;
      if (old.idempotency !== next.idempotency)
        say(there, {
          ...breaking,
          kind: 'method-idempotency-changed',
          level: 'warn',
          title: text`Whether ${code(subject)} can be asked twice is told otherwise than before`,
          reason: 'Clients send it in another way, or again, by what it says',
        });
      if (streams)
        say(there, {
          ...breaking,
          kind: 'method-streaming-changed',
          title: text`${code(subject)} streams otherwise than before`,
        });
    }
  }
}

function changeOf(files: Files, { rule = 'contract-wire-changed', ...said }: Said): ContractChange {
  const pointerOf = (parts: readonly (string | number)[]): string =>
    parts.map((part) => `/${escapePointer(String(part))}`).join('');
  const old = said.old === null ? null : { path: files.old, pointer: pointerOf(said.old) };
  const next = said.new === null ? null : { path: files.new, pointer: pointerOf(said.new) };
  return {
    ...said,
    rule,
    direction: null,
    old,
    new: next,
    pointer: (next ?? old)?.pointer ?? '',
    operation: null,
    operations: [],
  };
}
