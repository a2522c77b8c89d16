import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import { Keys, lockedPackage, lockfileFact } from '../locked-package.ts';
import { withoutCredentials } from '../without-credentials.ts';
import { at, readXml } from '../xml.ts';
import type { Element } from '../xml.ts';

/** Hashes of every file that a build downloads, of old versions too: nothing of what is chosen. */
export function readGradleVerification({ text }: SourceFile): Reading {
  const root = readXml(withoutCredentials(text));
  if (root.name !== 'verification-metadata')
    throw new Unreadable('unparsable', 'The root element is not verification-metadata');
  const keys = new Keys();
  const packages = at(root, 'components', 'component').flatMap((component) => {
    const [group, name, version] = ['group', 'name', 'version'].map((key) => component.attributes.get(key));
    if (group === undefined || name === undefined || version === undefined) return [];
    return lockedPackage('maven', {
      name: `${group}:${name}`,
      version,
      key: keys.of(`${group}:${name}@${version}`),
      integrity: at(component, 'artifact').flatMap(hashesOf),
      line: component.line,
    });
  });
  const lockfile = lockfileFact({
    ecosystem: 'maven',
    manager: 'gradle-verification',
    version: '',
    holds: 'checksums',
  });
  return { facts: [lockfile, ...packages] };
}

/** One hash an algorithm, and others that are trusted as well. */
function hashesOf({ children }: Element): readonly string[] {
  return children.flatMap(({ name, attributes, children: also }) =>
    [attributes, ...also.map((each) => each.attributes)].flatMap((each) => {
      const value = each.get('value');
      return /^(?:sha\d+|md5)$/.test(name) && value !== undefined ? [`${name}:${value}`] : [];
    }),
  );
}
