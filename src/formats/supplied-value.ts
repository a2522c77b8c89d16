import type { Declaration } from '../system/facts.ts';
import { shapeOf } from '../system/value-shape.ts';
import type { EntryName } from './aws-entry.ts';
import type { Node } from './node.ts';

export type Supplied = Pick<Declaration, 'value' | 'from'>;

/** How a template language says where a value comes from. */
export interface ValueLanguage {
  readonly valueOf: (node: Node | undefined) => Supplied;
  /** the entry of a store that a `valueFrom` names; null when another part of the repository makes it, or it is not told */
  readonly entryOf: (node: Node | undefined) => EntryName | null;
}

/** A literal, or a text of which parts are filled in. */
export function suppliedText(text: string, variable: boolean): Supplied {
  return { value: shapeOf(text), ...(variable ? { from: 'variable' } : {}) };
}

/** Names that can be a variable's. */
export function isVariableName(name: string | undefined): name is string {
  return name !== undefined && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}
