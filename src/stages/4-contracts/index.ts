import type { Rule } from '../rule.ts';

/** Rules of this stage, in the order of the catalogue. */
export const contractsRules: readonly Rule[] = [];
