import { Unreadable } from '../format.ts';
import type { Reading, SourceFile } from '../format.ts';
import type { Fact, Package, Requirement } from '../../system/facts.ts';
import {
  byLine,
  Keys,
  listsBy,
  lockedPackage,
  lockfileFact,
  lockText,
  requirementFact,
} from '../locked-package.ts';
import { sourceOf, unknownSource } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { reachFrom } from '../reach.ts';
import { runtimeFact } from '../runtime-files/runtime-fact.ts';

interface Spec {
  readonly name: string;
  readonly version: string;
  readonly line: number;
  readonly key: string;
  readonly source: PackageSource;
  readonly needs: string[];
}

interface Asked {
  readonly name: string;
  readonly specifier: string;
  readonly line: number;
}

const sources: ReadonlySet<string> = new Set(['GEM', 'GIT', 'PATH', 'PLUGIN SOURCE']);

/** Sections at the margin, packages four blanks in, what they need six. */
export function readGemfileLock(file: SourceFile): Reading {
  const specs: Spec[] = [];
  const asked: Asked[] = [];
  const checksums = new Map<string, readonly string[]>();
  const facts: Fact[] = [];
  const keys = new Keys();
  let section = '';
  let options = new Map<string, string>();
  lockText(file)
    .split('\n')
    .forEach((whole, index) => {
      const text = whole.trimEnd();
      if (text === '') return;
      const line = index + 1;
      const content = text.trimStart();
      const indent = text.length - content.length;
      if (indent === 0) {
        if (!/^[A-Z][A-Z ]*$/.test(text))
          throw new Unreadable('unparsable', `Line ${line} is no heading of a section`);
        section = text;
        options = new Map();
        return;
      }
      if (section === '') throw new Unreadable('unparsable', `Line ${line} stands below no heading`);
      if (section === 'RUBY VERSION') {
        const version = /^ruby (\d[\d.]*)/.exec(content)?.[1];
        if (version !== undefined) facts.push(runtimeFact('ruby', version, line, 'manifest'));
      }
      if (section === 'BUNDLED WITH' && /^\d/.test(content))
        facts.push(runtimeFact('bundler', content, line, 'manifest'));
      if (section === 'DEPENDENCIES') asked.push(askedOf(content, line));
      if (section === 'CHECKSUMS') {
        const found = /^(\S+) \(([^)]+)\) (\S+)$/.exec(content);
        if (found)
          checksums.set(
            `${found[1]}@${found[2]}`,
            (found[3] ?? '').split(',').map((hash) => hashOf(hash, found[2] ?? '')),
          );
      }
      if (!sources.has(section)) return;
      const option = /^(\w+): (.*)$/.exec(content);
      // A section with several sources does not say which package is from which.
      const isSecond = section === 'GEM' && option?.[1] === 'remote' && options.has('remote');
      if (indent === 2 && option) options.set(option[1] ?? '', isSecond ? '' : (option[2] ?? ''));
      if (indent === 4) {
        const found = /^(\S+) \(([^)]+)\)$/.exec(content);
        if (!found) throw new Unreadable('unparsable', `Line ${line} is no package with a version`);
        const [, name = '', written = ''] = found;
        const key = keys.of(`${name}@${written}`);
        // The same version, built for one platform.
        specs.push({
          name,
          version: written.replace(/-.*$/, ''),
          line,
          key,
          source: sourceOfSection(section, options),
          needs: [],
        });
      }
      if (indent === 6) specs.at(-1)?.needs.push(content.split(' ')[0] ?? '');
    });
  const byName = listsBy(specs, ({ name }) => name);
  const requirements = asked.map((each) => requirementOf(each, byName));
  return {
    facts: [
      lockfileFact({ ecosystem: 'rubygems', manager: 'bundler', version: '', importers: [''] }),
      ...byLine([...packagesOf(specs, byName, requirements, checksums), ...requirements, ...facts]),
    ],
  };
}

/** `rails (~> 7.1)!`: the mark says that the Gemfile names a source of its own. */
function askedOf(content: string, line: number): Asked {
  const [, name = '', specifier = ''] = /^([^\s!(]+)(?: \(([^)]*)\))?!?$/.exec(content) ?? [];
  if (name === '') throw new Unreadable('unparsable', `Line ${line} is no dependency`);
  return { name, specifier, line };
}

/** A build for a platform is another file than the others of its version. */
function hashOf(written: string, version: string): string {
  const platform = /-(.*)$/.exec(version)?.[1];
  return written.replace('=', platform === undefined ? ':' : `.${platform}:`);
}

function requirementOf(
  { name, specifier, line }: Asked,
  byName: ReadonlyMap<string, readonly Spec[]>,
): Requirement {
  const resolved = byName.get(name)?.[0]?.key;
  return requirementFact('rubygems', { name, specifier, group: 'unsaid', importer: '', resolved, line });
}

function packagesOf(
  specs: readonly Spec[],
  byName: ReadonlyMap<string, readonly Spec[]>,
  requirements: readonly Requirement[],
  checksums: ReadonlyMap<string, readonly string[]>,
): readonly Package[] {
  const needs = (spec: Spec): readonly string[] =>
    spec.needs.flatMap((name) => (byName.get(name) ?? []).map(({ key }) => key));
  const asked = new Set(requirements.map(({ name }) => name));
  const reached = reachFrom(
    specs.flatMap(({ name, key }) => (asked.has(name) ? [key] : [])),
    new Map(specs.map((spec) => [spec.key, needs(spec)])),
  );
  return specs.map((spec) =>
    lockedPackage('rubygems', {
      name: spec.name,
      version: spec.version,
      key: spec.key,
      direct: asked.has(spec.name) ? true : reached.has(spec.key) ? false : null,
      source: spec.source,
      integrity: checksums.get(spec.key) ?? [],
      requires: needs(spec),
      line: spec.line,
    }),
  );
}

function sourceOfSection(section: string, options: ReadonlyMap<string, string>): PackageSource {
  const remote = options.get('remote') ?? '';
  if (section === 'GEM') return { type: 'registry', host: sourceOf(remote).host?.split('/')[0] ?? null };
  if (section === 'PATH') return { type: 'path', host: null, location: remote };
  if (section !== 'GIT') return unknownSource;
  const address = /^[a-z]+:\/\/|^\S+@/i.test(remote) ? remote : `file:${remote}`;
  const found = sourceOf(
    `${/^[a-z]+:\/\//.test(address) ? 'git+' : ''}${address}#${options.get('revision') ?? ''}`,
  );
  return found;
}
