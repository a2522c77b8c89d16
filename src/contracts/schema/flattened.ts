import type { Group, Shape } from './shape.ts';
import type { Site } from './site.ts';
import { anyType } from './types.ts';

/** Whether a schema is its alternatives and nothing else. */
export function isUnion(shape: Shape): boolean {
  return (
    shape.groups.length === 1 &&
    shape.properties.size === 0 &&
    shape.required.size === 0 &&
    shape.patternProperties.size === 0 &&
    !shape.additional &&
    !shape.items &&
    !shape.values &&
    shape.patterns.size === 0 &&
    shape.formats.size === 0 &&
    shape.conditions.length === 0 &&
    shape.not.length === 0
  );
}

/** Alternatives of alternatives, written out: the same group where there are none. */
export function flattened(site: Site, side: 'old' | 'new', group: Group, depth = 0): Group {
  const branches = group.branches.flatMap((branch) => {
    const shape = site.shapeOf(side, branch.parts);
    const [inner] = shape.groups;
    const isNested = inner?.kind === group.kind && isUnion(shape) && shape.types === anyType && depth < 5;
    return isNested && !shape.discriminator ? flattened(site, side, inner, depth + 1).branches : [branch];
  });
  return branches.length === group.branches.length ? group : { ...group, branches };
}
