import type { Rule } from '../rule.ts';
import { backingServiceVersionSkew } from './backing-service-version-skew.ts';
import { clientServerVersionSkew } from './client-server-version-skew.ts';
import { dependencyAdded } from './dependency-added.ts';
import { dependencyDowngraded } from './dependency-downgraded.ts';
import { directBreakingBump } from './direct-breaking-bump.ts';
import { engineConstraintViolated } from './engine-constraint-violated.ts';
import { healthcheckRemoved } from './healthcheck-removed.ts';
import { healthcheckTargetMissing } from './healthcheck-target-missing.ts';
import { healthyConditionWithoutHealthcheck } from './healthy-condition-without-healthcheck.ts';
import { serviceSelectorOrphaned } from './service-selector-orphaned.ts';
import { routeBackendMissing } from './route-backend-missing.ts';
import { servicePortMismatch } from './service-port-mismatch.ts';
import { containerPortDrift } from './container-port-drift.ts';
import { healthcheckWeakened } from './healthcheck-weakened.ts';
import { volumeIdentityChanged } from './volume-identity-changed.ts';
import { networkReachabilityCut } from './network-reachability-cut.ts';
import { channelNameDrift } from './channel-name-drift.ts';
import { serviceAccountOrPullSecretDangling } from './service-account-or-pull-secret-dangling.ts';
import { imagePinLoosened } from './image-pin-loosened.ts';
import { knownVulnerabilityIntroduced } from './known-vulnerability-introduced.ts';
import { lockIntegrityChanged } from './lock-integrity-changed.ts';
import { lockManifestOutOfStep } from './lock-manifest-out-of-step.ts';
import { lockSourceChanged } from './lock-source-changed.ts';
import { migrationDropsUsedSchema } from './migration-drops-used-schema.ts';
import { migrationEditedAfterRelease } from './migration-edited-after-release.ts';
import { migrationLocksTable } from './migration-locks-table.ts';
import { migrationNotRun } from './migration-not-run.ts';
import { migrationNotNullWithoutBackfill } from './migration-not-null-without-backfill.ts';
import { pairedPackagesSplit } from './paired-packages-split.ts';
import { phantomDependencyMoved } from './phantom-dependency-moved.ts';
import { removedDependencyStillUsed } from './removed-dependency-still-used.ts';
import { runtimeDeclaredDifferently } from './runtime-declared-differently.ts';
import { runtimeMajorBump } from './runtime-major-bump.ts';
import { serviceRemovedStillReferenced } from './service-removed-still-referenced.ts';
import { statefulImageMajorBump } from './stateful-image-major-bump.ts';
import { transitiveBreakingBump } from './transitive-breaking-bump.ts';

import { buildAllowlistWidened } from './build-allowlist-widened.ts';
import { actionPinWeakened } from './action-pin-weakened.ts';
import { installScriptAdded } from './install-script-added.ts';
import { overrideLost } from './override-lost.ts';
import { lockAliasMismatch } from './lock-alias-mismatch.ts';
import { lockEntryUnreachable } from './lock-entry-unreachable.ts';
import { lockfilesDisagree } from './lockfiles-disagree.ts';
import { prereleaseAdopted } from './prerelease-adopted.ts';
import { deprecatedIntroduced } from './deprecated-introduced.ts';
import { peerRangeViolated } from './peer-range-violated.ts';
import { duplicateVersionIntroduced } from './duplicate-version-introduced.ts';
import { workspaceVersionSkew } from './workspace-version-skew.ts';
import { devDependencyReachesProd } from './dev-dependency-reaches-prod.ts';
import { lockRelockedWithoutManifest } from './lock-relocked-without-manifest.ts';
import { imageTagAndDigestDisagree } from './image-tag-and-digest-disagree.ts';
import { packageManagerChanged } from './package-manager-changed.ts';
import { patchLost } from './patch-lost.ts';
import { serviceHostUnknown } from './service-host-unknown.ts';
import { startupOrderMissing } from './startup-order-missing.ts';
import { packageRegistryChanged } from './package-registry-changed.ts';
import { overrideWithoutEffect } from './override-without-effect.ts';
import { catalogAliasStillUsed } from './catalog-alias-still-used.ts';

/** Rules of this stage, in the order of the catalogue. */
export const dependenciesRules: readonly Rule[] = [
  lockIntegrityChanged,
  lockSourceChanged,
  lockManifestOutOfStep,
  knownVulnerabilityIntroduced,
  directBreakingBump,
  transitiveBreakingBump,
  dependencyDowngraded,
  dependencyAdded,
  removedDependencyStillUsed,
  phantomDependencyMoved,
  runtimeDeclaredDifferently,
  runtimeMajorBump,
  engineConstraintViolated,
  pairedPackagesSplit,
  clientServerVersionSkew,
  backingServiceVersionSkew,
  serviceRemovedStillReferenced,
  statefulImageMajorBump,
  migrationDropsUsedSchema,
  migrationNotNullWithoutBackfill,
  migrationNotRun,
  migrationEditedAfterRelease,
  migrationLocksTable,
  healthcheckRemoved,
  imagePinLoosened,
  serviceAccountOrPullSecretDangling,
  channelNameDrift,
  networkReachabilityCut,
  volumeIdentityChanged,
  healthcheckWeakened,
  containerPortDrift,
  servicePortMismatch,
  routeBackendMissing,
  serviceSelectorOrphaned,
  healthyConditionWithoutHealthcheck,
  healthcheckTargetMissing,
  actionPinWeakened,
  installScriptAdded,
  buildAllowlistWidened,
  overrideLost,
  lockAliasMismatch,
  lockEntryUnreachable,
  lockfilesDisagree,
  prereleaseAdopted,
  deprecatedIntroduced,
  peerRangeViolated,
  duplicateVersionIntroduced,
  workspaceVersionSkew,
  devDependencyReachesProd,
  lockRelockedWithoutManifest,
  imageTagAndDigestDisagree,
  packageManagerChanged,
  patchLost,
  serviceHostUnknown,
  startupOrderMissing,
  packageRegistryChanged,
  overrideWithoutEffect,
  catalogAliasStillUsed,
];
