import type { Package, Requirement } from '../system/facts.ts';
import { Keys, lockedPackage } from './locked-package.ts';

/** `1.2.3`, `[1.2.3]` of Maven and NuGet, `==1.2.3` of Python */
const exact = /^(\[?|={2,3})\s*(v?\d[\w.+!-]{0,80}?(?<![.+]))\s*(\]?)$/;
const brackets: Readonly<Record<string, string>> = { '[': ']', '': '', '==': '', '===': '' };

/**
 * A package for each requirement that names one version and no range. For builds that usually keep no lockfile and take
 * the version that stands there: Maven's nearest, Gradle's catalog, NuGet's lowest, a pin of Python.
 */
export function declaredPackages(requirements: readonly Requirement[]): readonly Package[] {
  const keys = new Keys();
  return requirements.flatMap(({ ecosystem, name, specifier, group, line }) => {
    const version = exact.exec(specifier);
    if (!version || brackets[version[1] ?? ''] !== version[3]) return [];
    const found = lockedPackage(ecosystem, {
      name,
      version: version[2] ?? '',
      key: keys.of(`${name}@${version[2] ?? ''}`),
      direct: true,
      dev: group === 'dev',
      optional: group === 'optional',
      line,
    });
    return [{ ...found, declared: true }];
  });
}
