import { list } from '../../report/text.ts';
import { own } from '../at.ts';
import type { Move } from '../change.ts';
import { flattened, isUnion } from './flattened.ts';
import type { Branch, Group, Parts, Shape } from './shape.ts';
import { compareDiscriminator } from './compare-discriminator.ts';
import { matchBranches } from './match-branches.ts';
import { phrase, report, show } from './site.ts';
import type { Site } from './site.ts';
import { anyType, number, typeBits, typeNames } from './types.ts';

type Whole = { readonly old: Parts; readonly new: Parts };

/**
 * A schema became one of several alternatives, or one of several became the only
 * one: there is nothing else to compare. False when it is neither.
 */
export function compareWholeAlternatives(site: Site, self: Whole): boolean {
  const [before, after] = [site.old.groups[0], site.new.groups[0]];
  if (!before && after && isUnion(site.new)) compareWrapped(site, self.old, after);
  else if (before && !after && isUnion(site.old)) compareUnwrapped(site, before, self.new);
  else return false;
  return true;
}

/** `anyOf`, `oneOf` and the discriminator that goes with them. */
export function compareAlternatives(site: Site): void {
  const old = site.old.groups;
  const next = site.new.groups;
  const [before] = old;
  const [after] = next;
  if (before && after && old.length === 1 && next.length === 1) compareGroups(site, before, after);
  else if (before || after) compareManyGroups(site, old, next);
  compareDiscriminator(site);
}

function compareGroups(site: Site, old: Group, next: Group): void {
  const matched = matchBranches(site, old.branches, next.branches);
  const isWhole = matched.gone.length === 0 && matched.added.length === 0;
  const [flatOld, flatNext] = [flattened(site, 'old', old), flattened(site, 'new', next)];
  if (!isWhole && (flatOld !== old || flatNext !== next)) {
    compareGroups(site, flatOld, flatNext);
    return;
  }
  const { pairs, gone, added } = matched;
  for (const [before, after] of pairs) {
    const others = next.branches.filter((branch) => branch !== after);
    // What one alternative no longer takes in, another one may.
    const isTaken =
      site.direction === 'request' &&
      next.kind === 'anyOf' &&
      !isWithin(site.relate(before.parts, after.parts, 'declared')) &&
      isCovered(site, before, others);
    if (!isTaken) site.inner(before.parts, after.parts);
  }
  const lost = gone.filter((branch) => branch.name !== undefined || !isCovered(site, branch, next.branches));
  const won = added.filter((branch) => branch.name !== undefined || !covers(site, old.branches, branch));
  removed(site, old.kind, lost);
  widened(site, next.kind, won);
  if (old.kind === 'anyOf' && next.kind === 'oneOf' && next.branches.length > 1 && lost.length === 0) {
    const reason = 'Payloads that match several alternatives are no longer accepted, if there are any';
    const level = site.direction === 'request' ? 'warn' : 'compatible';
    const words = phrase`must now match exactly one alternative`;
    report(site, 'any-of-became-one-of', 'unknown', words, { keyword: 'oneOf', reason, level });
  }
}

function removed(site: Site, keyword: string, branches: readonly Branch[]): void {
  if (branches.length === 0) return;
  const words = phrase`no longer has the ${plural(branches)} ${names(site, 'old', branches)}`;
  report(site, 'alternative-removed', 'narrowed', words, { keyword });
}

function widened(site: Site, keyword: string, branches: readonly Branch[]): void {
  if (branches.length === 0) return;
  const words = phrase`has the new ${plural(branches)} ${names(site, 'new', branches)}`;
  report(site, 'alternative-added', 'widened', words, { keyword });
}

function plural(branches: readonly Branch[]): readonly string[] {
  return [branches.length === 1 ? 'alternative' : 'alternatives'];
}

function names(site: Site, side: 'old' | 'new', branches: readonly Branch[]): ReturnType<typeof list> {
  return list(
    branches.map(({ name, parts }) => {
      const shape = site.shapeOf(side, parts);
      const title = own(shape.sources[0]?.node, 'title');
      const types = shape.types === anyType ? 'an unnamed schema' : typeNames(shape.types);
      return show(name ?? (typeof title === 'string' ? title : types)).code;
    }),
    4,
  );
}

/** Whether what a branch that is gone accepted is accepted by another one. */
function isCovered(site: Site, gone: Branch, among: readonly Branch[]): boolean {
  return few(among) && among.some(({ parts }) => isWithin(site.relate(gone.parts, parts, 'declared')));
}

function covers(site: Site, among: readonly Branch[], added: Branch): boolean {
  return few(among) && among.some(({ parts }) => contains(site.relate(parts, added.parts, 'declared')));
}

const few = (branches: readonly Branch[]): boolean => branches.length <= 30;
const isWithin = (move: Move): boolean => move === 'same' || move === 'widened';
const contains = (move: Move): boolean => move === 'same' || move === 'narrowed';

/** A schema became one of several alternatives. */
function compareWrapped(site: Site, old: Parts, group: Group): void {
  const moves = group.branches.map((branch) => site.relate(old, branch.parts, 'declared'));
  const home = group.branches.filter((_, index) => isWithin(moves[index] ?? 'unknown'));
  const keyword = group.kind;
  const spread = home.length === 0 ? homesByType(site, old, group) : null;
  if (spread) {
    widened(
      site,
      keyword,
      group.branches.filter((branch) => !spread.includes(branch)),
    );
  } else if (home.length === 0) {
    const words = phrase`is now one of several alternatives, none of which accepts all that it did`;
    const move = moves.every(contains) ? 'narrowed' : 'changed';
    report(site, 'alternatives-added', move, words, { keyword });
  } else if (home.length > 1 && group.kind === 'oneOf') {
    const words = phrase`must now match exactly one of several alternatives that overlap`;
    report(site, 'alternatives-added', 'narrowed', words, { keyword });
  } else {
    for (const branch of home.slice(0, 1)) site.inner(old, branch.parts);
    // What an alternative takes in that was taken in before is nothing new, unless it has a name to look out for.
    const won = group.branches.filter(
      (branch, index) =>
        !home.includes(branch) && (branch.name !== undefined || !contains(moves[index] ?? 'unknown')),
    );
    widened(site, keyword, won);
  }
}

const apart = [typeBits.null, typeBits.boolean, typeBits.string, number, typeBits.array, typeBits.object];

/** The alternatives that take in a schema of several types, each type by itself; null when one of them has none. */
function homesByType(site: Site, old: Parts, group: Group): readonly Branch[] | null {
  return homes(site, 'new', site.old, group, ({ parts }, type) =>
    isWithin(site.relate(piece(old, type), parts, 'declared')),
  );
}

/** Whether several alternatives, each of its own types, accepted all that the schema they became does. */
function wereAll(site: Site, group: Group, next: Parts): boolean {
  const isHome = ({ parts }: Branch, type: Shape): boolean =>
    contains(site.relate(parts, piece(next, type), 'declared'));
  return homes(site, 'old', site.new, group, isHome) !== null;
}

function piece({ id }: Parts, made: Shape): Parts {
  return { id: `${id}~${made.types}`, parts: [], made };
}

function homes(
  site: Site,
  side: 'old' | 'new',
  shape: Shape,
  { kind, branches }: Group,
  isHome: (branch: Branch, type: Shape) => boolean,
): readonly Branch[] | null {
  const types = apart.filter((bits) => (shape.types & bits) !== 0);
  if (types.length < 2) return null;
  const typesOf = branches.map(({ parts }) => site.shapeOf(side, parts).types);
  const overlap = typesOf.some((bits, index) =>
    typesOf.some((other, at) => at !== index && (bits & other) !== 0),
  );
  if (kind === 'oneOf' && overlap) return null;
  const found = types.map((bits) =>
    branches.find((branch) => isHome(branch, { ...shape, types: shape.types & bits })),
  );
  return found.every((branch) => branch !== undefined) ? found : null;
}

/** One of several alternatives became the only one, or a schema that holds them all. */
function compareUnwrapped(site: Site, group: Group, next: Parts): void {
  const moves = group.branches.map((branch) => site.relate(branch.parts, next, 'declared'));
  const keyword = group.kind;
  const best = group.branches.find((_, index) => moves[index] === 'same');
  if (best) {
    removed(
      site,
      keyword,
      group.branches.filter((_, index) => !isWithin(moves[index] ?? 'unknown')),
    );
  } else if (moves.every(isWithin)) {
    if (wereAll(site, group, next)) return;
    report(site, 'alternatives-removed', 'widened', phrase`accepts more than its alternatives did`, {
      keyword,
    });
  } else {
    const move = moves.every(contains) ? 'narrowed' : 'changed';
    report(site, 'alternatives-removed', move, phrase`no longer has alternatives`, { keyword });
  }
}

/** Several groups, or one beside other keywords: every group must hold, so each is a restriction. */
function compareManyGroups(site: Site, old: readonly Group[], next: readonly Group[]): void {
  const left = [...next];
  const gone: Group[] = [];
  for (const group of old) {
    const found = left.findIndex((other) => sameGroup(site, group, other));
    if (found === -1) gone.push(group);
    else left.splice(found, 1);
  }
  const [before] = gone;
  const [after] = left;
  if (before && after && gone.length === 1 && left.length === 1) {
    compareGroups(site, before, after);
    return;
  }
  if (after) {
    report(site, 'alternatives-added', 'narrowed', phrase`must now match one of several alternatives`, {
      keyword: after.kind,
    });
  }
  if (before) {
    const words = phrase`need not match one of several alternatives any more`;
    report(site, 'alternatives-removed', 'widened', words, { keyword: before.kind });
  }
}

function sameGroup(site: Site, old: Group, next: Group): boolean {
  if (old.kind !== next.kind || old.branches.length !== next.branches.length) return false;
  const { pairs } = matchBranches(site, old.branches, next.branches);
  return (
    pairs.length === old.branches.length &&
    pairs.every(([a, b]) => site.relate(a.parts, b.parts, 'declared') === 'same')
  );
}
