import { list } from '../../report/text.ts';
import { phrase, report, show } from './site.ts';
import type { Site } from './site.ts';

/** The property that tells alternatives apart, and what its values stand for. */
export function compareDiscriminator(site: Site): void {
  const before = site.old.discriminator;
  const after = site.new.discriminator;
  const keyword = 'discriminator';
  if (!before || before === after) return;
  if (!after) {
    const reason = 'Clients may choose what to read by this property';
    const words = phrase`no longer says which property tells its alternatives apart`;
    report(site, 'discriminator-removed', 'unknown', words, { keyword, reason });
    return;
  }
  if (before.property !== after.property) {
    const words = phrase`is told apart by ${show(after.property)} instead of ${show(before.property)}`;
    report(site, 'discriminator-changed', 'changed', words, { keyword });
  }
  // Where nothing is mapped, the name of a component stands for it.
  const isImplied = (value: string, to: string): boolean =>
    after.mapping.size === 0 && value === /[^/#]*$/.exec(to)?.[0];
  const gone = [...before.mapping]
    .filter(([value, to]) => !after.mapping.has(value) && !isImplied(value, to))
    .map(([value]) => value);
  if (gone.length > 0) {
    const words = phrase`no longer maps ${list(gone, 4)}`;
    report(site, 'discriminator-mapping-removed', 'changed', words, { keyword });
  }
  for (const [value, from] of before.mapping) {
    const to = after.mapping.get(value);
    if (to === undefined || to === from) continue;
    const move = site.relate(site.target('old', before, from), site.target('new', after, to), 'declared');
    if (move === 'same') continue;
    const words = phrase`maps ${show(value)} to ${show(to)} instead of ${show(from)}`;
    report(site, 'discriminator-mapping-changed', move, words, { keyword });
  }
}
