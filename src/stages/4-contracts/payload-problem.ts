import { isTestPath } from '../../formats/code-paths.ts';
import type { ContractChange } from '../../contracts/change.ts';
import type { PayloadChange, PayloadUse } from '../../contracts/payloads/payload-change.ts';
import { list } from '../../report/text.ts';
import type { Text } from '../../report/text.ts';
import type { Problem, RelatedPlace } from '../rule.ts';

const mostPlaces = 10;

/** Where a change of a payload stands, and who uses it: the same for all that may have happened to it. */
export function payloadPlaces(
  { old, new: next, uses }: PayloadChange,
  note: Text,
): Required<Pick<Problem, 'at' | 'atBase' | 'related'>> {
  const inOrder = [...uses].sort((a, b) => Number(isTestPath(a.path)) - Number(isTestPath(b.path)));
  return {
    at: next,
    atBase: old,
    related: inOrder
      .slice(0, mostPlaces)
      .map(({ path, line }): RelatedPlace => ({ path, line, side: 'head', note })),
  };
}

/** Names of the packages that use it: those whose code does first, tests of others behind. */
export function usingPackages(uses: readonly PayloadUse[]): Text {
  const code = uses.filter(({ path }) => !isTestPath(path));
  return list([...new Set(code.map((use) => use.package))], 3);
}

/** What changed, the first of it: `Order.state no longer allows held, Order.note is now required`. */
export function changesInWords(changes: readonly ContractChange[]): Text {
  const shown = changes.slice(0, 3);
  const rest = changes.length - shown.length;
  const words = shown.flatMap(({ title }, index): Text => (index === 0 ? title : [', ', ...title]));
  return rest > 0 ? [...words, ` and ${rest} more`] : words;
}
