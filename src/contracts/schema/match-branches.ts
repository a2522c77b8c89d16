import type { Branch, Shape } from './shape.ts';
import type { Site } from './site.ts';

export interface Matched {
  readonly pairs: readonly (readonly [Branch, Branch])[];
  readonly gone: readonly Branch[];
  readonly added: readonly Branch[];
}

/** Above this many comparisons, alternatives without a common name are not tried against each other. */
const mostComparisons = 2500;

/** Which alternative became which: by name, by meaning, by its tag, then by likeness. Order says nothing. */
export function matchBranches(site: Site, old: readonly Branch[], next: readonly Branch[]): Matched {
  const pairs: (readonly [Branch, Branch])[] = [];
  let gone = [...old];
  let added = [...next];
  const match = (isMatch: (before: Branch, after: Branch) => boolean): void => {
    const left: Branch[] = [];
    for (const before of gone) {
      const index = added.findIndex((after) => isMatch(before, after));
      const after = added[index];
      if (after === undefined) left.push(before);
      else {
        pairs.push([before, after]);
        added = added.toSpliced(index, 1);
      }
    }
    gone = left;
  };
  const byName = byNameIn(added);
  match((before, after) => before.name !== undefined && byName.get(before.name) === after);
  if (gone.length * added.length > mostComparisons) return { pairs, gone, added };
  match((before, after) => site.relate(before.parts, after.parts, 'declared') === 'same');
  const tags = new Map<Branch, Tags>();
  for (const branch of gone) tags.set(branch, tagsOf(site, 'old', branch));
  for (const branch of added) tags.set(branch, tagsOf(site, 'new', branch));
  match((before, after) => hasTags(tags.get(before), tags.get(after)));
  match((before, after) => isAlike(site.shapeOf('old', before.parts), site.shapeOf('new', after.parts)));
  return { pairs, gone, added };
}

function byNameIn(branches: readonly Branch[]): ReadonlyMap<string, Branch> {
  return new Map(branches.flatMap((branch) => (branch.name === undefined ? [] : [[branch.name, branch]])));
}

type Tags = ReadonlyMap<string, string>;

/** Properties that are always the same: what clients tell alternatives apart by. */
function tagsOf(site: Site, side: 'old' | 'new', { parts }: Branch): Tags {
  const tags = new Map<string, string>();
  for (const [name, property] of site.shapeOf(side, parts).properties) {
    const [value, ...more] = site.shapeOf(side, property).values?.keys() ?? [];
    if (value !== undefined && more.length === 0) tags.set(name, value);
  }
  return tags;
}

function hasTags(old: Tags | undefined, next: Tags | undefined): boolean {
  if (!old || !next) return false;
  const common = [...old].filter(([name]) => next.has(name));
  return common.length > 0 && common.every(([name, value]) => next.get(name) === value);
}

/** The same alternative after an edit, as far as its outline tells. */
function isAlike(old: Shape, next: Shape): boolean {
  if ((old.types & next.types) === 0) return false;
  if (old.values && next.values) return [...old.values.keys()].some((key) => next.values?.has(key));
  const names = new Set([...old.properties.keys(), ...next.properties.keys()]);
  if (names.size === 0) return old.types === next.types;
  const common = [...old.properties.keys()].filter((name) => next.properties.has(name)).length;
  return common * 2 >= names.size;
}
