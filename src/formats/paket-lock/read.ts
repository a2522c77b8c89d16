import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Package } from '../../system/facts.ts';
import { Keys, lockedPackage, lockfileFact, lockText } from '../locked-package.ts';
import { sourceOf } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';

const forDevelopment = /build|test|dev|doc|lint|format|bench/i;

/** Sections by kind of source, packages four blanks in, groups of a team's own below `GROUP`. */
export function readPaketLock(file: SourceFile): Reading {
  const packages: Package[] = [];
  const keys = new Keys();
  let [section, group, remote] = ['', '', ''];
  lockText(file)
    .split('\n')
    .forEach((whole, index) => {
      const text = whole.trimEnd();
      const content = text.trimStart();
      if (content === '') return;
      const indent = text.length - content.length;
      if (indent === 0) {
        const heading = /^(GROUP) (.+)$|^([A-Z]+)$|^[A-Z-]+:/.exec(text);
        if (!heading) throw new Unreadable('unparsable', `Line ${index + 1} is no heading of a section`);
        if (heading[1] !== undefined) group = heading[2] ?? '';
        section = heading[3] ?? '';
        return;
      }
      const address = /^remote: (.*)$/.exec(content)?.[1];
      if (address !== undefined) remote = address;
      // A repository as a whole has no name, and stands one further in.
      const repository = section === 'GIT' ? /^\(([0-9a-f]{40})\)/.exec(content) : null;
      const found = repository ?? /^(\S+) \(([^)]+)\)/.exec(content);
      if ((indent !== 4 && !repository) || !found) return;
      const [name = '', version = ''] = repository ? [remote, found[1]] : found.slice(1);
      const isFile = section !== 'NUGET' && !repository;
      packages.push(
        lockedPackage('nuget', {
          name: isFile ? `${remote}/${name}` : name,
          version: section === 'NUGET' ? version : '',
          key: keys.of(`${group}/${name}@${version}`),
          dev: group === '' ? false : forDevelopment.test(group) ? true : null,
          source: sourceIn(section, remote, version),
          line: index + 1,
        }),
      );
    });
  return { facts: [lockfileFact({ ecosystem: 'nuget', manager: 'paket', version: '' }), ...packages] };
}

function sourceIn(section: string, remote: string, version: string): PackageSource {
  if (section === 'GITHUB') return sourceOf(`github:${remote}#${version}`);
  if (section === 'GIT') return sourceOf(`git+${remote}#${version}`);
  const { host } = sourceOf(remote);
  return { type: section === 'NUGET' ? 'registry' : 'tarball', host };
}
