import { code, plain } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { FoundChange } from './contract-changes.ts';

/** So many equal changes are one that was made in copies of a schema. */
const fewest = 3;
const mostCopies = 5;

/**
 * A description that writes its schemas out in every operation says the same change once for each: these are one,
 * named by the end of their path, where at least three of them change in the same way.
 */
export function foldInlined(changes: readonly FoundChange[]): readonly FoundChange[] {
  const groups = new Map<string, FoundChange[]>();
  for (const found of changes) {
    const key = keyOf(found);
    if (key === null) continue;
    groups.set(key, [...(groups.get(key) ?? []), found]);
  }
  return changes.flatMap((found) => {
    const key = keyOf(found);
    const group = key === null ? [] : (groups.get(key) ?? []);
    if (group.length < fewest) return [found];
    return group[0] === found ? [together(group, found)] : [];
  });
}

function together(group: readonly FoundChange[], first: FoundChange): FoundChange {
  const { change } = first;
  const tail = tailOf(change.subject) ?? change.subject;
  const copies = group.slice(1).flatMap((other) => other.change.new ?? []);
  return {
    ...first,
    change: {
      ...change,
      subject: tail,
      title: renamed(change.title, change.subject, tail),
      operations: [...new Set(group.flatMap((each) => each.change.operations))],
    },
    copies: [...first.copies, ...copies].slice(0, mostCopies),
  };
}

/** Alike are changes of one contract that mean the same, but for the operation they stand in. */
function keyOf({ contract, change }: FoundChange): string | null {
  const { rule, kind, level, direction, subject, title } = change;
  const tail = tailOf(subject);
  return tail === null
    ? null
    : [contract, rule, kind, level, direction, tail, plain(renamed(title, subject, tail))].join('\0');
}

/** `fields[].type` of `GET /templates 200 response.data[].fields[].type`; null for what stands in no operation. */
function tailOf(subject: string): string | null {
  const path = /^(?:webhook )?[A-Z]+ \/.*? (?:request|response)\.(.+)$/.exec(subject)?.[1];
  return path === undefined ? null : path.split('.').slice(-2).join('.');
}

/** A place may be named with what it holds: `… response.user` in `… response.user.name`. */
function renamed(title: Text, subject: string, tail: string): Text {
  return title.map((piece) => (typeof piece !== 'string' && piece.code === subject ? code(tail) : piece));
}
