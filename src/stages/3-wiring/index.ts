import type { Rule } from '../rule.ts';
import { dockerCopySourceMissing } from './docker-copy-source-missing.ts';
import { entrypointMissing } from './entrypoint-missing.ts';
import { mountSourceMissing } from './mount-source-missing.ts';
import { scriptRemovedStillCalled } from './script-removed-still-called.ts';
import { startupOrderEdgeRemoved } from './startup-order-edge-removed.ts';
import { startupOrderWeakened } from './startup-order-weakened.ts';

/** Rules of this stage, in the order of the catalogue. */
export const wiringRules: readonly Rule[] = [
  entrypointMissing,
  scriptRemovedStillCalled,
  dockerCopySourceMissing,
  mountSourceMissing,
  startupOrderEdgeRemoved,
  startupOrderWeakened,
];
