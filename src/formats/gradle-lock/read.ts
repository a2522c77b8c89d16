import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { Keys, lockedPackage, lockfileFact, lockText } from '../locked-package.ts';

/** Configurations of tests, of tools and of code that is generated while building. */
const forDevelopment =
  /test|annotationProcessor|kapt|ksp|checkstyle|pmd|spotbugs|jacoco|detekt|ktlint|jmh|lint|spotless|errorprone/i;

/** `group:artifact:version=configuration,configuration` a line; files of old have no configurations. */
export function readGradleLock(file: SourceFile): Reading {
  const packages: Package[] = [];
  const keys = new Keys();
  lockText(file)
    .split('\n')
    .forEach((whole, index) => {
      const text = whole.trim();
      if (text === '' || text.startsWith('#') || text.startsWith('empty=')) return;
      const found = /^([^:=\s]+:[^:=\s]+):([^:=\s]+)(?:=(.*))?$/.exec(text);
      if (!found) throw new Unreadable('unparsable', `Line ${index + 1} is no locked module`);
      const [, name = '', version = '', configurations = ''] = found;
      const all = configurations.split(',').filter((each) => each !== '');
      packages.push(
        lockedPackage('maven', {
          name,
          version,
          key: keys.of(`${name}@${version}`),
          dev: all.length === 0 ? null : all.every((each) => forDevelopment.test(each)),
          line: index + 1,
        }),
      );
    });
  return { facts: [lockfileFact({ ecosystem: 'maven', manager: 'gradle', version: '' }), ...packages] };
}
