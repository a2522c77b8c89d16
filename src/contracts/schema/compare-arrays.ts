import { inverse } from '../change.ts';
import { anyParts } from './shape.ts';
import type { Contains, Parts, Shape } from './shape.ts';
import { phrase, report, show } from './site.ts';
import type { Site } from './site.ts';
import { typeBits } from './types.ts';

/** Items, tuples, uniqueness and `contains`. */
export function compareArrays(site: Site): void {
  const { old, new: next } = site;
  if ((old.types & next.types & typeBits.array) === 0) return;
  // A list of one repeats nothing.
  const mayRepeat = ((next.uniqueItems ? old : next).maxItems ?? Infinity) > 1;
  if (old.uniqueItems !== next.uniqueItems && mayRepeat) {
    const keyword = 'uniqueItems';
    if (next.uniqueItems) {
      report(site, 'unique-items-added', 'narrowed', phrase`must not repeat items any more`, { keyword });
    } else {
      report(site, 'unique-items-removed', 'widened', phrase`may repeat items now`, { keyword });
    }
  }
  const length = Math.max(old.prefix.length, next.prefix.length);
  for (let index = 0; index < length; index += 1) compareItem(site, itemAt(old, index), itemAt(next, index));
  compareItem(site, old.items ?? old.unevaluatedItems, next.items ?? next.unevaluatedItems);
  compareContains(site, old.contains, next.contains);
}

function itemAt(shape: Shape, index: number): Parts | undefined {
  return shape.prefix[index] ?? shape.items ?? shape.unevaluatedItems;
}

function compareItem(site: Site, old: Parts | undefined, next: Parts | undefined): void {
  if (old || next) site.inner(old ?? anyParts, next ?? anyParts);
}

function compareContains(site: Site, old: readonly Contains[], next: readonly Contains[]): void {
  const keyword = 'contains';
  const [before] = old;
  const [after] = next;
  if (!before && !after) return;
  if (!before) {
    report(site, 'contains-added', 'narrowed', phrase`must now contain certain items`, { keyword });
  } else if (!after) {
    report(site, 'contains-removed', 'widened', phrase`need not contain certain items any more`, { keyword });
  } else if (old.length > 1 || next.length > 1) {
    compareManyContains(site, old, next);
  } else {
    compareContainsCounts(site, before, after);
    const move = site.relate(before.parts, after.parts);
    if (move === 'same') return;
    // Fewer items match a narrower schema: good for `maxContains`, bad for `minContains`.
    if (before.max === Infinity && after.max === Infinity) site.inner(before.parts, after.parts);
    else {
      const whole = before.min === 0 && after.min === 0 ? inverse(move) : 'changed';
      report(site, 'contains-changed', whole, phrase`changed which items it must contain`, { keyword });
    }
  }
}

function compareManyContains(site: Site, old: readonly Contains[], next: readonly Contains[]): void {
  const found = (one: Contains, among: readonly Contains[], forward: boolean): boolean =>
    among.some(
      (other) =>
        one.min === other.min &&
        one.max === other.max &&
        (forward ? site.relate(one.parts, other.parts) : site.relate(other.parts, one.parts)) === 'same',
    );
  const gone = old.some((one) => !found(one, next, true));
  const added = next.some((one) => !found(one, old, false));
  if (!gone && !added) return;
  const move = gone && added ? 'changed' : added ? 'narrowed' : 'widened';
  report(site, 'contains-changed', move, phrase`changed which items it must contain`, {
    keyword: 'contains',
  });
}

function compareContainsCounts(site: Site, old: Contains, next: Contains): void {
  if (old.min !== next.min) {
    const move = next.min > old.min ? 'narrowed' : 'widened';
    const kind = next.min > old.min ? 'min-contains-raised' : 'min-contains-lowered';
    const words = phrase`must contain at least ${show(next.min)} certain items instead of ${show(old.min)}`;
    report(site, kind, move, words, { keyword: 'minContains' });
  }
  if (old.max !== next.max) {
    const move = next.max < old.max ? 'narrowed' : 'widened';
    const kind = next.max < old.max ? 'max-contains-lowered' : 'max-contains-raised';
    const words = phrase`may contain at most ${show(count(next.max))} certain items instead of ${show(count(old.max))}`;
    report(site, kind, move, words, { keyword: 'maxContains' });
  }
}

function count(value: number): string {
  return value === Infinity ? 'any number of' : String(value);
}
