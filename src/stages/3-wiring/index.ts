import type { Rule } from '../rule.ts';
import { dockerCopySourceMissing } from './docker-copy-source-missing.ts';
import { mountSourceMissing } from './mount-source-missing.ts';

/** Rules of this stage, in the order of the catalogue. */
export const wiringRules: readonly Rule[] = [dockerCopySourceMissing, mountSourceMissing];
