import { packageMoves } from './package-moves.ts';
import type { PackageMove } from './package-moves.ts';
import { manifestSteps } from './manifest-steps.ts';
import type { ManifestStep } from './manifest-steps.ts';
import { promisesNothing } from './promise-free.ts';
import type { Change } from './system.ts';
import { isBreakingStep } from './version-order.ts';

/** Whether a package went over a boundary beyond which its scheme promises nothing. */
export function isBreakingMove({ ecosystem, name, kind, from, to }: PackageMove): boolean {
  return (
    kind === 'upgraded' &&
    !promisesNothing(ecosystem, name) &&
    isBreakingStep(from ?? '', to ?? '', ecosystem)
  );
}

/** Breaking moves of what manifests name. */
export function directBreakingMoves(change: Change): readonly PackageMove[] {
  return packageMoves(change).filter((move) => move.direct && isBreakingMove(move));
}

/** Breaking steps in manifests that no lockfile answers. */
export function breakingManifestSteps(change: Change): readonly ManifestStep[] {
  return manifestSteps(change).filter(
    ({ ecosystem, name, from, to }) =>
      !promisesNothing(ecosystem, name) && isBreakingStep(from, to, ecosystem),
  );
}
