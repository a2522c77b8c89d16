import { code, text } from '../../report/text.ts';
import type { Happening } from './report.ts';

/** Another type that asks nothing more of clients. */
export function widened(
  shared: Pick<Happening, 'rule' | 'direction' | 'type'>,
  coordinate: string,
  [from, to]: readonly [string, string],
  spots: Pick<Happening, 'old' | 'new'>,
): Happening {
  const phrase = text`is now ${code(to)} instead of ${code(from)}`;
  return {
    ...shared,
    ...spots,
    coordinate,
    kind: 'type-widened',
    level: 'compatible',
    phrase,
    together: ['changed', 'types'],
    uses: null,
  };
}

/** Nobody has to know of it. */
export function added(
  shared: Pick<Happening, 'rule' | 'direction' | 'type'>,
  coordinate: string,
  kind: string,
  spot: Happening['new'],
): Happening {
  const phrase = ['is new'];
  return {
    ...shared,
    kind,
    level: 'compatible',
    coordinate,
    phrase,
    together: ['has', 'additions'],
    old: null,
    new: spot,
    uses: null,
  };
}
