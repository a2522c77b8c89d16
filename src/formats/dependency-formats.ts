import type { Format } from './format.ts';
import { bazelLock } from './bazel-lock/format.ts';
import { bunLock } from './bun-lock/format.ts';
import { bunLockb } from './bun-lockb/format.ts';
import { cargoLock } from './cargo-lock/format.ts';
import { cargoToml } from './cargo-toml/format.ts';
import { cocoapodsLock } from './cocoapods-lock/format.ts';
import { composerJson } from './composer-json/format.ts';
import { composerLock } from './composer-lock/format.ts';
import { conanLock } from './conan-lock/format.ts';
import { condaLock } from './conda-lock/format.ts';
import { denoJson } from './deno-json/format.ts';
import { denoLock } from './deno-lock/format.ts';
import { flakeLock } from './flake-lock/format.ts';
import { gemfile } from './gemfile/format.ts';
import { gemfileLock } from './gemfile-lock/format.ts';
import { goMod } from './go-mod/format.ts';
import { goSum } from './go-sum/format.ts';
import { gradleBuild } from './gradle-build/format.ts';
import { gradleCatalog } from './gradle-catalog/format.ts';
import { gradleLock } from './gradle-lock/format.ts';
import { gradleVerification } from './gradle-verification/format.ts';
import { helmLock } from './helm-lock/format.ts';
import { lineLocks } from './line-locks/format.ts';
import { mixExs } from './mix-exs/format.ts';
import { mixLock } from './mix-lock/format.ts';
import { msbuild } from './msbuild/format.ts';
import { nugetLock } from './nuget-lock/format.ts';
import { opam } from './opam/format.ts';
import { paketLock } from './paket-lock/format.ts';
import { pdmLock } from './pdm-lock/format.ts';
import { perlManifests } from './perl-manifests/format.ts';
import { pipfile } from './pipfile/format.ts';
import { pipfileLock } from './pipfile-lock/format.ts';
import { poetryLock } from './poetry-lock/format.ts';
import { pom } from './pom/format.ts';
import { pubspecLock } from './pubspec-lock/format.ts';
import { pylock } from './pylock/format.ts';
import { pyproject } from './pyproject/format.ts';
import { registryConfig } from './registry-config/format.ts';
import { renvLock } from './renv-lock/format.ts';
import { requirements } from './requirements/format.ts';
import { swiftResolved } from './swift-resolved/format.ts';
import { terraformLock } from './terraform-lock/format.ts';
import { tomlManifests } from './toml-manifests/format.ts';
import { goVendor } from './go-vendor/format.ts';
import { paketDependencies } from './paket-dependencies/format.ts';
import { setupPy } from './setup-py/format.ts';
import { tomlProjects } from './toml-projects/format.ts';
import { uvLock } from './uv-lock/format.ts';
import { yamlManifests } from './yaml-manifests/format.ts';
import { yamlLocks } from './yaml-locks/format.ts';

/** Lockfiles and manifests of package managers beyond npm, pnpm and Yarn, all known by name. */
export const dependencyFormats: readonly Format[] = [
  poetryLock,
  uvLock,
  pdmLock,
  pylock,
  pipfileLock,
  pipfile,
  pyproject,
  requirements,
  goMod,
  goSum,
  cargoLock,
  cargoToml,
  gemfileLock,
  gemfile,
  composerLock,
  composerJson,
  bunLock,
  bunLockb,
  nugetLock,
  msbuild,
  paketLock,
  gradleLock,
  gradleCatalog,
  gradleBuild,
  gradleVerification,
  pom,
  mixLock,
  mixExs,
  denoLock,
  denoJson,
  cocoapodsLock,
  swiftResolved,
  pubspecLock,
  yamlManifests,
  terraformLock,
  helmLock,
  flakeLock,
  conanLock,
  renvLock,
  condaLock,
  yamlLocks,
  lineLocks,
  opam,
  perlManifests,
  bazelLock,
  tomlManifests,
  tomlProjects,
  paketDependencies,
  goVendor,
  setupPy,
  registryConfig,
];
