import type { Rule } from '../rule.ts';
import { cloudFormationParameterUnset } from './cloudformation-parameter-unset.ts';
import { turboEnvUndeclared } from './turbo-env-undeclared.ts';
import { envClientExposure } from './env-client-exposure.ts';
import { envBuildRuntimeMismatch } from './env-build-runtime-mismatch.ts';
import { dockerArgScopeLost } from './docker-arg-scope-lost.ts';
import { appConfigKeyUnresolved } from './app-config-key-unresolved.ts';
import { composeInterpolationUnset } from './compose-interpolation-unset.ts';
import { composePassthroughUnset } from './compose-passthrough-unset.ts';
import { composeRequiredVarAdded } from './compose-required-var-added.ts';
import { driftSettingsChanged } from './drift-settings-changed.ts';
import { envChangeShadowed } from './env-change-shadowed.ts';
import { envDeclarationRemovedStillRead } from './env-declaration-removed-still-read.ts';
import { envDeclaredUnread } from './env-declared-unread.ts';
import { envDefaultDiverges } from './env-default-diverges.ts';
import { envDefaultRemoved } from './env-default-removed.ts';
import { envDuplicateKey } from './env-duplicate-key.ts';
import { envExampleNotUpdated } from './env-example-not-updated.ts';
import { envFileMissing } from './env-file-missing.ts';
import { envLoaderAmbiguousValue } from './env-loader-ambiguous-value.ts';
import { envKeyMissingInSibling } from './env-key-missing-in-sibling.ts';
import { envNotSuppliedToService } from './env-not-supplied-to-service.ts';
import { envOptionalBecameRequired } from './env-optional-became-required.ts';
import { envReadUndeclared } from './env-read-undeclared.ts';
import { envRenamedPartially } from './env-renamed-partially.ts';
import { envTrackedEnvFile } from './env-tracked-env-file.ts';
import { envTypeNarrowed } from './env-type-narrowed.ts';
import { envValueMissedInSibling } from './env-value-missed-in-sibling.ts';
import { envValueViolatesSchema } from './env-value-violates-schema.ts';
import { fileBecameUnreadable } from './file-became-unreadable.ts';
import { helmValueUndefined } from './helm-value-undefined.ts';
import { k8sConfigChangeWithoutRollout } from './k8s-config-change-without-rollout.ts';
import { k8sConfigKeyMissing } from './k8s-config-key-missing.ts';
import { k8sConfigObjectRemoved } from './k8s-config-object-removed.ts';
import { manualProvisioningAdded } from './manual-provisioning-added.ts';
import { secretDowngraded } from './secret-downgraded.ts';
import { terraformVariableUnset } from './terraform-variable-unset.ts';
import { workflowSecretUndeclared } from './workflow-secret-undeclared.ts';

/** Rules of this stage, in the order of the catalogue. */
export const configRules: readonly Rule[] = [
  envReadUndeclared,
  envDeclarationRemovedStillRead,
  envNotSuppliedToService,
  envRenamedPartially,
  envDefaultRemoved,
  composeRequiredVarAdded,
  envFileMissing,
  appConfigKeyUnresolved,
  envDuplicateKey,
  envTrackedEnvFile,
  composeInterpolationUnset,
  composePassthroughUnset,
  envDeclaredUnread,
  envExampleNotUpdated,
  k8sConfigKeyMissing,
  k8sConfigObjectRemoved,
  k8sConfigChangeWithoutRollout,
  helmValueUndefined,
  envChangeShadowed,
  envLoaderAmbiguousValue,
  workflowSecretUndeclared,
  terraformVariableUnset,
  cloudFormationParameterUnset,
  secretDowngraded,
  manualProvisioningAdded,
  envDefaultDiverges,
  envOptionalBecameRequired,
  envTypeNarrowed,
  envValueViolatesSchema,
  envKeyMissingInSibling,
  envValueMissedInSibling,
  dockerArgScopeLost,
  envBuildRuntimeMismatch,
  envClientExposure,
  turboEnvUndeclared,
  fileBecameUnreadable,
  driftSettingsChanged,
];
