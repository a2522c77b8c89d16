import type { SchemaSet } from '../../formats/payloads/payload-module.ts';
import { child } from '../at.ts';
import type { ContractChange, Direction } from '../change.ts';
import { withinBounds } from '../conclude.ts';
import { Documents } from '../documents.ts';
import { Collector } from '../openapi/collector.ts';
import { nameSpot } from '../openapi/name-spot.ts';
import { Sameness } from '../sameness.ts';
import { Shaper } from '../schema/shaper.ts';
import { Walk } from '../schema/walk.ts';

/**
 * What changed in the schemas of a file that it has on both sides, as those see it who send what the schemas check
 * (`request`), or who read it. `operations` of a change are the names of the schemas that it reaches.
 */
export function compareSchemas(
  old: SchemaSet,
  next: SchemaSet,
  direction: Direction = 'request',
): readonly ContractChange[] {
  // What cannot be told must not look like a step in the direction that breaks.
  const [from, to] = direction === 'request' ? [old.least, next.most] : [old.most, next.least];
  const documents = [from, to].map((each) => new Documents('', each, () => undefined)) as [
    Documents,
    Documents,
  ];
  const [before, after] = documents.map((each) => new Shaper(each, 'draft-2020-12')) as [Shaper, Shaper];
  const walk = new Walk(before, after, new Sameness(...documents).same);
  const collector = new Collector((spot, side) =>
    spot ? nameSpot(spot, documents[side === 'old' ? 0 : 1].root.node) : 'schema',
  );
  withinBounds(() => {
    for (const name of old.names) {
      if (!next.names.includes(name)) continue;
      const roots = documents.map(({ root }) => child(child(root, '$defs'), name));
      if (roots[0] && roots[1])
        collector.root(name, 'body', walk.pair(before.parts(roots[0]), after.parts(roots[1]), direction));
    }
    walk.finish();
  });
  return collector.changes();
}
