import type { PartialGap, Reading, SourceFile } from '../format.ts';
import type { Package, Requirement } from '../../system/facts.ts';
import { Keys, lockedPackage, lockfileFact, lockText, requirementFact } from '../locked-package.ts';
import { sourceOf, unnamedRegistry } from '../package-source.ts';
import type { PackageSource } from '../package-source.ts';
import { nameOf } from '../paths.ts';
import { projectName, pythonRequirement } from '../python-names.ts';
import { logicalLines } from './lines.ts';
import type { LogicalLine } from './lines.ts';

const forDevelopment =
  /(?:^|[-_./])(?:dev|develop|development|test|tests|testing|lint|docs?|ci|typing|mypy|local)(?=[-_./])/i;

/** One line of a file, told apart. */
interface Asked {
  readonly name: string;
  readonly specifier: string;
  /** the one version that the line allows */
  readonly pinned: string | undefined;
  readonly source: PackageSource;
  readonly line: LogicalLine;
}

/**
 * A file whose lines name versions is a lockfile: of what a tool worked out (`# via` says for whom), or of what
 * a person wrote down. Constraints lock without asking.
 */
export function readRequirements(file: SourceFile): Reading {
  const lines = logicalLines(lockText(file));
  const asked: Asked[] = [];
  const gaps: PartialGap[] = [];
  let registry: PackageSource = unnamedRegistry;
  for (const line of lines) {
    const option = /^(?:-i|--index-url|--pypi-url)[ =]\s*(\S+)/.exec(line.text);
    if (option) registry = { type: 'registry', host: sourceOf(option[1] ?? '').host };
    if (line.text.startsWith('-') && !/^(?:-e|--editable)[ =]/.test(line.text)) continue;
    const found = askedOf(line);
    if (found) asked.push(found);
    else if (
      !/^(?:\.{0,2}\/|\.$|\.\[|[a-z+]+:|[\w./-]+\.(?:whl|zip|tar\.gz)$|-e|--editable|\$)/.test(line.text)
    )
      gaps.push({ reason: 'unparsable', detail: `No requirement could be told at line ${line.line}` });
  }
  if (gaps.length > 3)
    gaps.splice(3, gaps.length, { reason: 'unparsable', detail: `${gaps.length} lines could not be read` });
  return { facts: factsOf(file.path, asked, registry), gaps };
}

function factsOf(path: string, asked: readonly Asked[], registry: PackageSource): Reading['facts'] {
  const isConstraints = nameOf(path).includes('constraints');
  const isCompiled = asked.some(({ line }) => line.via.length > 0);
  const group = forDevelopment.test(`/${path.split('/').slice(-2).join('/')}`) ? 'dev' : 'prod';
  const locks = /\.(?:txt|lock)$/.test(path) && asked.some(({ pinned }) => pinned !== undefined);
  const keys = new Keys();
  const facts: (Package | Requirement)[] = [];
  const byName = new Map<string, string>();
  const rows = asked.map((each) => {
    const key = keys.of(`${each.name}@${each.pinned ?? each.source.commit ?? ''}`);
    if (!byName.has(each.name)) byName.set(each.name, key);
    return { each, key };
  });
  const needs = neededBy(rows);
  for (const { each, key } of rows) {
    const { name, specifier, pinned, source, line } = each;
    const isLocked = locks && (pinned !== undefined || source.type !== 'registry');
    const direct = !isConstraints && (!isCompiled || line.via.some(isFile));
    if (direct)
      facts.push(
        requirementFact('pypi', {
          name,
          specifier,
          group,
          ...(locks ? { importer: '', resolved: isLocked ? key : undefined } : {}),
          line: line.line,
        }),
      );
    if (!isLocked) continue;
    facts.push(
      lockedPackage('pypi', {
        name,
        version: pinned ?? '',
        key,
        direct: isConstraints ? null : direct,
        dev: isConstraints ? null : group === 'dev',
        source: source.type === 'registry' ? registry : source,
        integrity: line.hashes,
        requires: needs.get(name) ?? [],
        line: line.line,
      }),
    );
  }
  if (!locks) return facts;
  const lockfile = lockfileFact({ ecosystem: 'pypi', manager: 'pip', version: '', importers: [''] });
  return [lockfile, ...facts];
}

/** Keys by the package that they were noted to be there for. */
function neededBy(
  rows: readonly { readonly each: Asked; readonly key: string }[],
): ReadonlyMap<string, readonly string[]> {
  const needs = new Map<string, string[]>();
  for (const { each, key } of rows) {
    for (const via of each.line.via) needs.set(via, [...(needs.get(via) ?? []), key]);
  }
  return needs;
}

/** `-r requirements.in`, `project (pyproject.toml)`: a manifest asks, not a package. */
function isFile(via: string): boolean {
  return /^-[rc]|\(|\.(?:in|txt|toml|cfg|py)$/.test(via);
}

function askedOf(line: LogicalLine): Asked | null {
  const address = /^(?:(?:-e|--editable)[ =]\s*)?((?:git|hg|svn|bzr)\+\S+)$/.exec(line.text)?.[1];
  if (address !== undefined) {
    const name = /[#&]egg=([\w.-]+)/.exec(address)?.[1];
    return name === undefined
      ? null
      : { name: projectName(name), specifier: address, pinned: undefined, source: vcsSource(address), line };
  }
  const found = pythonRequirement(line.text);
  if (!found) return null;
  const { name, specifier, url } = found;
  const pinned = /^={2,3}([\w.+!-]+)$/.exec(specifier)?.[1];
  const source =
    url === undefined ? unnamedRegistry : /^(?:git|hg|svn|bzr)\+/.test(url) ? vcsSource(url) : sourceOf(url);
  return { name, specifier: url ?? specifier, pinned, source, line };
}

/** `git+https://host/owner/repository@commit#egg=name` */
function vcsSource(address: string): PackageSource {
  const plain = address.replace(/#.*$/, '');
  const reference = /@([^@/:]+)$/.exec(plain)?.[1] ?? '';
  return sourceOf(`${plain.replace(/@[^@/:]+$/, '')}#${reference}`);
}
