import type { Rule } from '../rule.ts';
import { contractLifecycleChanged } from './contract-lifecycle-changed.ts';
import { contractNumberReused } from './contract-number-reused.ts';
import { contractOperationRemoved } from './contract-operation-removed.ts';
import { contractOperationRenamed } from './contract-operation-renamed.ts';
import { contractParameterChanged } from './contract-parameter-changed.ts';
import { contractRemoved } from './contract-removed.ts';
import { contractRequestNarrowed } from './contract-request-narrowed.ts';
import { contractResponseChanged } from './contract-response-changed.ts';
import { contractSecondOpinion } from './contract-second-opinion.ts';
import { contractSecurityChanged } from './contract-security-changed.ts';
import { contractServerChanged } from './contract-server-changed.ts';
import { contractWireChanged } from './contract-wire-changed.ts';
import { contractClientStale } from './contract-client-stale.ts';
import { contractRouteUnserved } from './contract-route-unserved.ts';
import { contractSharedTypeChanged } from './contract-shared-type-changed.ts';
import { contractClientEdited } from './contract-client-edited.ts';
import { healthRouteUnserved } from './health-route-unserved.ts';

/** Rules of this stage, in the order of the catalogue. */
export const contractsRules: readonly Rule[] = [
  contractRemoved,
  contractOperationRemoved,
  contractOperationRenamed,
  contractRequestNarrowed,
  contractParameterChanged,
  contractResponseChanged,
  contractSecurityChanged,
  contractLifecycleChanged,
  contractServerChanged,
  contractWireChanged,
  contractNumberReused,
  contractSecondOpinion,
  contractClientStale,
  contractClientEdited,
  contractRouteUnserved,
  contractSharedTypeChanged,
  healthRouteUnserved,
];
