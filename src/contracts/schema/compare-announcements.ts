import { own } from '../at.ts';
import { compareLifecycle, isExempt, readLifecycle, removalLevel } from '../lifecycle.ts';
import type { Lifecycle } from '../lifecycle.ts';
import type { Level } from '../change.ts';
import type { Shape } from './shape.ts';
import { report } from './site.ts';
import type { Site } from './site.ts';

/** Deprecation, sunset and stability of a schema. False when nobody was promised that it stays as it is. */
export function compareAnnouncements(site: Site): boolean {
  const old = lifecycleOf(site.old);
  for (const { kind, level, words, key } of compareLifecycle(old, lifecycleOf(site.new))) {
    report(site, kind, 'same', [words], { level, keyword: key, rule: 'contract-lifecycle-changed' });
  }
  return !isExempt(old);
}

/** What taking a property away means where that was announced in time; undefined where it was not. */
export function announcedLevel(shape: Shape, today: string): Level | undefined {
  const lifecycle = lifecycleOf(shape);
  if (!isExempt(lifecycle) && lifecycle.sunset === undefined) return undefined;
  return removalLevel(lifecycle, today).level === 'compatible' ? 'compatible' : undefined;
}

/** What any of the schemas that must hold says holds for the whole. */
function lifecycleOf({ sources }: Shape): Lifecycle {
  // A parameter of Swagger 2.0 is its own schema; what was announced of it is the matter of parameters.
  const all = sources.filter(({ node }) => typeof own(node, 'in') !== 'string').map(readLifecycle);
  const sunset = all.find((one) => one.sunset !== undefined)?.sunset;
  const stability = all.find((one) => one.stability !== undefined)?.stability;
  return {
    deprecated: all.some(({ deprecated }) => deprecated),
    ...(sunset === undefined ? {} : { sunset }),
    ...(stability === undefined ? {} : { stability }),
  };
}
