import type { Override } from '../system/facts.ts';
import { entries, textOf } from './node.ts';
import type { Node } from './node.ts';

const deepest = 20;

/**
 * Forced versions, as npm (nested, `.` for the package itself), pnpm (`a>b`) and Yarn (`a/b`)
 * write them, in manifests and lockfiles.
 */
export function readOverrides(node: Node | undefined, outer = '', depth = 0): readonly Override[] {
  if (depth > deepest) return [];
  return [...entries(node)].flatMap((entry): readonly Override[] => {
    const selector = entry.key === '.' ? outer : outer === '' ? entry.key : `${outer}>${entry.key}`;
    if (entry.node.kind === 'map') return readOverrides(entry.node, selector, depth + 1);
    const specifier = textOf(entry.node);
    if (specifier === undefined) return [];
    const name = overriddenName(selector);
    return [{ kind: 'override', ecosystem: 'npm', selector, name, specifier, line: entry.line }];
  });
}

// A name, its range, and what parts it from the next: a `>` after a blank, `|` or `@` belongs to the range.
const step = /((?:@[^/@>\s]+\/)?[^/@>\s]+)(?:@((?:npm:@[^/]+\/)?(?:[^/>]|(?<=[ |@])>)*))?(?:[/>]|$)/y;

/** The package that a selector forces: `b` of `b`, `a>b@1`, `b@>=2 <3`, `a/b` and `b@npm:^1`. */
export function overriddenName(selector: string): string {
  let name = selector;
  for (step.lastIndex = 0; step.lastIndex < selector.length;) {
    const found = step.exec(selector);
    if (!found) return name;
    name = found[1] ?? name;
  }
  return name;
}
