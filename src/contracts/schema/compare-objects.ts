import { announcedLevel } from './compare-announcements.ts';
import { propertyOf } from './meet.ts';
import { anyParts } from './shape.ts';
import type { Parts, Shape } from './shape.ts';
import { phrase, report, show } from './site.ts';
import type { Site } from './site.ts';
import { typeBits } from './types.ts';

/** Properties: declared, required, by pattern, and any other. */
export function compareObjects(site: Site): void {
  const { old, new: next } = site;
  if ((old.types & next.types & typeBits.object) === 0) return;
  const names = new Set([
    ...old.properties.keys(),
    ...next.properties.keys(),
    ...old.required,
    ...next.required,
  ]);
  for (const name of names) compareProperty(site, name);
  comparePatternProperties(site);
  compareAdditional(site);
}

interface View {
  readonly declared?: Parts;
  readonly required: boolean;
  /** the client does not send what is read-only and does not receive what is write-only */
  readonly hidden: boolean;
}

function viewOf(site: Site, side: 'old' | 'new', name: string): View {
  const shape = site[side];
  const declared = shape.properties.get(name);
  const inside = declared ? site.shapeOf(side, declared) : undefined;
  const hidden = site.direction === 'request' ? inside?.readOnly : inside?.writeOnly;
  return {
    ...(declared ? { declared } : {}),
    required: shape.required.has(name) && hidden !== true,
    hidden: hidden === true,
  };
}

function compareProperty(site: Site, name: string): void {
  if (isUntouched(site, name)) return;
  const old = viewOf(site, 'old', name);
  const next = viewOf(site, 'new', name);
  // Marking a property read-only or write-only says what was so before; the other way round it becomes a new one.
  if (next.hidden) return;
  if (old.hidden) {
    if (next.required) required(site, name);
    return;
  }
  if (old.declared && next.declared) site.inner(old.declared, next.declared);
  else if (old.declared) propertyRemoved(site, name, old.declared, old.required, next.required);
  else if (next.declared) propertyAdded(site, name, next.declared, next.required && !old.required);
  if (next.required && !old.required && (old.declared || !next.declared)) required(site, name);
  if (old.required && !next.required && (next.declared || !old.declared)) {
    const at = next.declared ? { property: name } : { keyword: 'required', about: name };
    report(site, 'property-became-optional', 'widened', named(site, name, ' is no longer required'), at);
  }
}

/** Asked first: most properties are as they were, and looking into them costs the most. */
function isUntouched({ old, new: next, areEqual }: Site, name: string): boolean {
  if (old.required.has(name) !== next.required.has(name)) return false;
  const [before, after] = [old.properties.get(name), next.properties.get(name)];
  return before !== undefined && after !== undefined && areEqual(before, after);
}

function required(site: Site, name: string): void {
  const at = site.new.properties.has(name) ? { property: name } : { keyword: 'required', about: name };
  report(site, 'property-became-required', 'narrowed', named(site, name, ' is now required'), at);
}

/** A declared property has its name in the place that is shown; an undeclared one needs it said. */
function named(site: Site, name: string, words: string): ReturnType<typeof phrase> {
  return site.new.properties.has(name) ? [words.trimStart()] : [...phrase`: ${show(name)}`, words];
}

function propertyAdded(site: Site, name: string, declared: Parts, isRequired: boolean): void {
  const property = name;
  if (isRequired) {
    report(site, 'required-property-added', 'narrowed', phrase`is a new required property`, { property });
    return;
  }
  const before = propertyOf(site.old, name);
  if (before && before.id !== 'f') {
    site.inner(before, declared);
  } else if (before) {
    // Readers that refuse what they do not know are rare, additions are not.
    const words = phrase`is a new property of an object that allowed no others`;
    report(site, 'property-added', 'widened', words, { property, level: 'compatible' });
  } else {
    report(site, 'property-added', 'narrowed', phrase`is a new property`, { property, level: 'compatible' });
  }
}

function propertyRemoved(site: Site, name: string, declared: Parts, was: boolean, is: boolean): void {
  const property = name;
  const after = propertyOf(site.new, name);
  const announced = announcedLevel(site.shapeOf('old', declared), site.today);
  if (announced) {
    const words = phrase`was removed as was announced`;
    report(site, 'property-removed', 'widened', words, { property, level: announced });
  } else if (site.direction === 'request') {
    if (after?.id === 'f')
      report(site, 'property-removed', 'narrowed', phrase`is no longer accepted`, { property });
    else report(site, 'property-removed', 'widened', phrase`was removed`, { property, level: 'warn' });
    if (after && after.id !== 'f') site.inner(declared, after);
  } else if (was && !is) {
    const words = phrase`was removed; it was always there`;
    report(site, 'required-property-removed', 'widened', words, { property });
  } else {
    report(site, 'property-removed', 'widened', phrase`was removed`, { property, level: 'warn' });
    // It may still come, as what any other property is.
    if (after && after.id !== 'f') site.inner(declared, after);
  }
}

function comparePatternProperties(site: Site): void {
  const keyword = 'patternProperties';
  for (const [pattern, before] of site.old.patternProperties) {
    const after = site.new.patternProperties.get(pattern) ?? site.new.additional;
    if (after) site.inner(before, after);
    else if (!isAnything(site, 'old', before)) {
      const words = phrase`no longer restricts properties that match ${show(pattern)}`;
      report(site, 'pattern-properties-removed', 'widened', words, { keyword });
    }
  }
  for (const [pattern, after] of site.new.patternProperties) {
    if (site.old.patternProperties.has(pattern)) continue;
    const before = site.old.additional;
    if (before) site.inner(before, after);
    else if (!isAnything(site, 'new', after)) {
      const words = phrase`now restricts properties that match ${show(pattern)}`;
      report(site, 'pattern-properties-added', 'narrowed', words, { keyword });
    }
  }
}

function compareAdditional(site: Site): void {
  const before = site.old.additional;
  const after = site.new.additional;
  const keyword = additionalKeyword(site.new) ?? additionalKeyword(site.old) ?? 'additionalProperties';
  const opened = !after || isAnything(site, 'new', after);
  const wasOpen = !before || isAnything(site, 'old', before);
  if (opened && wasOpen) return;
  if (wasOpen) {
    const words =
      after?.id === 'f' ? phrase`no longer allows other properties` : phrase`now restricts other properties`;
    const kind = after?.id === 'f' ? 'additional-properties-closed' : 'additional-properties-restricted';
    report(site, kind, 'narrowed', words, { keyword });
  } else if (opened) {
    const level = before.id === 'f' ? { level: 'compatible' as const } : {};
    const words = phrase`now allows any other properties`;
    report(site, 'additional-properties-opened', 'widened', words, { keyword, ...level });
  } else if (before.id === 'f' && after.id !== 'f') {
    const words = phrase`now allows other properties of a kind`;
    report(site, 'additional-properties-opened', 'widened', words, { keyword, level: 'compatible' });
  } else if (before.id !== 'f') {
    site.inner(before, after);
  }
}

function additionalKeyword(shape: Shape): string | undefined {
  return ['additionalProperties', 'unevaluatedProperties'].find((keyword) =>
    shape.sources.some(({ node }) => Object.hasOwn(node as object, keyword)),
  );
}

function isAnything(site: Site, side: 'old' | 'new', parts: Parts): boolean {
  return parts.id === anyParts.id || site.relate(...orderOf(side, parts)) === 'same';
}

/** A schema against the one that accepts everything, on its own side. */
function orderOf(side: 'old' | 'new', parts: Parts): readonly [Parts, Parts] {
  return side === 'old' ? [parts, anyParts] : [anyParts, parts];
}
