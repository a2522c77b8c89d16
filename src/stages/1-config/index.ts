import type { Rule } from '../rule.ts';
import { fileBecameUnreadable } from './file-became-unreadable.ts';

/** Rules of this stage, in the order of the catalogue. */
export const configRules: readonly Rule[] = [fileBecameUnreadable];
