import { cargoLock } from './cargo-lock/format.ts';
import { cargoToml } from './cargo-toml/format.ts';
import type { Format } from './format.ts';
import { goMod } from './go-mod/format.ts';
import { goSum } from './go-sum/format.ts';
import { pdmLock } from './pdm-lock/format.ts';
import { pipfile } from './pipfile/format.ts';
import { pipfileLock } from './pipfile-lock/format.ts';
import { poetryLock } from './poetry-lock/format.ts';
import { pylock } from './pylock/format.ts';
import { pyproject } from './pyproject/format.ts';
import { requirements } from './requirements/format.ts';
import { uvLock } from './uv-lock/format.ts';

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
];
