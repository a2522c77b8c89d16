import type { Rule } from '../rule.ts';
import { composeInterpolationUnset } from './compose-interpolation-unset.ts';
import { composePassthroughUnset } from './compose-passthrough-unset.ts';
import { appConfigKeyUnresolved } from './app-config-key-unresolved.ts';
import { composeRequiredVarAdded } from './compose-required-var-added.ts';
import { driftSettingsChanged } from './drift-settings-changed.ts';
import { envDeclarationRemovedStillRead } from './env-declaration-removed-still-read.ts';
import { envDefaultRemoved } from './env-default-removed.ts';
import { envDuplicateKey } from './env-duplicate-key.ts';
import { envFileMissing } from './env-file-missing.ts';
import { envNotSuppliedToService } from './env-not-supplied-to-service.ts';
import { envReadUndeclared } from './env-read-undeclared.ts';
import { envRenamedPartially } from './env-renamed-partially.ts';
import { envTrackedEnvFile } from './env-tracked-env-file.ts';
import { fileBecameUnreadable } from './file-became-unreadable.ts';

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
  fileBecameUnreadable,
  driftSettingsChanged,
];
