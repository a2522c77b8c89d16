import { inverse } from '../change.ts';
import { anyParts, anything } from './shape.ts';
import type { Condition, Parts } from './shape.ts';
import { phrase, report, show } from './site.ts';
import type { Site } from './site.ts';
import { typeBits } from './types.ts';

/** Names of properties are strings, whatever is said of them. */
const nameParts: Parts = { id: 'name', parts: [], made: { ...anything, types: typeBits.string } };

/** `not`, `if`, and what depends on a property being there. */
export function compareConditions(site: Site): void {
  compareNot(site);
  compareIf(site);
  if ((site.old.types & site.new.types & typeBits.object) === 0) return;
  compareDependentRequired(site);
  compareDependentSchemas(site);
  comparePropertyNames(site);
}

function compareNot(site: Site): void {
  const keyword = 'not';
  const gone = site.old.not.filter(
    (one) => !site.new.not.some((other) => site.relate(one, other) === 'same'),
  );
  const added = site.new.not.filter(
    (one) => !site.old.not.some((other) => site.relate(other, one) === 'same'),
  );
  const [before] = gone;
  const [after] = added;
  if (before && after && gone.length === 1 && added.length === 1) {
    const move = inverse(site.relate(before, after));
    report(site, 'not-changed', move, phrase`changed what it must not be`, { keyword });
  } else if (added.length > 0 && gone.length === 0) {
    report(site, 'not-added', 'narrowed', phrase`must not be certain things any more`, { keyword });
  } else if (gone.length > 0 && added.length === 0) {
    report(site, 'not-removed', 'widened', phrase`may be what it could not be before`, { keyword });
  } else if (gone.length > 0) {
    report(site, 'not-changed', 'changed', phrase`changed what it must not be`, { keyword });
  }
}

function compareIf(site: Site): void {
  const old = site.old.conditions;
  const next = site.new.conditions;
  const keyword = 'if';
  if (old.length === 0 && next.length === 0) return;
  if (old.length === 0) {
    report(site, 'condition-added', 'narrowed', phrase`now has a condition`, { keyword });
  } else if (next.length === 0) {
    report(site, 'condition-removed', 'widened', phrase`no longer has its condition`, { keyword });
  } else {
    const gone = old.filter((one) => !pairedCondition(site, one, next));
    const added = next.filter((one) => !old.some((other) => sameIf(site, other, one)));
    if (gone.length === 0 && added.length === 0) return;
    const reason = 'Which payloads a changed condition selects is not computed';
    report(site, 'condition-changed', 'unknown', phrase`changed its condition`, { keyword, reason });
  }
}

function sameIf(site: Site, old: Condition, next: Condition): boolean {
  return site.relate(old.if, next.if) === 'same';
}

/** Finds the condition with the same `if` and compares what follows from it. */
function pairedCondition(site: Site, old: Condition, all: readonly Condition[]): boolean {
  const next = all.find((other) => sameIf(site, old, other));
  if (!next) return false;
  if (old.holds || next.holds) site.inner(old.holds ?? anyParts, next.holds ?? anyParts);
  if (old.fails || next.fails) site.inner(old.fails ?? anyParts, next.fails ?? anyParts);
  return true;
}

function compareDependentRequired(site: Site): void {
  const keyword = 'dependentRequired';
  const none: ReadonlySet<string> = new Set();
  const old = site.old.dependentRequired;
  const next = site.new.dependentRequired;
  for (const name of new Set([...old.keys(), ...next.keys()])) {
    const before = old.get(name) ?? none;
    const after = next.get(name) ?? none;
    const added = [...after].filter((other) => !before.has(other) && !site.new.required.has(other));
    const gone = [...before].filter((other) => !after.has(other) && !site.old.required.has(other));
    if (added.length > 0) {
      const words = phrase`now needs ${show(added.join(', '))} beside ${show(name)}`;
      report(site, 'dependent-required-added', 'narrowed', words, { keyword });
    }
    if (gone.length > 0) {
      const words = phrase`no longer needs ${show(gone.join(', '))} beside ${show(name)}`;
      report(site, 'dependent-required-removed', 'widened', words, { keyword });
    }
  }
}

function compareDependentSchemas(site: Site): void {
  const names = new Set([...site.old.dependentSchemas.keys(), ...site.new.dependentSchemas.keys()]);
  for (const name of names) {
    const before = site.old.dependentSchemas.get(name);
    const after = site.new.dependentSchemas.get(name);
    compareOptional(site, 'dependent-schema', 'dependentSchemas', before, after);
  }
}

function comparePropertyNames(site: Site): void {
  const { old, new: next } = site;
  compareOptional(site, 'property-names', 'propertyNames', old.propertyNames, next.propertyNames, nameParts);
}

function compareOptional(
  site: Site,
  kind: string,
  keyword: string,
  old: Parts | undefined,
  next: Parts | undefined,
  otherwise = anyParts,
): void {
  if (old && next) site.inner(old, next);
  else if (next && site.relate(otherwise, next) !== 'same') {
    report(site, `${kind}-added`, 'narrowed', phrase`now has ${show(keyword)}`, { keyword });
  } else if (old && site.relate(old, otherwise) !== 'same') {
    report(site, `${kind}-removed`, 'widened', phrase`no longer has ${show(keyword)}`, { keyword });
  }
}
