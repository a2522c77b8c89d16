import { code, list, text } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { ContractChange, ContractRuleId, Direction, Level, Spot } from '../change.ts';

/** Something that happened to one member of a type. */
export interface Happening {
  readonly rule: ContractRuleId;
  readonly kind: string;
  readonly level: Level;
  readonly direction: Direction | null;
  /** the type it happened to; many of one kind and type are told as one */
  readonly type: string;
  /** `User.email`, `Query.user(id:)` */
  readonly coordinate: string;
  readonly phrase: Text;
  /** `no longer has` … for several of them: what stands between the type and the number */
  readonly together: readonly [before: string, after: string];
  readonly reason?: string;
  readonly old: Spot | null;
  readonly new: Spot | null;
  /** what operations must not (or must) hold now, where that is more than the coordinate; null where they stay valid */
  readonly uses?: readonly string[] | null;
}

/** So many of one kind are told one by one. */
const mostApart = 3;

/** As changes of the contract, those of one kind under one type folded. */
export function changesFrom(happenings: readonly Happening[]): readonly ContractChange[] {
  const groups = new Map<string, Happening[]>();
  for (const each of happenings) {
    const type = isAddition(each) ? '' : each.type;
    const key = [each.rule, each.kind, each.level, type, each.reason ?? ''].join(' ');
    const known = groups.get(key);
    if (known) known.push(each);
    else groups.set(key, [each]);
  }
  return [...groups.values()].flatMap((group) =>
    group.length > 1 && group.every(isAddition)
      ? [additions(group)]
      : group.length <= mostApart || group[0]?.level === 'compatible'
        ? group.map(single)
        : [folded(group)],
  );
}

/** What is new for readers is one question, wherever it was added. */
function isAddition({ kind, level }: Happening): boolean {
  return level === 'warn' && /^(?:enum-value|union-member)-added$/.test(kind);
}

function additions(group: readonly Happening[]): ContractChange {
  const [first] = group;
  if (!first) throw new Error('An empty group');
  const names = group.map(({ coordinate }) => coordinate);
  const [, noun] = first.together;
  return { ...single(first), title: text`Clients may receive ${group.length} ${[noun]}: ${list(names, 5)}` };
}

function single(each: Happening): ContractChange {
  const { rule, kind, level, direction, coordinate, phrase, reason, old, new: next } = each;
  const uses = usesOf(each);
  return {
    rule,
    kind,
    level,
    direction,
    subject: coordinate,
    title: text`${code(coordinate)} ${phrase}`,
    ...(reason === undefined ? {} : { reason }),
    old,
    new: next,
    pointer: (next ?? old)?.pointer ?? '',
    operation: null,
    operations: [],
    ...(uses.length > 0 ? { coordinates: uses } : {}),
  };
}

function usesOf({ coordinate, uses }: Happening): readonly string[] {
  return uses === null ? [] : (uses ?? [coordinate]);
}

function folded(group: readonly Happening[]): ContractChange {
  const [first] = group;
  if (!first) throw new Error('An empty group');
  const names = group.map(({ coordinate, type }) =>
    coordinate.startsWith(`${type}.`) ? coordinate.slice(type.length + 1) : coordinate,
  );
  const [before, after] = first.together;
  const uses = group.flatMap(usesOf);
  return {
    ...single(first),
    subject: first.type,
    title: text`${code(first.type)} ${[before]} ${group.length} ${[after]}: ${list(names, 5)}`,
    pointer: `/${first.type}`,
    ...(uses.length > 0 ? { coordinates: uses } : {}),
  };
}
