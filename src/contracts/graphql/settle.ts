import { code, text } from '../../report/text.ts';
import { namedType } from './model.ts';
import type { Happening } from './report.ts';
import type { Schema } from './schema.ts';

/** A type under another name changes every place that names it: that is one change. */
export function settleRenames(
  found: readonly Happening[],
  before: Schema,
  after: Schema,
): readonly Happening[] {
  const renames = new Map<string, string>();
  for (const each of found) {
    if (!each.kind.endsWith('type-replaced')) continue;
    const [from, to] = namesOf(each, before, after);
    const [old, next] = [before.types.get(from), after.types.get(to)];
    if (!old || !next || after.types.has(from) || before.types.has(to) || old.kind !== next.kind) continue;
    const isWhole =
      old.kind === 'input'
        ? [...next.fields.keys()].every((name) => old.fields.has(name)) || next.fields.size >= old.fields.size
        : [...old.fields.keys()].every((name) => next.fields.has(name)) &&
          [...old.values.keys()].every((name) => next.values.has(name));
    if (isWhole && !renames.has(from)) renames.set(from, to);
  }
  if (renames.size === 0) return found;
  const rest = found.filter((each) => {
    if (!each.kind.endsWith('type-replaced')) return true;
    const [from, to] = namesOf(each, before, after);
    return renames.get(from) !== to;
  });
  return [...rest, ...[...renames].flatMap(([from, to]) => renamed(before, after, from, to))];
}

function renamed(before: Schema, after: Schema, from: string, to: string): readonly Happening[] {
  const [old, next] = [before.types.get(from), after.types.get(to)];
  if (!old || !next) return [];
  const isInput = before.references(from).some(({ position }) => position === 'input');
  return [
    {
      rule: isInput ? 'contract-request-narrowed' : 'contract-response-changed',
      kind: 'type-renamed',
      // Operations name an input in their variables; an output only in fragments.
      level: isInput ? 'breaking' : 'warn',
      direction: isInput ? 'request' : 'response',
      type: from,
      coordinate: from,
      phrase: text`is now called ${code(to)}`,
      together: ['changed', 'names'],
      old: old.spot(),
      new: next.spot(),
    },
  ];
}

/** The types before and after at the place of a change. */
function namesOf({ old, new: next }: Happening, before: Schema, after: Schema): readonly [string, string] {
  return [typeAt(before, old?.pointer ?? ''), typeAt(after, next?.pointer ?? '')];
}

function typeAt(schema: Schema, pointer: string): string {
  const [, type = '', field = '', argument] = pointer.split('/');
  const found = schema.types.get(type)?.fields.get(field);
  const at = argument === undefined ? found : found?.args.find(({ name }) => name === argument);
  return namedType(at?.type ?? '');
}

/** What happened to a field of an interface happened to those who implement it: told once, at the interface. */
export function foldImplementations(found: readonly Happening[], before: Schema): readonly Happening[] {
  const atInterfaces = new Map<string, Happening>();
  for (const each of found) {
    if (before.types.get(each.type)?.kind === 'interface') atInterfaces.set(keyOf(each, each.type), each);
  }
  if (atInterfaces.size === 0) return found;
  const also = new Map<Happening, string[]>();
  const kept = found.filter((each) => {
    const interfaces = before.types.get(each.type)?.interfaces ?? [];
    const told = [...interfaces].map((name) => atInterfaces.get(keyOf(each, name))).find(Boolean);
    if (!told || told === each) return true;
    also.set(told, [...(also.get(told) ?? []), each.coordinate]);
    return false;
  });
  return kept.map((each) => {
    const more = also.get(each);
    return more && each.uses === undefined ? { ...each, uses: [each.coordinate, ...more] } : each;
  });
}

function keyOf({ kind, level, coordinate, type }: Happening, holder: string): string {
  return `${kind} ${level} ${holder}${coordinate.slice(type.length)}`;
}
